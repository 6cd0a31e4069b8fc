//! An event as names and values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Leaf;

/// Every value of an event that is neither object nor array, by its dotted name.
///
/// Arrays leave no trace in the name, but each value remembers which elements of which arrays it lies in: a match
/// must not take one part from one element and another from the next (event-ruler README, "JSON Array Matching").
pub(super) struct Fields<'e>(BTreeMap<String, Vec<Field<'e>>>);

/// A value, and the elements it lies in.
pub(super) struct Field<'e> {
    pub(super) value: &'e Value,
    within: Elements,
}

/// Pairs of an array and a position in it, by the number of the array.
type Elements = Vec<(usize, usize)>;

impl<'e> Fields<'e> {
    /// The fields of `event`.
    pub(super) fn of(event: &'e Value) -> Self {
        let mut walk = Walk { fields: BTreeMap::new(), arrays: 0, within: Vec::new() };
        walk.value("", event);
        Self(walk.fields)
    }

    /// The values of that name; none if the event has no such field.
    pub(super) fn named(&self, name: &str) -> &[Field<'e>] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether `leaf` is content with the field `name`, whatever the others are.
    pub(super) fn satisfy_one(&self, name: &str, leaf: &Leaf) -> bool {
        let found = self.named(name);
        if found.is_empty() { leaf.accepts_absence() } else { found.iter().any(|field| leaf.accepts(field.value)) }
    }

    /// Whether each field has a value that its leaf accepts, no two of them in different elements of one array.
    pub(super) fn satisfy(&self, wanted: &[(&str, &Leaf)]) -> bool {
        let mut choices: Vec<BTreeSet<&Elements>> = Vec::with_capacity(wanted.len());
        for (name, leaf) in wanted {
            if !self.satisfy_one(name, leaf) {
                return false;
            }
            // A field that may be absent, and is, restricts nothing.
            let accepted = self.named(name).iter().filter(|field| leaf.accepts(field.value));
            choices.push(accepted.map(|field| &field.within).collect());
        }
        consistent(&choices.into_iter().filter(|choice| !choice.is_empty()).collect::<Vec<_>>())
    }
}

/// Whether one of each can be chosen so that no two disagree about an array.
///
/// Arrays that no later choice speaks of are forgotten on the way, so that arrays beside each other do not multiply.
fn consistent(choices: &[BTreeSet<&Elements>]) -> bool {
    let mut so_far = BTreeSet::from([Elements::new()]);
    for (index, choice) in choices.iter().enumerate() {
        let later: BTreeSet<usize> =
            choices[index + 1..].iter().flatten().flat_map(|within| within.iter().map(|(array, _)| *array)).collect();
        let mut next = BTreeSet::new();
        for chosen in &so_far {
            for within in choice {
                let Some(mut both) = merge(chosen, within) else { continue };
                both.retain(|(array, _)| later.contains(array));
                next.insert(both);
            }
        }
        so_far = next;
    }
    !so_far.is_empty()
}

fn merge(a: &Elements, b: &Elements) -> Option<Elements> {
    let mut merged: BTreeMap<usize, usize> = a.iter().copied().collect();
    for (array, element) in b {
        if *merged.entry(*array).or_insert(*element) != *element {
            return None;
        }
    }
    Some(merged.into_iter().collect())
}

struct Walk<'e> {
    fields: BTreeMap<String, Vec<Field<'e>>>,
    /// How many arrays there have been: each one's number.
    arrays: usize,
    within: Elements,
}

impl<'e> Walk<'e> {
    fn value(&mut self, name: &str, value: &'e Value) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    self.value(&join(name, key), value);
                }
            }
            Value::Array(items) => {
                let array = self.arrays;
                self.arrays += 1;
                for (index, item) in items.iter().enumerate() {
                    // A plain value in a list goes with every other element of it.
                    let nested = item.is_object() || item.is_array();
                    if nested {
                        self.within.push((array, index));
                    }
                    self.value(name, item);
                    if nested {
                        self.within.pop();
                    }
                }
            }
            _ => {
                let field = Field { value, within: self.within.clone() };
                self.fields.entry(name.to_owned()).or_default().push(field);
            }
        }
    }
}

/// `name.key`.
pub(super) fn join(name: &str, key: &str) -> String {
    if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") }
}
