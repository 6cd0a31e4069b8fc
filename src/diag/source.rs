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

/// Line and column of a byte, both from 1, the column counted in characters.
///
/// A byte inside a character counts as its start, one beyond the end as the end.
pub fn line_column(source: &str, byte: usize) -> (usize, usize) {
    let before = &source[..source.floor_char_boundary(byte)];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].chars().count() + 1)
}
