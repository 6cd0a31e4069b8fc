//! What stands in a spec and has no effect, because nothing names it.
//!
//! Only what is nothing by itself: what lakegen makes may be there for people, too, and a schema is at least documentation.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::Pipeline;
use crate::model::scope::Scope;

/// LG-W100. While something else is wrong, that is probably why nothing names it.
pub(super) fn unused(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    if !scope.is_sound() {
        return;
    }
    let Ok(Value::Object(spec)) = serde_json::to_value(scope.spec) else { return };
    let declared = |section: &str| spec.get(section).and_then(Value::as_object).into_iter().flatten();
    let all = |section| declared(section).map(|(key, _)| key.as_str());
    let imported =
        |section| declared(section).filter(|(_, one)| one["import"].is_string()).map(|(key, _)| key.as_str());
    let kinds: [(&str, Vec<&str>, &str); 3] = [
        ("classifiers", all("classifiers").collect(), "no crawler lists it, and Glue tries it for no other"),
        (
            "connections",
            imported("connections").collect(),
            "no crawler and no job names it, and it is not lakegen's to make",
        ),
        ("buckets", imported("buckets").collect(), "nothing reads or writes it, and it is not lakegen's to make"),
    ];
    for (section, keys, why) in kinds.into_iter().filter(|(_, keys, _)| !keys.is_empty()) {
        let mut named = BTreeSet::new();
        for (_, other) in spec.iter().filter(|(other, _)| *other != section) {
            names(other, &mut named);
        }
        let physical = |key: &str| pipeline.buckets.get(key).and_then(|bucket| bucket.import.as_deref());
        let is_named = |key: &str| named.contains(key) || physical(key).is_some_and(|name| named.contains(name));
        for key in keys.into_iter().filter(|key| !is_named(key)) {
            let kind = section.trim_end_matches('s');
            let finding = format!("{kind} `{key}` is never used: {why}");
            scope.report(Diagnostic::new(&rules::UNUSED, Place::Key(Pointer::root().key(section).key(key)), finding));
        }
    }
}

/// Everything that the texts in `value` may name: each text, or the bucket in which it is a path.
fn names<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::String(text) => {
            let path = text.strip_prefix("s3://").unwrap_or(text);
            found.insert(path.split_once('/').map_or(path, |(bucket, _)| bucket));
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        Value::Object(members) => members.values().for_each(|member| names(member, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
