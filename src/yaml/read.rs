//! Typed reading that reports every mistake of a file in one run.
//!
//! serde stops at the first error. So: read, note the error, cut the member it is in out of the view, and read again,
//! until the rest is sound. A required member that was cut is missed in the next round; that echo is not reported, its
//! mapping is cut as well.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::diag::{Diagnostic, Place, rules};

use super::de::NodeDe;
use super::error::{Error, Problem};
use super::explain::{explain, suggestion};
use super::tree::Kind;
use super::{Document, MAX_FINDINGS};

/// A typed value and everything that was wrong.
#[derive(Debug)]
pub struct Read<T> {
    /// What could be read, without the members that have findings; `None` when a required key of the root is missing
    /// or wrong.
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
        loop {
            let error = match T::deserialize(NodeDe::root(&self.tree, &cuts)) {
                Ok(value) => return Read { value: Some(value), findings },
                Err(error) => error,
            };
            let path = error.path();
            if let (Some(name), Some((_, parent))) = (suggestion(&error), path.split_last()) {
                meant.push((parent.to_vec(), name));
            }
            if !self.is_echo(&error, &path, &cuts, &meant) {
                findings.push(explain(&self.tree, &error, &path));
            }
            if findings.len() >= MAX_FINDINGS {
                let message = format!("only the first {MAX_FINDINGS} findings of this file are shown");
                findings
                    .push(Diagnostic::new(&rules::DOCUMENT_LIMIT, Place::File, message).help("correct these first"));
                return Read { value: None, findings };
            }
            if path.is_empty() {
                return Read { value: None, findings };
            }
            cuts.cut(&path);
        }
    }

    /// Whether an error only says that something reported before is now missing.
    fn is_echo(&self, error: &Error, path: &[usize], cuts: &Cuts, meant: &[(Vec<usize>, &'static str)]) -> bool {
        if error.at_key || !cuts.at(path).is_some_and(Cuts::has_gone) {
            return false;
        }
        let Problem::MissingKey(name) = error.problem else { return true };
        let node = path.iter().try_fold(self.tree.root, |id, &position| self.tree.child(id, position));
        let written = node.is_some_and(|node| match &self.tree.node(node).kind {
            Kind::Map(members) => members.iter().any(|member| *member.name == *name),
            _ => false,
        });
        written || meant.iter().any(|(parent, meant)| parent == path && *meant == name)
    }
}

/// What is cut out of a view of the tree, as a tree of positions; aliases of one node are cut one by one.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    gone: bool,
    below: BTreeMap<usize, Self>,
}

impl Cuts {
    /// This node itself is cut.
    pub fn is_gone(&self) -> bool {
        self.gone
    }

    /// The cuts at the member or element at `position` and below it.
    pub fn below(&self, position: usize) -> Option<&Self> {
        self.below.get(&position)
    }

    fn at(&self, path: &[usize]) -> Option<&Self> {
        path.iter().try_fold(self, |cuts, &position| cuts.below(position))
    }

    /// One of the direct members or elements is cut.
    fn has_gone(&self) -> bool {
        self.below.values().any(Self::is_gone)
    }

    fn cut(&mut self, path: &[usize]) {
        let mut cuts = self;
        for &position in path {
            cuts = cuts.below.entry(position).or_default();
        }
        cuts.gone = true;
        cuts.below.clear();
    }
}
