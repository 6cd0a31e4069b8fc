//! What one value may be.

use serde_json::Value;

use super::cidr::Block;
use super::number::{self, Range};
use super::wildcard::Wildcard;

/// One element of a pattern's list.
#[derive(Clone, Debug)]
pub(super) enum Matcher {
    /// This text, number, `true`, `false` or `null`.
    Exact(Value),
    /// A text that begins so.
    Prefix(String),
    /// A text that ends so.
    Suffix(String),
    /// A text that begins so; folded.
    PrefixIgnoreCase(String),
    /// A text that ends so; folded.
    SuffixIgnoreCase(String),
    /// This text; folded.
    EqualsIgnoreCase(String),
    /// A text that looks so.
    Wildcard(Wildcard),
    /// A number in a range.
    Numeric(Range),
    /// A text that is an address in a block.
    Cidr(Block),
    /// Any value at all.
    Exists,
    /// No field of that name.
    Absent,
    /// None of these. There has to be a value for that, be it `null`.
    AnythingBut(Vec<Matcher>),
}

impl Matcher {
    /// Whether a value that the event has is accepted. No operator turns one type into another.
    pub(super) fn accepts(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Exact(Value::Number(wanted)), Value::Number(found)) => number::equal(wanted, found),
            (Self::Exact(wanted), found) => wanted == found,
            (Self::Prefix(prefix), Value::String(text)) => text.starts_with(prefix),
            (Self::Suffix(suffix), Value::String(text)) => text.ends_with(suffix),
            (Self::PrefixIgnoreCase(prefix), Value::String(text)) => fold(text).starts_with(prefix),
            (Self::SuffixIgnoreCase(suffix), Value::String(text)) => fold(text).ends_with(suffix),
            (Self::EqualsIgnoreCase(wanted), Value::String(text)) => fold(text) == *wanted,
            (Self::Wildcard(wildcard), Value::String(text)) => wildcard.matches(text),
            (Self::Cidr(block), Value::String(text)) => block.contains(text),
            (Self::Numeric(range), Value::Number(number)) => range.contains(number),
            (Self::Exists, _) => true,
            (Self::AnythingBut(refused), value) => !refused.iter().any(|matcher| matcher.accepts(value)),
            _ => false,
        }
    }
}

/// `text` without the difference of upper and lower case, letter by letter.
pub(super) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}
