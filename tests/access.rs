//! Every statement that lakegen writes has a cause, which `lakegen explain iam` tells.

#[path = "support/specs.rs"]
mod specs;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lakegen::access;
use lakegen::graph::Deployment;
use lakegen::pipeline::{self, Asked, Folder, Target};
use lakegen::template::Templates;
use lakegen::yaml::Document;

/// What the fixtures name.
const FILES: &str = "tests/fixtures/files";

#[test]
fn every_statement_has_a_cause() {
    let deployment = Deployment::new("111122223333", "us-east-1");
    let (mut causeless, mut statements) = (BTreeSet::new(), 0);
    for path in specs::specs() {
        let folder = if path.starts_with("examples") { path.parent().expect("a folder") } else { Path::new(FILES) };
        let folder = Folder::at(folder.to_owned());
        let document = Document::parse("lakegen.yaml", fs::read(&path).expect("a spec")).expect("YAML");
        let (lakes, findings) =
            pipeline::examine(&document, &folder, &Asked::today(&[Target::Terraform], &Templates::embedded()))
                .expect("embedded templates render");
        assert!(!lakes.is_empty(), "{}: {findings:?}", path.display());
        for policy in lakes.iter().flat_map(|lake| access::policies(&lake.graph, &deployment)) {
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
