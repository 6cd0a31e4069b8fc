//! The JSON Schema of what an environment lays over the spec: every section again, of which any part may be left out, or be
//! `null` to take it away.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// What the definition of a part of an overlay is called, behind the name of the whole.
const SUFFIX: &str = "Overlay";
/// What the overlay of the spec itself is called.
const ROOT: &str = "Overlay";
/// Sections that are the same for all environments.
const FIXED: [&str; 2] = ["lakegen", "environments"];
/// What asks for something that the spec may have already.
const DEMANDS: [&str; 4] = ["required", "minProperties", "dependentRequired", "default"];

/// Adds the definitions of overlays to the schema of the spec.
pub(super) fn add_overlays(schema: &mut Value) {
    let Some(definitions) = schema.get("$defs").and_then(Value::as_object).cloned() else { return };
    let mut root = Map::new();
    for (key, value) in schema.as_object().into_iter().flatten() {
        match key.as_str() {
            "type" | "additionalProperties" => _ = root.insert(key.clone(), value.clone()),
            "properties" => {
                let sections = value.as_object().into_iter().flatten();
                let sections = sections.filter(|(section, _)| !FIXED.contains(&section.as_str()));
                let sections: Map<_, _> = sections.map(|(key, value)| (key.clone(), value.clone())).collect();
                root.insert(key.clone(), sections.into());
            }
            _ => {}
        }
    }
    let partial = Partial { definitions: &definitions, changed: changed(&definitions) };
    let mut overlays: Map<String, Value> =
        partial.changed.iter().map(|name| (format!("{name}{SUFFIX}"), partial.of(&definitions[name]))).collect();
    let mut root = partial.of(&root.into());
    root["description"] = definitions.get(ROOT).map_or(Value::Null, |whole| whole["description"].clone());
    overlays.insert(ROOT.to_owned(), root);
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        definitions.append(&mut overlays);
    }
}

/// The definitions that are something else in an overlay: mappings, and what has any in it.
fn changed(definitions: &Map<String, Value>) -> BTreeSet<String> {
    let mut changed = BTreeSet::new();
    loop {
        let more = definitions.iter().filter(|(name, schema)| !changed.contains(*name) && changes(schema, &changed));
        let more: Vec<String> = more.map(|(name, _)| name.clone()).collect();
        if more.is_empty() {
            return changed;
        }
        changed.extend(more);
    }
}

fn changes(schema: &Value, changed: &BTreeSet<String>) -> bool {
    match schema {
        Value::Object(members) => members.iter().any(|(key, value)| match key.as_str() {
            "properties" => true,
            "additionalProperties" => value.is_object(),
            "$ref" => target(value).is_some_and(|name| changed.contains(name)),
            "examples" => false,
            _ => changes(value, changed),
        }),
        Value::Array(items) => items.iter().any(|item| changes(item, changed)),
        _ => false,
    }
}

fn target(reference: &Value) -> Option<&str> {
    reference.as_str()?.strip_prefix("#/$defs/")
}

struct Partial<'d> {
    definitions: &'d Map<String, Value>,
    changed: BTreeSet<String>,
}

impl Partial<'_> {
    /// `schema` without demands, and with nothing in the place of every member.
    fn of(&self, schema: &Value) -> Value {
        let Value::Object(members) = schema else { return schema.clone() };
        let kept = members.iter().filter(|(key, value)| !DEMANDS.contains(&key.as_str()) && !only_demands(key, value));
        let part = |key: &str, value: &Value| match (key, value) {
            ("properties", Value::Object(properties)) => {
                properties.iter().map(|(name, value)| (name.clone(), self.or_null(value))).collect()
            }
            ("additionalProperties", Value::Object(_)) => self.or_null(value),
            ("anyOf" | "oneOf" | "allOf", Value::Array(items)) => items.iter().map(|item| self.of(item)).collect(),
            ("$ref", reference) => match target(reference).filter(|name| self.changed.contains(*name)) {
                Some(name) => format!("#/$defs/{name}{SUFFIX}").into(),
                None => reference.clone(),
            },
            (_, value) => value.clone(),
        };
        kept.map(|(key, value)| (key.clone(), part(key, value))).collect::<Map<_, _>>().into()
    }

    fn or_null(&self, schema: &Value) -> Value {
        let described =
            schema.get("$ref").and_then(|reference| self.definitions.get(target(reference)?)?.get("description"));
        let mut schema = self.of(schema);
        let own = schema.as_object_mut().and_then(|members| members.remove("description"));
        let description = own.or_else(|| described.cloned());
        let mut either = json!({ "anyOf": [schema, { "type": "null" }] });
        if let Some(description) = description {
            either["description"] = description;
        }
        either
    }
}

/// Whether all alternatives only say which members are there: `oneOf: [{ required: [a] }, { required: [b] }]`.
fn only_demands(key: &str, value: &Value) -> bool {
    let demands =
        |item: &Value| item.as_object().is_some_and(|item| item.keys().all(|key| DEMANDS.contains(&key.as_str())));
    matches!(key, "anyOf" | "oneOf" | "allOf") && value.as_array().is_some_and(|items| items.iter().all(demands))
}
