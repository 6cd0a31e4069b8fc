//! Nothing stands in the JSON Schema that no example and no valid fixture uses: every key, and every word of every list of
//! words. What is used in `tests/fixtures/valid` is judged by all the tools (`tests/oracles/`, `verify/`), so an option that is
//! offered works. What one target alone can say stands in `tests/fixtures/one_target`. One example, `everything`, has every key
//! that a lake can have in all three targets: it is deployed and played by the proof, all options in one lake.

#[path = "support/specs.rs"]
mod specs;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lakegen::spec;
use serde_json::Value;

/// Words that are known in order to be refused with their reason.
const REFUSED: [&str; 5] =
    ["GlueVersion = 0.9", "GlueVersion = 1.0", "GlueVersion = 2.0", "WorkerType = Standard", "WorkerType = Z.2X"];

/// A list of numbers of days, which CloudWatch Logs and both schemas have alike; not one spec for each of them.
const DAYS: &str = "LogRetention = ";

const ONE_PLACE: &str = "an example is one lake; tests/fixtures/valid/environments.yaml has several";

/// Keys that `examples/everything` does not have, each with the reason.
const NOT_IN_EVERYTHING: &[(&str, &str)] = &[
    ("/environments", ONE_PLACE),
    ("Crawler/lineage", "CloudFormation cannot say it"),
    ("CsvClassifier/serde", "CloudFormation cannot say it"),
    ("Defaults/permissions_boundary", ONE_PLACE),
    ("Environment/account", ONE_PLACE),
    ("Environment/concurrent_executions", ONE_PLACE),
    ("Environment/overlay", ONE_PLACE),
    ("Environment/permissions_boundary", ONE_PLACE),
    ("Environment/production", ONE_PLACE),
    ("Environment/region", ONE_PLACE),
    ("Environment/set", ONE_PLACE),
    ("MongoDbTarget/scan_all", "CloudFormation cannot say it"),
    ("Network/availability_zone", "cfn-lint refuses a template that names a zone"),
    ("Table/partition_indexes", "CloudFormation cannot say it"),
];

#[test]
fn everything_has_every_key() {
    let used = used_by([root().join("examples/everything/lakegen.yaml")]);
    let exempt: BTreeSet<_> = NOT_IN_EVERYTHING.iter().map(|(key, _)| (*key).to_owned()).collect();
    let is_key = |name: &&String| !name.contains(" = ");
    let offered = offered();
    let missing: Vec<_> = offered.difference(&used).filter(is_key).filter(|key| !exempt.contains(*key)).collect();
    assert!(missing.is_empty(), "examples/everything does not use {missing:#?}");
    let needless: Vec<_> = exempt.iter().filter(|key| used.contains(*key) || !offered.contains(*key)).collect();
    assert!(needless.is_empty(), "exempt, but used or not in the schema: {needless:#?}");
}

#[test]
fn every_key_and_word_of_the_schema_is_used() {
    let offered = offered();
    let used = used_by(specs());
    let is_exempt = |name: &&String| REFUSED.contains(&name.as_str()) || name.starts_with(DAYS);
    let unused: Vec<_> = offered.difference(&used).filter(|name| !is_exempt(name)).collect();
    assert!(offered.len() > 100, "the schema has only {} keys and words", offered.len());
    assert!(unused.is_empty(), "no example and no file of tests/fixtures/valid uses {unused:#?}");
}

