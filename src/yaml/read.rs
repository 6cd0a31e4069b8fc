//! Typed reading that reports every mistake of a file in one run.
//!
//! serde stops at the first error. So: read, note the error, take the member it is in out of the view, and read again,
//! until the rest is sound. For a missing key a stand-in is put into the view, so that the next missing key is found.
//! A required member that was taken out is missed in the next round: that echo is not reported.

use serde::de::DeserializeOwned;

use crate::diag::{Diagnostic, Place, rules};

use super::cuts::Cuts;
use super::de::NodeDe;
use super::error::{Error, Problem};
use super::explain::{explain, suggestion};
use super::tree::Kind;
use super::{Document, MAX_FINDINGS};

/// Nodes that all rounds together may visit: a large file gets fewer rounds, so that reading it stays quick.
const MAX_VISITS: usize = 20_000_000;

/// A typed value and everything that was wrong.
#[derive(Debug)]
pub struct Read<T> {
    /// What could be read, without the members that have findings, and with something made up for keys that the root lacks;
    /// `None` when nothing could.
    pub value: Option<T>,
    /// The document's own findings and those of its types, in the order in which they were found.
    pub findings: Vec<Diagnostic>,
}

impl Document {
    /// Reads the document as `T`, reporting all that does not fit.
    ///
    /// Use plain derived types with `deny_unknown_fields`; types that buffer (`untagged`, `flatten`) lose the places.
    pub fn read<T: DeserializeOwned>(&self) -> Read<T> {
        let mut findings = self.findings.clone();
        let mut cuts = Cuts::default();
        // Keys that were meant, by the path of their mapping: an unknown `databse` explains the missing `database`.
        let mut meant: Vec<(Vec<usize>, &'static str)> = Vec::new();
        let rounds = (MAX_VISITS / self.tree.nodes.len().max(1)).clamp(20, 3 * MAX_FINDINGS);
        for _ in 0..rounds {
            let error = match T::deserialize(NodeDe::root(&self.tree, &cuts)) {
                // Whatever the root lacks, what else it says is worth checking.
                Ok(value) if !cuts.has_holes_below() => return Read { value: Some(value), findings },
                Ok(_) => {
                    cuts.cut_holes();
                    continue;
                }
                Err(error) => error,
            };
            let path = error.path();
            if !self.is_echo(&error, &path, &cuts, &meant) {
                findings.push(explain(&self.tree, &error, &path));
            }
            if let (Some(name), Some((_, parent))) = (suggestion(&error), path.split_last()) {
                meant.push((parent.to_vec(), name));
            }
            let goes_on = match error.problem {
                Problem::MissingKey(name) if cuts.fill(&path, name) => true,
                _ => cuts.cut(&path),
            };
            if !goes_on {
                return Read { value: None, findings };
            }
            if findings.len() >= MAX_FINDINGS {
                break;
            }
        }
        let message = format!("only the first {} findings of this file are shown", findings.len());
        findings.push(Diagnostic::new(&rules::DOCUMENT_LIMIT, Place::File, message).help("correct these first"));
        Read { value: None, findings }
    }

    /// Whether an error only says that something reported before is now missing.
    fn is_echo(&self, error: &Error, path: &[usize], cuts: &Cuts, meant: &[(Vec<usize>, &'static str)]) -> bool {
        if matches!(error.problem, Problem::Unfilled) {
            return true;
        }
        if error.at_key || !cuts.at(path).is_some_and(Cuts::distorts) {
            return false;
        }
        let Problem::MissingKey(name) = error.problem else { return true };
        let node = path.iter().try_fold(self.tree.root, |id, &position| self.tree.child(id, position));
        let written = node.is_some_and(|node| match &self.tree.node(node).kind {
            Kind::Map(members) => members.position(name).is_some(),
            _ => false,
        });
        written || meant.iter().any(|(parent, meant)| parent == path && *meant == name)
    }
}
