//! Why an event is not what a pattern wants.

use std::fmt;

use serde_json::{Map, Value};

use super::Leaf;
use super::fields::Fields;

/// Values that are shown of a field that has many.
const SHOWN: usize = 3;

/// One reason why an event does not match.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The field: `detail.state`; several, separated by commas, for [`Found::Apart`].
    pub path: String,
    /// What the pattern wants there, as it says it.
    pub wanted: Value,
    /// What the event has there.
    pub found: Found,
}

/// What an event has instead of what a pattern wants.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// No such field, or one that is an object or an empty list.
    Nothing,
    /// These values, none of which is wanted.
    Values(Vec<Value>),
    /// Each of them, but only in different elements of one array.
    Apart,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path)?;
        match &self.found {
            Found::Nothing => write!(f, "wanted {}, found no value", self.wanted),
            Found::Values(values) => {
                let shown: Vec<String> = values.iter().take(SHOWN).map(Value::to_string).collect();
                write!(f, "wanted {}, found {}", self.wanted, shown.join(", "))?;
                match values.len().saturating_sub(SHOWN) {
                    0 => Ok(()),
                    more => write!(f, " and {more} more"),
                }
            }
            Found::Apart => f.write_str("each is found, but not in one element of the array they lie in"),
        }
    }
}

/// What keeps `fields` from satisfying one alternative of a pattern that they do not satisfy.
pub(super) fn mismatches(fields: &Fields<'_>, wanted: &[(&str, &Leaf)]) -> Vec<Mismatch> {
    let missed: Vec<Mismatch> = wanted
        .iter()
        .filter(|(name, leaf)| !fields.satisfy_one(name, leaf))
        .map(|(name, leaf)| {
            let values: Vec<Value> = fields.named(name).iter().map(|field| field.value.clone()).collect();
            let found = if values.is_empty() { Found::Nothing } else { Found::Values(values) };
            Mismatch { path: (*name).to_owned(), wanted: leaf.json.clone(), found }
        })
        .collect();
    if !missed.is_empty() {
        return missed;
    }
    let names: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
    let all: Map<String, Value> = wanted.iter().map(|(name, leaf)| ((*name).to_owned(), leaf.json.clone())).collect();
    vec![Mismatch { path: names.join(", "), wanted: Value::Object(all), found: Found::Apart }]
}