#[test]
fn a_key_that_no_spec_uses_is_found() {
    let schema = serde_json::json!({
        "properties": { "used": { "enum": ["word", "other"] }, "left": { "$ref": "#/$defs/Left" } },
        "$defs": { "Left": { "anyOf": [{ "type": "string" }, { "properties": { "inner": {} } }] } },
    });
    let mut offered = BTreeSet::new();
    collect(&schema, "", &mut offered);
    assert_eq!(offered.iter().collect::<Vec<_>>(), ["/left", "/used", "/used = other", "/used = word", "Left/inner"]);
    let mut used = BTreeSet::new();
    walk(&schema, &schema, "", &serde_json::json!({ "used": "word", "left": { "inner": 1 } }), &mut used);
    assert_eq!(used.iter().collect::<Vec<_>>(), ["/left", "/used", "/used = word", "Left/inner"]);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every key and word of the schema.
fn offered() -> BTreeSet<String> {
    let mut offered = BTreeSet::new();
    collect(&spec::json_schema(), "", &mut offered);
    offered
}

/// Every key and word of the schema that one of the specs uses.
fn used_by(specs: impl IntoIterator<Item = PathBuf>) -> BTreeSet<String> {
    let schema = spec::json_schema();
    let mut used = BTreeSet::new();
    for path in specs {
        let text = fs::read_to_string(&path).expect("a spec");
        let spec: Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        walk(&schema, &schema, "", &spec, &mut used);
    }
    used
}

/// Every example and every valid fixture.
fn specs() -> Vec<PathBuf> {
    specs::specs().into_iter().chain(specs::entries("tests/fixtures/one_target")).collect()
}

/// The node that `node` stands for, and the name under which it is known: definitions have one, the rest a path.
fn resolve<'a>(root: &'a Value, node: &'a Value, path: &str) -> (&'a Value, String) {
    match node.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            let target = root.pointer(&reference[1..]).unwrap_or_else(|| panic!("{reference} leads nowhere"));
            (target, reference.rsplit('/').next().unwrap_or_default().to_owned())
        }
        None => (node, path.to_owned()),
    }
}

/// The schemas below `node` that a value may be held against instead of, or together with, `node` itself.
fn alternatives(node: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf", "allOf"].into_iter().filter_map(|word| node.get(word)?.as_array()).flatten()
}

/// The words of an `enum` or a `const`.
fn words(node: &Value) -> impl Iterator<Item = &str> {
    let listed = node.get("enum").and_then(Value::as_array).into_iter().flatten();
    listed.chain(node.get("const")).filter_map(Value::as_str)
}

/// Adds each key and word that the schema below `node` has.
fn collect(node: &Value, path: &str, offered: &mut BTreeSet<String>) {
    let definitions = node.get("$defs").and_then(Value::as_object).into_iter().flatten();
    // An overlay has the same keys and words once more.
    for (name, definition) in definitions.filter(|(name, _)| !name.ends_with("Overlay")) {
        collect(definition, name, offered);
    }
    offered.extend(words(node).map(|word| format!("{path} = {word}")));
    for (key, property) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
        offered.insert(format!("{path}/{key}"));
        collect(property, &format!("{path}/{key}"), offered);
    }
    let nested = ["additionalProperties", "items"].into_iter().filter_map(|word| node.get(word));
    nested.chain(alternatives(node)).for_each(|nested| collect(nested, path, offered));
}

/// Adds each key and word that `value` uses of the schema at `node`.
fn walk(root: &Value, node: &Value, path: &str, value: &Value, used: &mut BTreeSet<String>) {
    let (node, path) = resolve(root, node, path);
    if let Some(word) = value.as_str() {
        used.extend(words(node).filter(|known| *known == word).map(|word| format!("{path} = {word}")));
    }
    let properties = node.get("properties").and_then(Value::as_object);
    for (key, member) in value.as_object().into_iter().flatten() {
        let inner = format!("{path}/{key}");
        if let Some(property) = properties.and_then(|properties| properties.get(key)) {
            used.insert(inner.clone());
            walk(root, property, &inner, member, used);
        } else if let Some(other) = node.get("additionalProperties") {
            walk(root, other, &path, member, used);
        }
    }
    if let (Some(items), Some(schema)) = (value.as_array(), node.get("items")) {
        items.iter().for_each(|item| walk(root, schema, &path, item, used));
    }
    alternatives(node).for_each(|alternative| walk(root, alternative, &path, value, used));
}
