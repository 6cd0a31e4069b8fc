//! Findings as values: a rule, a sentence, and a symbolic place that only a renderer turns into line and column.

mod fix;
mod foreign;
mod github;
mod json;
mod page;
mod pointer;
mod pretty;
mod report;
mod rule;
mod sarif;
mod source;
mod suggest;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use fix::{Mended, Replacement};
pub use foreign::{advice, meant, offered};
pub use page::{Example, handbook};
pub use pointer::{Pointer, Step};
pub use report::Report;
pub use rule::{Rule, Severity};
pub use source::{LineStarts, Source, line_column};
pub use suggest::{suggest, suggest_only};

/// The rules by name: `rules::NAME_INVALID`.
pub mod rules {
    pub use super::rule::*;
}

/// What a finding points at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The key of a mapping's member.
    Key(Pointer),
    /// The value of a node.
    Value(Pointer),
    /// Bytes of the text of a scalar; all of it, when the file writes that text with escapes or on several lines.
    Within(Pointer, Range<usize>),
    /// Bytes of the source that belong to no node: a syntax error.
    Bytes(Range<usize>),
    /// The file as a whole.
    File,
}

impl Place {
    /// The node that is meant, when it is one.
    pub fn pointer(&self) -> Option<&Pointer> {
        match self {
            Self::Key(pointer) | Self::Value(pointer) | Self::Within(pointer, _) => Some(pointer),
            Self::Bytes(_) | Self::File => None,
        }
    }
}

/// One finding about a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// What is wrong here, in one sentence without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Why it matters here, when the rule's own reason can be said better; else the rule's is shown.
    pub why: Option<String>,
    /// What to write instead, when the rule's own fix can be said better; else the rule's is shown.
    pub help: Option<String>,
    /// Other places that take part, each with a label ("first declared here").
    pub related: Vec<(Place, String)>,
    /// What a machine may write instead, where there is only one way out.
    pub fix: Option<Replacement>,
}

impl Diagnostic {
    /// A finding that says no more than its rule and `message`.
    pub fn new(rule: &'static Rule, place: Place, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), place, why: None, help: None, related: Vec::new(), fix: None }
    }

    /// Replaces the rule's reason by one that fits better.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// Replaces the rule's fix by one that fits better.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that takes part.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// Offers to write `to` instead of `from`, which stands at the finding's place.
    #[must_use]
    pub fn instead(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.fix = Some(Replacement { from: from.into(), to: to.into() });
        self
    }

    /// Why it matters: here, or else in general.
    pub fn reason(&self) -> &str {
        self.why.as_deref().unwrap_or(self.rule.why)
    }

    /// What to write instead: here, or else in general.
    pub fn way_out(&self) -> &str {
        self.help.as_deref().unwrap_or(self.rule.fix)
    }
}
