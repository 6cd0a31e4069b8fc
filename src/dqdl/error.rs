//! Why a text is no rule.

use std::fmt;
use std::ops::Range;

/// Why a text is no rule, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to write instead, if it can be said.
    pub help: Option<String>,
    /// The words that are known here, when the word at `span` is none of them.
    pub known: Vec<&'static str>,
    /// The bytes that are wrong; empty where the text ends too early.
    pub span: Range<usize>,
}

impl Error {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, known: Vec::new(), span }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A word that is none of `known`.
    pub(super) fn unknown(
        span: Range<usize>,
        what: &str,
        word: &str,
        known: impl IntoIterator<Item = &'static str>,
    ) -> Self {
        let message = format!("`{}` is not {what} of DQDL", word.escape_default());
        Self { known: known.into_iter().collect(), ..Self::new(span, message) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
