//! What `lakegen diff` says of Terraform is what Terraform plans.
//!
//! An example is applied once, into a simulated AWS; then each group of edits of it is planned from that state.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::edits::{Edit, edits};
use crate::moto::Moto;
use crate::rendering::{lakegen, read};
use crate::terraform::{Terraform, mirror};
use crate::tool;

const EXAMPLE: &str = "orders";

/// A copy of the example with its spec as `spec`, rendered for Terraform below `folder`. `prevent_destroy` is taken out: what
/// it forbids would be no plan. So are denials: the simulation passes over their conditions.
fn rendered(folder: &Path, spec: &str) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(EXAMPLE);
    let beside = folder.join("spec");
    crate::support::copy_below(&source, &beside);
    fs::write(beside.join("lakegen.yaml"), spec).expect("written");
    lakegen(&beside.join("lakegen.yaml"), &folder.join("out"), &["--target", "terraform"]);
    let lake = fs::read_dir(folder.join("out")).expect("output").next().expect("a lake").expect("an entry").path();
    let module = lake.join("terraform");
    for entry in fs::read_dir(&module).expect("a module") {
        let file = entry.expect("an entry").path();
        if file.extension().is_some_and(|extension| extension == "tf") {
            let text = read(&file).replace("prevent_destroy = true", "prevent_destroy = false");
            fs::write(&file, text.replace("\"Deny\"", "\"Allow\"")).expect("written");
        }
    }
    module
}

/// What Terraform plans: address to action, in lakegen's words.
fn planned(plan: &Value) -> BTreeMap<String, String> {
    let changes = plan["resource_changes"].as_array().expect("changes").iter();
    let of = |change: &Value| {
        let actions: Vec<&str> = change["change"]["actions"].as_array()?.iter().filter_map(Value::as_str).collect();
        let action = match actions.as_slice() {
            ["no-op"] | ["read"] => return None,
            ["create"] => "add",
            ["update"] => "update",
            ["delete"] => "remove",
            [_, _] => "replace",
            other => panic!("{other:?}"),
        };
        Some((change["address"].as_str()?.to_owned(), action.to_owned()))
    };
    changes.filter_map(of).collect()
}

/// What lakegen says, likewise.
fn said(old: &Path, new: &Path) -> BTreeMap<String, String> {
    let mut command = tool::command(Path::new(env!("CARGO_BIN_EXE_lakegen")));
    command.arg("diff").args([old, new]).args(["--target", "terraform", "--format", "json"]);
    let outcome = tool::run(&mut command);
    let changes: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{}", outcome.words()));
    let text = |change: &Value, member: &str| change[member].as_str().expect("a text").to_owned();
    changes
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| (text(change, "address"), text(change, "action")))
        .collect()
}

#[test]
fn terraform_plans_what_is_said() {
    let scratch = tempfile::tempdir().expect("a folder");
    let Some(terraform) = Terraform::find(scratch.path()) else { return };
    let (Some(mirror), Some(moto)) = (mirror(), Moto::start()) else { return };
    let mut plans: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    for edit in edits().into_iter().filter(|edit| edit.example == EXAMPLE) {
        if let Some(plan) = edit.plan.clone() {
            plans.entry(plan).or_default().push(edit);
        }
    }
    assert!(plans.len() > 3, "{plans:?}");
    let source = plans.values().flatten().next().expect("an edit").source();
    let before = rendered(&scratch.path().join("before"), &source);
    terraform.init(&before, &mirror);
    let terraform = |module: &Path, arguments: &[&str]| {
        let mut command = terraform.command(module);
        moto.reached_by(&mut command);
        let outcome = tool::run(command.args(arguments));
        assert!(outcome.success, "{arguments:?} in {}:\n{}", module.display(), outcome.words());
        outcome.stdout
    };
    terraform(&before, &["apply", "-auto-approve", "-input=false", "-no-color"]);
    let plan = |module: &Path| {
        terraform(module, &["plan", "-refresh=false", "-input=false", "-no-color", "-out=planned"]);
        let shown = terraform(module, &["show", "-json", "planned"]);
        planned(&serde_json::from_str(&shown).expect("a plan"))
    };
    // What the simulation does not keep as it was told is planned again and again: no edit is behind that.
    let drift = plan(&before);
    assert!(drift.len() < 5 && drift.values().all(|action| action == "update"), "{drift:?}");
    for (name, edits) in plans {
        let edited = edits.iter().fold(source.clone(), |source, edit| edit.applied(source));
        let folder = scratch.path().join(&name);
        let after = rendered(&folder, &edited);
        for file in [".terraform.lock.hcl", "terraform.tfstate"] {
            fs::copy(before.join(file), after.join(file)).expect("a copy");
        }
        let said = said(&scratch.path().join("before/spec/lakegen.yaml"), &folder.join("spec/lakegen.yaml"));
        let mut planned = plan(&after);
        planned.retain(|address, action| said.contains_key(address) || drift.get(address) != Some(action));
        let edits: Vec<_> = edits.iter().map(|edit| &edit.edit).collect();
        assert_eq!(said, planned, "plan {name}: {edits:?}");
    }
}
