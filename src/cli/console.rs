//! Where a command's words go.

use std::error::Error;
use std::io::{self, Write};
use std::time::Instant;

use anstream::{AutoStream, ColorChoice};

use crate::diag::Report;

/// How an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people.
    Pretty,
    /// For programs: an array of objects.
    Json,
}

/// stdout for results, stderr for everything else.
pub(super) struct Console {
    out: AutoStream<io::Stdout>,
    err: AutoStream<io::Stderr>,
}

impl Console {
    pub(super) fn new(choice: ColorChoice) -> Self {
        Self { out: AutoStream::new(io::stdout(), choice), err: AutoStream::new(io::stderr(), choice) }
    }

    /// Writes a result to stdout as it is.
    pub(super) fn result(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Whether results may be coloured.
    pub(super) fn coloured(&self) -> bool {
        self.out.current_choice() != ColorChoice::Never
    }

    /// Writes findings to stdout: they are what was asked for.
    pub(super) fn findings(&mut self, report: &Report) -> io::Result<()> {
        self.result(&report.pretty(self.coloured()))?;
        self.way_to_pages(report)
    }

    /// Writes findings to stderr: something else was asked for.
    pub(super) fn remarks(&mut self, report: &Report) -> io::Result<()> {
        let coloured = self.err.current_choice() != ColorChoice::Never;
        self.err.write_all(report.pretty(coloured).as_bytes())?;
        self.way_to_pages(report)
    }

    /// Says how to learn more about the first finding.
    fn way_to_pages(&mut self, report: &Report) -> io::Result<()> {
        match report.iter().next() {
            Some((_, first)) => self.note(&format!("`lakegen explain {}` says more, with an example", first.rule.id)),
            None => Ok(()),
        }
    }

    /// Writes a line to stderr.
    pub(super) fn note(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.err, "{line}")
    }

    /// Says why the command failed. That nobody listens is no reason to fail again.
    pub(super) fn error(&mut self, failure: &dyn Error) {
        drop(writeln!(self.err, "error: {failure}"));
    }
}

/// Whether `failure` only says that the reader went away.
pub(super) fn is_closed_pipe(failure: &(dyn Error + 'static)) -> bool {
    failure.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// `0.02 s`: how long it has been since `began`.
pub(super) fn seconds_since(began: Instant) -> String {
    format!("{:.2} s", began.elapsed().as_secs_f64())
}
