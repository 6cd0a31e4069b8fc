//! cfn-lint, as strict as it gets, for regions of all three partitions.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::rendering::{Lake, Rendered, read, read_json};
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

const STRICTEST: [&str; 12] = [
    "--format",
    "json",
    // Informational rules too; I4010 wants prose about the architecture in the template's metadata, for language models.
    "--include-checks",
    "I",
    "--ignore-checks",
    "I4010",
    // Experimental rules too, and a number must be written as a number.
    "--include-experimental",
    "--configure-rule",
    "E3012:strict=true",
    "--regions",
    "eu-west-1",
    "us-east-1",
];

/// China and GovCloud: other partitions have fewer services.
const ELSEWHERE: [&str; 2] = ["cn-north-1", "us-gov-west-1"];

/// What cfn-lint has to say of each template, all read in one call.
fn lint(cfn_lint: &Path, templates: &BTreeMap<PathBuf, String>) -> Vec<String> {
    let mut command = tool::command(cfn_lint);
    command.args(STRICTEST).args(ELSEWHERE).arg("--template").args(templates.keys());
    let outcome = tool::run(&mut command);
    let Ok(Value::Array(matches)) = serde_json::from_str(&outcome.stdout) else {
        panic!("no report:\n{}", outcome.words());
    };
    assert_eq!(outcome.success, matches.is_empty(), "{}", outcome.words());
    let complaint = |found: &Value| {
        let file = PathBuf::from(found["Filename"].as_str().unwrap_or_default());
        let what = templates.get(&file).map_or("?", String::as_str);
        let (rule, at) = (&found["Rule"]["Id"], &found["Location"]["Path"]);
        let line = &found["Location"]["Start"]["LineNumber"];
        format!("{what}: {rule} in line {line}: {}\n    at {at}", found["Message"])
    };
    matches.iter().map(complaint).collect()
}

/// Lints one form of every template.
fn finds_nothing_in(form: impl Fn(&Lake) -> PathBuf) {
    let Some(cfn_lint) = needed("cfn-lint", tool::program("cfn-lint")) else { return };
    let templates = Rendered::all().lakes.iter().map(|lake| (form(lake), lake.spec.clone())).collect();
    assert_accepted(&lint(&cfn_lint, &templates));
}

// The templates in JSON hold the same as those in YAML, see yaml11.rs. These two run side by side.

#[test]
fn finds_nothing() {
    finds_nothing_in(Lake::template);
}

#[test]
fn finds_nothing_in_assemblies() {
    finds_nothing_in(Lake::cdk_template);
}

/// The properties of the template's first Glue job.
fn job(template: &mut Value) -> &mut serde_json::Map<String, Value> {
    let resources = template["Resources"].as_object_mut().expect("resources");
    let job = resources.values_mut().find(|resource| resource["Type"] == "AWS::Glue::Job").expect("a job");
    job["Properties"].as_object_mut().expect("properties")
}

#[test]
fn broken_templates_are_rejected() {
    let Some(cfn_lint) = needed("cfn-lint", tool::program("cfn-lint")) else { return };
    let rendered = Rendered::example("minimal");
    let template = read_json(&rendered.only().json_template());
    type Edit = fn(&mut Value);
    let in_json: [(&str, &str, Edit); 5] = [
        ("no role", "E3003", |template| drop(job(template).remove("Role"))),
        ("no such worker", "E3030", |template| drop(job(template).insert("WorkerType".into(), "G.9X".into()))),
        ("a number as text", "E3012", |template| drop(job(template).insert("NumberOfWorkers".into(), "2".into()))),
        ("no such resource", "E1020", |template| drop(job(template).insert("Role".into(), json!({"Ref": "Nobody"})))),
        // A warning only.
        ("unused parameter", "W2001", |template| template["Parameters"]["Unused"] = json!({"Type": "String"})),
    ];
    let mut broken = BTreeMap::new();
    for (name, _, edit) in in_json {
        let mut template = template.clone();
        edit(&mut template);
        let path = rendered.scratch().join(format!("{name}.json"));
        fs::write(&path, template.to_string()).expect("written");
        broken.insert(path, name.to_owned());
    }
    let in_yaml = "no such worker, in YAML";
    let text = read(&rendered.only().template());
    let edited = text.replace("WorkerType: G.1X", "WorkerType: G.9X");
    assert_ne!(text, edited);
    let path = rendered.scratch().join("broken.yaml");
    fs::write(&path, edited).expect("written");
    broken.insert(path, in_yaml.to_owned());

    let complaints = lint(&cfn_lint, &broken);
    let expected = in_json.iter().map(|(name, rule, _)| (*name, *rule)).chain([(in_yaml, "E3030")]);
    for (name, rule) in expected {
        let about: Vec<_> =
            complaints.iter().filter(|found| found.starts_with(&format!("{name}: "))).cloned().collect();
        assert_rejected(name, rule, &about);
    }
}
