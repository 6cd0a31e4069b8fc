//! cloudformation-validate, AWS's own offline validator: it knows event patterns, which the others do not read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::rendering::{Rendered, read};
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

/// A fixture names keys and roles of an account by their ARN, as its author may.
const NAMED_BY_THE_SPEC: [&str; 2] = ["W9002", "W9013"];

fn find() -> Option<PathBuf> {
    let has_it =
        |python: &PathBuf| tool::run(tool::command(python).args(["-c", "import cloudformation_validate"])).success;
    needed("cloudformation-validate", tool::program("python3").filter(has_it))
}

/// What it has to say of each template, all read in one call.
fn validate(python: &Path, templates: &BTreeMap<PathBuf, String>) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/cfn_validate.py");
    let outcome = tool::run(tool::command(python).arg(script).args(templates.keys()));
    assert!(outcome.success, "{}", outcome.words());
    let found: Vec<Value> = serde_json::from_str(&outcome.stdout).expect("JSON");
    let is_fault = |found: &&Value| !NAMED_BY_THE_SPEC.iter().any(|rule| found["rule"] == *rule);
    let complaint = |found: &Value| {
        let what = templates.get(Path::new(found["template"].as_str().unwrap_or_default())).map_or("?", String::as_str);
        format!("{what}: {} at {}: {}", found["rule"], found["at"], found["message"])
    };
    found.iter().filter(is_fault).map(complaint).collect()
}

#[test]
fn finds_nothing() {
    let Some(python) = find() else { return };
    assert_accepted(&validate(&python, &Rendered::all().templates()));
}

#[test]
fn broken_templates_are_rejected() {
    let Some(python) = find() else { return };
    let rendered = Rendered::example("minimal");
    let text = read(&rendered.only().json_template());
    let mutants = [
        ("no such operator", "E9014", "\"state\": [\n", "\"state\": [ { \"begins\": \"S\" },\n"),
        ("no such property", "F3002", "\"GlueVersion\"", "\"GlueRelease\""),
    ];
    let mut broken = BTreeMap::new();
    for (name, _, from, to) in mutants {
        let edited = text.replacen(from, to, 1);
        assert_ne!(edited, text, "{name}: nothing to break");
        let path = rendered.scratch().join(format!("{name}.json"));
        fs::write(&path, edited).expect("written");
        broken.insert(path, name.to_owned());
    }
    let complaints = validate(&python, &broken);
    for (name, rule, _, _) in mutants {
        let about: Vec<_> =
            complaints.iter().filter(|found| found.starts_with(&format!("{name}: "))).cloned().collect();
        assert_rejected(name, rule, &about);
    }
}
