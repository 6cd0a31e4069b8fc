//! All findings of a run, located and in order: what the renderers show.

use std::ops::Range;

use serde::Serialize;

use super::{Diagnostic, LineStarts, Severity, Source};

/// Findings of any number of files.
#[derive(Debug, Default)]
pub struct Report {
    files: Vec<File>,
    findings: Vec<Located>,
}

/// A file that has findings.
#[derive(Debug)]
pub(super) struct File {
    pub name: String,
    pub text: String,
    lines: LineStarts,
}

/// A stretch of a file. Lines and columns from 1, columns in characters, the end exclusive; 1:1 for the file as a whole.
#[derive(Serialize)]
pub(super) struct Region<'a> {
    pub file: &'a str,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl File {
    /// Line and column of a byte.
    pub(super) fn line_column(&self, byte: usize) -> (usize, usize) {
        self.lines.line_column(&self.text, byte)
    }

    /// Where `span` is; the beginning of the file when there is none.
    pub(super) fn region(&self, span: Option<&Range<usize>>) -> Region<'_> {
        let span = span.cloned().unwrap_or(0..0);
        let (line, column) = self.line_column(span.start);
        let (end_line, end_column) = self.line_column(span.end);
        Region { file: &self.name, line, column, end_line, end_column }
    }
}

/// A finding with its places as bytes of its file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Located {
    file: usize,
    pub span: Option<Range<usize>>,
    pub diagnostic: Diagnostic,
    /// The bytes of `diagnostic.related`, in the same order.
    pub related: Vec<Option<Range<usize>>>,
}

impl Report {
    /// A report without findings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the findings of one file.
    pub fn add(&mut self, source: &dyn Source, findings: impl IntoIterator<Item = Diagnostic>) {
        let mut findings = findings.into_iter().peekable();
        if findings.peek().is_none() {
            return;
        }
        let known = self.files.iter().position(|file| file.name == source.name() && file.text == source.text());
        let file = known.unwrap_or_else(|| {
            let text = source.text().to_owned();
            self.files.push(File { name: source.name().to_owned(), lines: LineStarts::of(&text), text });
            self.files.len() - 1
        });
        self.findings.extend(findings.map(|diagnostic| Located {
            file,
            span: source.span(&diagnostic.place),
            related: diagnostic.related.iter().map(|(place, _)| source.span(place)).collect(),
            diagnostic,
        }));
        self.sort();
    }

    /// By file name, then position, then code; exact duplicates once.
    fn sort(&mut self) {
        let files = &self.files;
        self.findings.sort_by(|a, b| {
            let key = |finding: &Located| {
                let start = finding.span.as_ref().map(|span| span.start);
                (start, finding.diagnostic.rule.id, finding.file)
            };
            files[a.file].name.cmp(&files[b.file].name).then_with(|| key(a).cmp(&key(b)))
        });
        self.findings.dedup();
    }

    /// Number of findings that refuse.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// Number of findings that only warn.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    /// Whether there are no findings at all.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The findings in order, each with the name of its file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Diagnostic)> {
        self.located().map(|(file, finding)| (file.name.as_str(), &finding.diagnostic))
    }

    pub(super) fn files(&self) -> &[File] {
        &self.files
    }

    pub(super) fn located(&self) -> impl Iterator<Item = (&File, &Located)> {
        self.findings.iter().map(|finding| (&self.files[finding.file], finding))
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.rule.severity == severity).count()
    }
}
