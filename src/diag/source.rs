//! Where in a text a finding lies.

use std::ops::Range;

use super::Place;

/// A file that findings point into.
pub trait Source {
    /// How findings call the file.
    fn name(&self) -> &str;

    /// Its text, as far as it is readable.
    fn text(&self) -> &str;

    /// The bytes of a place, within the text and on character boundaries; `None` for the file as a whole.
    fn span(&self, place: &Place) -> Option<Range<usize>>;
}

/// Where the lines of a text start, so that the line of a byte is found without reading the text again.
#[derive(Clone, Debug)]
pub struct LineStarts(Vec<usize>);

impl LineStarts {
    /// Of `text`.
    pub fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect())
    }

    /// Line and column in `text` of a byte, both from 1, the column counted in characters.
    ///
    /// A byte inside a character counts as its start, one beyond the end as the end.
    pub fn line_column(&self, text: &str, byte: usize) -> (usize, usize) {
        let byte = text.floor_char_boundary(byte);
        let line = self.0.partition_point(|start| *start <= byte);
        let start = self.0.get(line - 1).copied().unwrap_or_default();
        (line, text[start..byte].chars().count() + 1)
    }
}

/// [`LineStarts::line_column`] for a single byte.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    LineStarts::of(text).line_column(text, byte)
}
