//! Why a pattern is none.

use std::fmt;

/// Why EventBridge would refuse a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Where in the pattern: `detail.$or[1].state[0]`; empty for the pattern as a whole.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

impl PatternError {
    pub(super) fn new(path: &str, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), message: message.into() }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.path, self.message) }
    }
}

impl std::error::Error for PatternError {}
