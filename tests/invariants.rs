//! What has to hold in every template, whatever the spec: the promises behind "safe by default", and the mistakes that a
//! spec has no words for.

#[path = "invariants/access.rs"]
mod access;
#[path = "invariants/accounted.rs"]
mod accounted;
#[path = "invariants/events.rs"]
mod events;
#[path = "invariants/glue.rs"]
mod glue;
#[path = "support/specs.rs"]
mod specs;
#[path = "invariants/storage.rs"]
mod storage;
mod support;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lakegen::backend::cloudformation::Format;
use lakegen::diag::Report;
use lakegen::pipeline::{self, Asked, Target};
use lakegen::template::Templates;
use serde_json::{Map, Value};

/// The CloudFormation template of every example and every valid fixture.
static TEMPLATES: LazyLock<Vec<(PathBuf, Value)>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let templates = |spec: &PathBuf| templates(&placed(spec, folder.path()));
    specs::specs().into_iter().flat_map(|spec| templates(&spec).map(move |template| (spec.clone(), template))).collect()
});

/// An example stands complete in its folder; a fixture gets a copy beside the files that it names.
fn placed(spec: &Path, folder: &Path) -> PathBuf {
    if spec.file_name().is_some_and(|name| name == "lakegen.yaml") {
        return spec.to_owned();
    }
    support::place(spec, folder)
}

/// The template of each environment.
fn templates(spec: &Path) -> impl Iterator<Item = Value> + use<> {
    let templates = Templates::embedded();
    let mut report = Report::new();
    let lakes = pipeline::check(spec, &Asked::today(&[Target::CloudFormation], &templates), &mut report)
        .expect("it can be read");
    assert!(!lakes.is_empty(), "{}", report.pretty(false));
    lakes.into_iter().map(move |lake| {
        let files =
            pipeline::render_target(&lake, Target::CloudFormation, Format::Json, &templates).expect("it renders");
        serde_json::from_slice(files.get("template.json").expect("a template")).expect("JSON")
    })
}

fn resources<'t>(template: &'t Value, kind: &'t str) -> impl Iterator<Item = (&'t str, &'t Map<String, Value>)> {
    let all = template["Resources"].as_object().expect("resources");
    all.iter()
        .filter(move |(_, resource)| resource["Type"] == kind)
        .map(|(id, resource)| (id.as_str(), resource["Properties"].as_object().expect("properties")))
}

/// Every policy statement in the template, with the id of its resource.
fn statements(template: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    for (id, resource) in template["Resources"].as_object().expect("resources") {
        for document in ["PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument"] {
            for statement in resource["Properties"][document]["Statement"].as_array().into_iter().flatten() {
                found.push((id.clone(), statement));
            }
        }
    }
    found
}

/// The statements of the policies that the role `id` has.
fn statements_of_role<'t>(template: &'t Value, id: &str) -> Vec<&'t Value> {
    let policies = template["Resources"][id]["Properties"]["ManagedPolicyArns"].as_array().into_iter().flatten();
    let policies = policies.filter_map(|policy| policy["Ref"].as_str());
    policies
        .filter_map(|id| template["Resources"][id]["Properties"]["PolicyDocument"]["Statement"].as_array())
        .flatten()
        .collect()
}

fn listed(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

/// Checks every template; a fault is named with its spec.
fn hold(check: impl Fn(&Value) -> Vec<String>) {
    let faults: Vec<String> = TEMPLATES
        .iter()
        .flat_map(|(spec, template)| {
            check(template).into_iter().map(move |fault| format!("{}: {fault}", spec.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
