//! Where two values differ.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::changes::PropertyChange;

/// What an element of a list is called, if it is called anything.
const CALLED: [&str; 8] = ["Sid", "Key", "Name", "Id", "sid", "key", "name", "id"];

/// Every place where `new` differs from `old`, at and below `path`.
pub(super) fn differences(old: &Value, new: &Value, path: &mut Vec<String>, found: &mut Vec<PropertyChange>) {
    if old == new {
        return;
    }
    let (opened_old, opened_new) = (opened(old), opened(new));
    match (&*opened_old, &*opened_new) {
        (Value::Object(before), Value::Object(after)) => members(before, after, path, found),
        (Value::Array(before), Value::Array(after)) => elements(before, after, path, found),
        (before, after) if before == after => {}
        _ => found.push(change(path, Some(old), Some(new))),
    }
}

/// A JSON document that hides in a text.
fn opened(value: &Value) -> Cow<'_, Value> {
    let hidden = value.as_str().filter(|text| text.starts_with('{'));
    match hidden.and_then(|text| serde_json::from_str(text).ok()) {
        Some(document) => Cow::Owned(document),
        None => Cow::Borrowed(value),
    }
}

fn change(path: &[String], old: Option<&Value>, new: Option<&Value>) -> PropertyChange {
    PropertyChange { path: path.to_vec(), old: old.cloned(), new: new.cloned() }
}

fn members(
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    path: &mut Vec<String>,
    found: &mut Vec<PropertyChange>,
) {
    let added = new.keys().filter(|key| !old.contains_key(*key));
    for key in old.keys().chain(added) {
        path.push(key.clone());
        pair(old.get(key), new.get(key), path, found);
        path.pop();
    }
}

fn pair(old: Option<&Value>, new: Option<&Value>, path: &mut Vec<String>, found: &mut Vec<PropertyChange>) {
    match (old, new) {
        (Some(old), Some(new)) => differences(old, new, path, found),
        (old, new) => found.push(change(path, old, new)),
    }
}

fn elements(old: &[Value], new: &[Value], path: &mut Vec<String>, found: &mut Vec<PropertyChange>) {
    let is_scalar = |value: &Value| !value.is_object() && !value.is_array();
    if old.iter().chain(new).all(is_scalar) {
        found.push(change(path, Some(&old.into()), Some(&new.into())));
        return;
    }
    if let Some((before, after)) = names(old, new) {
        let all: Vec<&str> =
            before.iter().chain(after.iter().filter(|name| !before.contains(name))).map(String::as_str).collect();
        for name in all {
            let at = |names: &[String], values: &[Value]| {
                names.iter().position(|known| known == name).map(|index| values[index].clone())
            };
            path.push(format!("[{name}]"));
            pair(at(&before, old).as_ref(), at(&after, new).as_ref(), path, found);
            path.pop();
        }
        let stays = |name: &&String| before.contains(name) && after.contains(name);
        let order = |names: &[String]| names.iter().filter(stays).cloned().map(Value::from).collect::<Value>();
        if order(&before) != order(&after) {
            found.push(change(path, Some(&order(&before)), Some(&order(&after))));
        }
        return;
    }
    for index in 0..old.len().max(new.len()) {
        path.push(format!("[{index}]"));
        pair(old.get(index), new.get(index), path, found);
        path.pop();
    }
}

/// What the elements of both lists are called, if each has a name of its own.
fn names(old: &[Value], new: &[Value]) -> Option<(Vec<String>, Vec<String>)> {
    let by = |key: &str, values: &[Value]| {
        let names: Option<Vec<String>> =
            values.iter().map(|value| Some(value.get(key)?.as_str()?.to_owned())).collect();
        names.filter(|names| names.iter().collect::<BTreeSet<_>>().len() == names.len())
    };
    CALLED.iter().find_map(|key| Some((by(key, old)?, by(key, new)?)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(old: &Value, new: &Value) -> Vec<String> {
        let mut found = Vec::new();
        differences(old, new, &mut Vec::new(), &mut found);
        found.iter().map(PropertyChange::path_text).collect()
    }

    #[test]
    fn a_difference_is_told_where_it_is() {
        let old = json!({ "a": 1, "b": { "c": [1, 2] }, "gone": true });
        let new = json!({ "a": 1, "b": { "c": [1, 3] }, "come": true });
        assert_eq!(found(&old, &new), ["b.c", "gone", "come"]);
        assert!(found(&old, &old).is_empty());
    }

    #[test]
    fn elements_are_known_by_their_names() {
        let old = json!([{ "Sid": "A", "x": 1 }, { "Sid": "B", "x": 1 }]);
        let new = json!([{ "Sid": "New", "x": 1 }, { "Sid": "A", "x": 2 }, { "Sid": "B", "x": 1 }]);
        assert_eq!(found(&old, &new), ["[A].x", "[New]"]);
        let swapped = json!([{ "Sid": "B", "x": 1 }, { "Sid": "A", "x": 1 }]);
        assert_eq!(found(&old, &swapped), [""]);
        assert_eq!(found(&json!([{ "x": 1 }]), &json!([{ "x": 1 }, { "x": 2 }])), ["[1]"]);
    }

    #[test]
    fn a_document_in_a_text_is_read() {
        assert_eq!(found(&json!({ "d": "{\"a\": 1}" }), &json!({ "d": "{\"a\": 2}" })), ["d.a"]);
        assert!(found(&json!("{\"a\": 1}"), &json!("{\"a\":1}")).is_empty());
    }
}
