//! Mending what has only one way out.

use std::ops::Range;

use super::Report;
use super::report::{File, Located};

/// A change of the text at a finding's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// What stands there.
    pub from: String,
    /// What should.
    pub to: String,
}

/// A file, before and after its mistakes are mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended<'r> {
    /// The file's name.
    pub name: &'r str,
    /// Its text as it was checked.
    pub before: &'r str,
    /// Its text as it should be.
    pub after: String,
    /// How many mistakes that mends.
    pub changes: usize,
}

impl Report {
    /// The files that can be mended. Findings whose changes meet are left for the next time, and so is one whose words stand
    /// twice at its place.
    pub fn mended(&self) -> Vec<Mended<'_>> {
        let of = |file| self.located().filter(move |(of, _)| std::ptr::eq(*of, file)).map(|(_, located)| located);
        self.files().iter().filter_map(|file| mend(file, of(file))).collect()
    }
}

fn mend<'r>(file: &'r File, findings: impl Iterator<Item = &'r Located>) -> Option<Mended<'r>> {
    let mut all: Vec<(Range<usize>, &str)> = findings.filter_map(|located| change(&file.text, located)).collect();
    all.sort_by_key(|(span, _)| span.start);
    let mut after = String::with_capacity(file.text.len());
    let mut written = 0;
    let mut changes = 0;
    for (span, to) in all {
        if span.start < written {
            continue;
        }
        after.push_str(&file.text[written..span.start]);
        after.push_str(to);
        written = span.end;
        changes += 1;
    }
    after.push_str(&file.text[written..]);
    (changes > 0).then_some(Mended { name: &file.name, before: &file.text, after, changes })
}

/// The bytes that a finding would replace, and by what.
fn change<'r>(text: &str, located: &'r Located) -> Option<(Range<usize>, &'r str)> {
    let span = located.span.clone()?;
    let Replacement { from, to } = located.diagnostic.fix.as_ref()?;
    let mut found = text.get(span.clone())?.match_indices(from.as_str());
    let (at, _) = found.next()?;
    let start = span.start + at;
    found.next().is_none().then(|| (start..start + from.len(), to.as_str()))
}
