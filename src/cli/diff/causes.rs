//! The lines of a spec that are behind a change.

use crate::diag::{LineStarts, Place, Pointer, Source};
use crate::yaml::Document;

/// A place in a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct At {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) path: Pointer,
}

/// A spec with its lines.
pub(super) struct Lines<'d> {
    document: &'d Document,
    starts: LineStarts,
}

impl<'d> Lines<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        Self { document, starts: LineStarts::of(document.text()) }
    }

    /// Where `path` is written, if it is.
    pub(super) fn find(&self, path: &Pointer) -> Option<At> {
        let is_there = path.steps().is_empty() || self.document.has(path);
        let start = Source::span(self.document, &Place::Key(path.clone())).filter(|_| is_there)?.start;
        let (line, column) = self.starts.line_column(self.document.text(), start);
        Some(At { file: self.document.name().to_owned(), line, column, path: path.clone() })
    }
}

/// Those of `edits` that are behind what `origin` asks for: in it, or where none is, what holds for all members.
pub(super) fn behind(edits: &[Pointer], origin: &Pointer) -> Vec<Pointer> {
    let inside = |at: &&Pointer| at.steps().starts_with(origin.steps());
    let within: Vec<Pointer> = edits.iter().filter(inside).cloned().collect();
    if !within.is_empty() && !origin.steps().is_empty() {
        return within;
    }
    // Sections of members have a key below them; `name`, `tags`, `defaults` and `encryption` hold for everything.
    const FOR_ALL: [&str; 5] = ["name", "description", "tags", "defaults", "encryption"];
    let is_for_all = |at: &&Pointer| at.to_string().split('.').next().is_some_and(|first| FOR_ALL.contains(&first));
    let general: Vec<Pointer> = edits.iter().filter(is_for_all).cloned().collect();
    if general.is_empty() { edits.to_vec() } else { general }
}
