//! The leaves of a spec, each with what the JSON Schema says of it.

use serde_json::Value;

/// A value that is neither list nor mapping.
pub struct Leaf {
    /// Where it stands in the spec, as a JSON pointer.
    pub at: String,
    /// Which key of the file format it is: `Handler/memory_size`.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// The parts of the schema that speak of it.
    pub schemas: Vec<Value>,
}

/// Every leaf of `spec` that `schema` knows.
pub fn leaves(schema: &Value, spec: &Value) -> Vec<Leaf> {
    let mut found = Vec::new();
    collect(schema, &resolved(schema, schema, "Spec"), spec, String::new(), &mut found);
    found
}

/// A part of the schema, and the name of the type that it is in, with the way from there.
type Part<'s> = (String, &'s Value);

fn collect(root: &Value, parts: &[Part<'_>], value: &Value, at: String, found: &mut Vec<Leaf>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let below: Vec<Part<'_>> = parts
                    .iter()
                    .filter_map(|(key, part)| match part["properties"].get(name) {
                        Some(property) => Some((format!("{key}/{name}"), property)),
                        None => part.get("additionalProperties").map(|others| (format!("{key}/*"), others)),
                    })
                    .flat_map(|(key, part)| resolved(root, part, &key))
                    .collect();
                let escaped = name.replace('~', "~0").replace('/', "~1");
                collect(root, &below, member, format!("{at}/{escaped}"), found);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                let below: Vec<Part<'_>> = parts
                    .iter()
                    .filter_map(|(key, part)| part.get("items").map(|items| (format!("{key}[]"), items)))
                    .flat_map(|(key, part)| resolved(root, part, &key))
                    .collect();
                collect(root, &below, item, format!("{at}/{n}"), found);
            }
        }
        leaf => {
            // The name that the key has in its own type, not in what it refers to.
            let Some((key, _)) = parts.first() else { return };
            let schemas = parts.iter().map(|(_, part)| (*part).clone()).collect();
            found.push(Leaf { at, key: key.clone(), value: leaf.clone(), schemas });
        }
    }
}

/// The part itself, and what it refers to or chooses from.
fn resolved<'s>(root: &'s Value, part: &'s Value, key: &str) -> Vec<Part<'s>> {
    let mut all = vec![(key.to_owned(), part)];
    if let Some(name) = part["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/")) {
        let whole = &root["$defs"][name];
        // What has keys of its own is known by its own name, a kind of text by the key that takes it.
        let key = if whole.get("properties").is_some() { name } else { key };
        all.extend(resolved(root, whole, key));
    }
    for choice in ["anyOf", "oneOf", "allOf"].into_iter().filter_map(|word| part[word].as_array()).flatten() {
        all.extend(resolved(root, choice, key));
    }
    all
}
