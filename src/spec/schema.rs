//! The JSON Schema of the spec, generated from its types.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{Schema, json_schema};
use serde_json::{Value, json};

use super::Spec;
use super::overlay_schema::add_overlays;

/// The `$id` of the schema: a name, not an address.
pub const SCHEMA_ID: &str = "urn:lakegen:schema:1";

/// The JSON Schema (draft 2020-12) of `lakegen: 1`.
pub fn json_schema() -> Value {
    let settings = SchemaSettings::draft2020_12().with_transform(Present);
    let schema = settings.into_generator().into_root_schema_for::<Spec>();
    let mut root = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "lakegen specification",
    });
    if let (Some(root), Value::Object(members)) = (root.as_object_mut(), schema.to_value()) {
        members.into_iter().for_each(|(key, value)| _ = root.entry(key).or_insert(value));
    }
    add_overlays(&mut root);
    root
}

/// [`json_schema()`] as the bytes of `schemas/lakegen.schema.json`.
pub fn json_schema_text() -> String {
    format!("{:#}\n", json_schema())
}

/// Turns the schema of a mapping into "this mapping, or the string that is short for it".
pub(super) fn or_shorthand(schema: &mut Schema, shorthand: &str) {
    or_shorthands(schema, &[json!({ "$ref": format!("#/$defs/{shorthand}") })]);
}

/// [`or_shorthand`] for several strings, each by its schema.
pub(super) fn or_shorthands(schema: &mut Schema, shorthands: &[Value]) {
    let description = schema.remove("description");
    let mapping = std::mem::take(schema);
    let alternatives: Vec<Value> = shorthands.iter().cloned().chain([mapping.into()]).collect();
    *schema = json_schema!({ "anyOf": alternatives });
    if let Some(description) = description {
        schema.insert("description".to_owned(), description);
    }
}

/// Puts `null` where the reader takes an empty value: for mappings whose members are all optional (`raw:` is `raw: {}`).
/// Elsewhere an empty value is a slip of the pen, so `null` goes. Also takes out the `format`s that name Rust's integers,
/// and the line breaks that a doc comment has within a paragraph.
#[derive(Clone)]
struct Present;

impl Transform for Present {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        if schema.get("format").and_then(Value::as_str).is_some_and(|format| format.starts_with("uint")) {
            schema.remove("format");
        }
        if let Some(Value::String(text)) = schema.get_mut("description") {
            let paragraphs: Vec<_> = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
            *text = paragraphs.join("\n\n");
        }
        let is_optional_mapping = schema.get("required").is_none() && schema.get("const").is_none();
        if is_optional_mapping && schema.get("type").is_some_and(|kind| kind == "object") {
            schema.insert("type".to_owned(), json!(["object", "null"]));
            return;
        }
        if let Some(Value::Array(types)) = schema.get_mut("type")
            && !types.iter().any(|kind| kind == "object")
        {
            types.retain(|kind| kind != "null");
            if let [only] = types.as_mut_slice() {
                let only = only.take();
                schema.insert("type".to_owned(), only);
            }
        }
        let Some(Value::Array(alternatives)) = schema.get_mut("anyOf") else { return };
        let null = json!({ "type": "null" });
        if alternatives.contains(&null) {
            alternatives.retain(|alternative| *alternative != null);
            if let [Value::Object(only)] = alternatives.as_mut_slice() {
                let only = std::mem::take(only);
                schema.remove("anyOf");
                for (key, value) in only {
                    schema.ensure_object().entry(key).or_insert(value);
                }
            }
        }
    }
}
