//! Where two versions of a spec differ.

use serde_json::Value;

use crate::diag::Pointer;
use crate::yaml::Document;

/// A member of the spec that has got another key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// What it was.
    pub from: Pointer,
    /// What it is.
    pub to: Pointer,
}

/// The members that are as they were, under another key of the same section.
pub fn renames(old: &Document, new: &Document) -> Vec<Rename> {
    let (before, after) = (value_of(old), value_of(new));
    let (Some(before), Some(after)) = (before.as_object(), after.as_object()) else { return Vec::new() };
    let mut found = Vec::new();
    for (section, members) in after {
        let (Some(was), Some(is)) = (before.get(section).and_then(Value::as_object), members.as_object()) else {
            continue;
        };
        let gone: Vec<_> = was.iter().filter(|(key, _)| !is.contains_key(*key)).collect();
        let come: Vec<_> = is.iter().filter(|(key, _)| !was.contains_key(*key)).collect();
        for (key, member) in &come {
            // Of two that look alike nobody can say which it was.
            let same: Vec<_> = gone.iter().filter(|(_, known)| known == member).collect();
            let only_one = come.iter().filter(|(_, other)| other == member).count() == 1;
            if let ([(from, _)], true) = (same.as_slice(), only_one) {
                let section = Pointer::root().key(section);
                found.push(Rename { from: section.key(from.as_str()), to: section.key(key.as_str()) });
            }
        }
    }
    found
}

/// Every place where two versions differ: the member that only one has, or the value that both have differently.
pub fn edits(old: &Document, new: &Document) -> Vec<Pointer> {
    let mut found = Vec::new();
    walk(&value_of(old), &value_of(new), &Pointer::root(), &mut found);
    found
}

fn value_of(document: &Document) -> Value {
    document.read::<Value>().value.unwrap_or_default()
}

fn walk(old: &Value, new: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    match (old, new) {
        (Value::Object(before), Value::Object(after)) => {
            let added = after.keys().filter(|key| !before.contains_key(*key));
            for key in before.keys().chain(added) {
                let (old, new) = (before.get(key).unwrap_or(&Value::Null), after.get(key).unwrap_or(&Value::Null));
                walk(old, new, &at.key(key), found);
            }
        }
        (old, new) if old == new => {}
        _ => found.push(at.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document::parse("lakegen.yaml", text.into()).expect("YAML")
    }

    #[test]
    fn a_member_with_another_key_is_a_rename_if_it_is_the_only_one() {
        let old = document("jobs: { a: { x: 1 }, b: { x: 2 } }\nbuckets: { raw: {}, old: {} }");
        let new = document("jobs: { a: { x: 1 }, c: { x: 2 } }\nbuckets: { one: {}, two: {} }");
        let jobs = Pointer::root().key("jobs");
        assert_eq!(renames(&old, &new), [Rename { from: jobs.key("b"), to: jobs.key("c") }]);
    }

    #[test]
    fn edits_are_told_where_they_are() {
        let old = document("name: a\njobs: { a: { x: [1], y: 2 } }");
        let new = document("name: b\njobs: { a: { x: [2], y: 2 }, b: {} }");
        let found: Vec<String> = edits(&old, &new).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["name", "jobs.a.x", "jobs.b"]);
    }
}
