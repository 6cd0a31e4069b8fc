//! The AWS CLI knows every command of every runbook: its service, its operation, its options.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::rendering::Rendered;
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

fn aws_cli() -> Option<PathBuf> {
    let has_it = |python: &PathBuf| tool::run(tool::command(python).args(["-c", "import awscli"])).success;
    needed("the AWS CLI", tool::program("python3").filter(has_it))
}

/// What the AWS CLI has against each of the texts.
fn complaints(python: &Path, texts: &[String]) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/runbook.py");
    let answers = tool::ask(tool::command(python).arg(script), &texts.iter().cloned().map(Value::from).collect());
    let lists: Vec<Vec<String>> = serde_json::from_value(answers).expect("lists");
    assert_eq!(lists.len(), texts.len());
    lists.into_iter().flatten().collect()
}

fn runbooks() -> Vec<String> {
    let folders = |lake: &crate::rendering::Lake| [lake.cloudformation(), lake.terraform(), lake.cdk()];
    let lakes = Rendered::all().lakes;
    let read = |folder: PathBuf| fs::read_to_string(folder.join("RUNBOOK.md")).expect("a runbook");
    lakes.iter().flat_map(folders).map(read).collect()
}

#[test]
fn the_aws_cli_knows_every_command() {
    let Some(python) = aws_cli() else { return };
    assert_accepted(&complaints(&python, &runbooks()));
}

#[test]
fn the_aws_cli_refuses_what_it_does_not_know() {
    let Some(python) = aws_cli() else { return };
    let good = "```sh\naws glue start-crawler --name x\n```\n";
    assert_accepted(&complaints(&python, &[good.to_owned()]));
    for (from, to, why) in [
        ("glue", "gleu", "there is no service"),
        ("start-crawler", "begin-crawler", "there is no glue"),
        ("--name", "--nam", "there is no option"),
        (" --name x", "", "is missing"),
        ("x\n", "x --query '[x'\n", "--query"),
    ] {
        assert_rejected(to, why, &complaints(&python, &[good.replace(from, to)]));
    }
}
