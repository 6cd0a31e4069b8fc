//! Every statement that lakegen writes has a cause, which `lakegen explain iam` tells.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lakegen::access;
use lakegen::graph::Deployment;
use lakegen::pipeline::{self, Asked, Folder, Target};
use lakegen::template::Templates;
use lakegen::yaml::Document;

fn specs() -> Vec<(PathBuf, Folder)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries =
        |folder: &str| fs::read_dir(root.join(folder)).expect("a folder").map(|entry| entry.expect("entry").path());
    let examples = entries("examples").map(|folder| (folder.join("lakegen.yaml"), Folder::at(folder)));
    let files = root.join("tests/fixtures/files");
    let fixtures = entries("tests/fixtures/valid").map(|spec| (spec, Folder::at(files.clone())));
    examples.chain(fixtures).collect()
}

#[test]
fn every_statement_has_a_cause() {
    let deployment = Deployment::new("111122223333", "us-east-1");
    let (mut causeless, mut statements) = (BTreeSet::new(), 0);
    for (path, folder) in specs() {
        let document = Document::parse("lakegen.yaml", fs::read(&path).expect("a spec")).expect("YAML");
        let (checked, findings) =
            pipeline::examine(&document, &folder, &Asked::today(&[Target::Terraform], &Templates::embedded()))
                .expect("embedded templates render");
        let checked = checked.unwrap_or_else(|| panic!("{}: {findings:?}", path.display()));
        for policy in access::policies(&checked.graph, &deployment) {
            for statement in policy.statements {
                statements += 1;
                if !statement.cause.is_known() {
                    causeless.insert(format!("{} of {}", statement.sid, policy.logical));
                }
            }
        }
    }
    assert!(statements > 500, "only {statements} statements");
    assert!(causeless.is_empty(), "src/access/causes.rs does not know {causeless:#?}");
}
