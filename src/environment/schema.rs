//! Which keys a mapping of a spec may have, by the JSON Schema.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use crate::spec;

static SCHEMA: LazyLock<Value> = LazyLock::new(spec::json_schema);

/// The keys of one mapping of a spec.
pub(super) struct Keys {
    /// Those that lakegen knows.
    pub(super) known: BTreeSet<&'static str>,
    /// Whether the user names others.
    pub(super) are_names: bool,
}

/// The keys of the mapping to which `way` leads from the root of a spec.
pub(super) fn keys<'k>(way: impl IntoIterator<Item = &'k str>) -> Keys {
    let mut here = opened(&SCHEMA);
    for key in way {
        here = here.into_iter().flat_map(|schema| member(schema, key)).flat_map(opened).collect();
    }
    let known = here.iter().filter_map(|schema| schema.get("properties")?.as_object()).flat_map(serde_json::Map::keys);
    Keys {
        known: known.map(String::as_str).collect(),
        are_names: here.iter().any(|schema| {
            *schema == &Value::Bool(true) || schema.get("additionalProperties").is_some_and(|other| *other != false)
        }),
    }
}

/// The schemas that a value may be held against instead of, or together with, `schema`, without references.
fn opened(schema: &'static Value) -> Vec<&'static Value> {
    let mut open = vec![schema];
    let mut found = Vec::new();
    while let Some(schema) = open.pop() {
        let reference = schema.get("$ref").and_then(Value::as_str);
        open.extend(reference.and_then(|reference| SCHEMA.pointer(reference.strip_prefix('#')?)));
        let alternatives = ["anyOf", "oneOf", "allOf"].into_iter().filter_map(|word| schema.get(word)?.as_array());
        open.extend(alternatives.flatten());
        found.push(schema);
    }
    found
}

/// The schema of the member `key`.
fn member(schema: &'static Value, key: &str) -> Option<&'static Value> {
    if *schema == Value::Bool(true) {
        return Some(schema);
    }
    let property = schema.get("properties").and_then(|properties| properties.get(key));
    property.or_else(|| schema.get("additionalProperties").filter(|other| **other != false))
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn keys_are_known_or_the_users() {
        let root = keys([]);
        assert!(root.known.contains("jobs") && !root.are_names);
        assert!(keys(["jobs"]).are_names && keys(["jobs"]).known.is_empty());
        assert!(keys(["jobs", "clean"]).known.contains("number_of_workers"));
        assert!(keys(["jobs", "clean", "trigger", "handler"]).known.contains("memory_size"));
        assert!(keys(["jobs", "clean", "arguments"]).are_names);
        assert!(keys(["tags"]).are_names);
        assert!(keys(["jobs", "clean", "trigger", "event_pattern", "detail"]).are_names);
        let nowhere = keys(["jobz", "clean"]);
        assert!(nowhere.known.is_empty() && !nowhere.are_names);
    }
}
