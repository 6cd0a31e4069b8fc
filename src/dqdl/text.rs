//! Quoted texts.

use std::fmt;

/// The text between two double quotes, as it is written: `\"` stands for a quote, `\\` keeps the quote after it from being
/// escaped, and every other backslash stands for itself, as regular expressions want it.
///
/// Source: `QUOTED_STRING` in <https://github.com/awslabs/dqdl>.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// The text that stands for `content`.
    ///
    /// `None` if DQDL has no way to write it: a backslash before a quote, or at the end.
    pub fn of(content: &str) -> Option<Self> {
        let lone_backslashes = content.len() - content.trim_end_matches('\\').len();
        let writable = lone_backslashes.is_multiple_of(2) && !content.contains("\\\"");
        writable.then(|| Self(content.replace('"', "\\\"")))
    }

    /// A text as it is written between its quotes.
    pub(super) fn written(raw: impl Into<String>) -> Self {
        Self(raw.into())
    }

    /// As it is written between its quotes.
    pub fn as_written(&self) -> &str {
        &self.0
    }

    /// What it stands for.
    pub fn content(&self) -> String {
        self.0.replace("\\\"", "\"")
    }

    /// Whether it is a date, `2026-01-31`.
    pub fn is_date(&self) -> bool {
        shape(&self.0) == "0000-00-00"
    }

    /// Whether it is a time of day, `9:30 AM` or `21:30`.
    pub fn is_time(&self) -> bool {
        let clock = self.0.strip_suffix(" AM").or(self.0.strip_suffix(" PM"));
        match clock {
            Some(clock) => ["0:00", "00:00"].contains(&shape(clock).as_str()),
            None => shape(&self.0) == "00:00",
        }
    }
}

fn shape(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}
