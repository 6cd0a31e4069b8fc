//! The committed JSON Schema is the one that the types generate, and it teaches.

use std::path::Path;

use lakegen::spec;
use serde_json::Value;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/lakegen.schema.json");

#[test]
fn the_committed_schema_is_fresh() {
    let generated = spec::json_schema_text();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(COMMITTED, &generated).expect("the schema can be written");
    }
    let committed = std::fs::read_to_string(Path::new(COMMITTED)).unwrap_or_default();
    assert!(
        committed == generated,
        "schemas/lakegen.schema.json is out of date: run `lakegen schema --out schemas/lakegen.schema.json`, or `UPDATE=1 cargo test --test schema`"
    );
}

#[test]
fn every_property_is_described() {
    let schema = spec::json_schema();
    let mut silent = Vec::new();
    undescribed(&schema, &schema, "", &mut silent);
    assert!(silent.is_empty(), "no description: {silent:#?}");
}

/// Collects the properties below `node` that have no description, neither of their own nor by reference.
fn undescribed(root: &Value, node: &Value, path: &str, silent: &mut Vec<String>) {
    if let Some(properties) = node.get("properties").and_then(Value::as_object) {
        for (name, property) in properties {
            let referred = property.get("$ref").and_then(Value::as_str).and_then(|at| root.pointer(&at[1..]));
            let described = [Some(property), referred].into_iter().flatten().any(|it| it.get("description").is_some());
            if !described {
                silent.push(format!("{path}/{name}"));
            }
        }
    }
    match node {
        Value::Object(members) => {
            members.iter().for_each(|(key, member)| undescribed(root, member, &format!("{path}/{key}"), silent));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| undescribed(root, item, &format!("{path}/{n}"), silent));
        }
        _ => {}
    }
}
