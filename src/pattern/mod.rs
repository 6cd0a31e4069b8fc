//! EventBridge's pattern language: which events a rule wants.
//!
//! Facts are from the Amazon EventBridge User Guide ("Event pattern syntax", "Comparison operators for use in event
//! patterns", "Matching on multiple field values", "Matching null values and empty strings") and, where the guide is
//! silent, from the service's own matcher, <https://github.com/aws/event-ruler> (README and `JsonRuleCompiler`).
//!
//! Both sides are flattened to dotted names first, as the service does it: `{"a": {"b": 1}}` and `{"a.b": 1}` are one
//! event, an array is as good as any of its values, and only values that are neither object nor array can be matched.

mod cidr;
mod error;
mod explain;
mod fields;
mod matcher;
mod number;
mod parse;
mod wildcard;

use std::collections::BTreeMap;

use serde_json::Value;

pub use error::PatternError;
pub use explain::{Found, Mismatch};

use fields::Fields;
use matcher::Matcher;

/// What a rule wants an event to be.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Every list of the pattern, in its order.
    leaves: Vec<Leaf>,
    /// What `$or` multiplies out to; an event has to satisfy one of them.
    alternatives: Vec<Alternative>,
}

/// Names of fields and what each has to be, by position in [`Pattern::leaves`].
type Alternative = BTreeMap<String, usize>;

/// One list of a pattern: what a field may be.
#[derive(Clone, Debug)]
struct Leaf {
    matchers: Vec<Matcher>,
    json: Value,
}

impl Leaf {
    fn accepts(&self, value: &Value) -> bool {
        self.matchers.iter().any(|matcher| matcher.accepts(value))
    }

    fn accepts_absence(&self) -> bool {
        self.matchers.iter().any(|matcher| matches!(matcher, Matcher::Absent))
    }
}

impl Pattern {
    /// Characters that a pattern may have (Amazon EventBridge User Guide, "Quotas": adjustable).
    pub const MAX_LENGTH: usize = 2_048;

    /// Reads a pattern.
    ///
    /// # Errors
    /// EventBridge's `PutRule` would refuse it: something that is neither object nor list where one has to be, an empty
    /// object or list, an operator that does not exist or that does not take such a value, an `$or` of fewer than two.
    pub fn parse(pattern: &Value) -> Result<Self, PatternError> {
        parse::parse(pattern)
    }

    /// Holds a pattern's length against the quota.
    ///
    /// # Errors
    /// It has more than [`Self::MAX_LENGTH`] characters even without white space.
    pub fn check_length(pattern: &Value) -> Result<(), PatternError> {
        let length = pattern.to_string().chars().count();
        if length <= Self::MAX_LENGTH {
            return Ok(());
        }
        Err(PatternError::new("", format!("the pattern has {length} characters, more than {}", Self::MAX_LENGTH)))
    }

    /// Whether `event` is what the pattern wants.
    pub fn matches(&self, event: &Value) -> bool {
        let fields = Fields::of(event);
        event.is_object() && self.alternatives.iter().any(|alternative| fields.satisfy(&self.named(alternative)))
    }

    /// Why `event` is not what the pattern wants; empty if it is.
    ///
    /// Of the alternatives that `$or` offers, this is about the one that comes closest.
    pub fn explain(&self, event: &Value) -> Vec<Mismatch> {
        if self.matches(event) {
            return Vec::new();
        }
        let fields = Fields::of(event);
        let all = self.alternatives.iter().map(|alternative| explain::mismatches(&fields, &self.named(alternative)));
        all.min_by_key(Vec::len).unwrap_or_default()
    }

    fn named<'p>(&'p self, alternative: &'p Alternative) -> Vec<(&'p str, &'p Leaf)> {
        alternative
            .iter()
            .filter_map(|(name, index)| self.leaves.get(*index).map(|leaf| (name.as_str(), leaf)))
            .collect()
    }
}
