//! The pages of the rules: their examples are what they say, and `docs/rules.md` holds them all.

use std::path::{Path, PathBuf};

use lakegen::diag::{Rule, handbook, rules};
use lakegen::pipeline::{self, Asked, Folder, Target};
use lakegen::template::Templates;
use lakegen::yaml::Document;

/// Rules about a size, which take too long a spec to break, and about a day that has not come.
const WITHOUT_EXAMPLE: [&Rule; 4] =
    [&rules::RULESET_SIZE, &rules::TEMPLATE_SIZE, &rules::POLICY_SIZE, &rules::FUNCTION_RUNTIME];
/// The rule about two specs, of which the page shows one.
const OF_TWO_SPECS: &Rule = &rules::CLASH_BETWEEN_SPECS;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The codes of what is found in `spec`, beside the files of the fixtures.
fn codes(spec: &str) -> Vec<&'static str> {
    let document = match Document::parse("lakegen.yaml", spec.as_bytes().to_vec()) {
        Ok(document) => document,
        Err(failed) => return failed.findings.iter().map(|finding| finding.rule.id).collect(),
    };
    let files = Folder::at(root().join("tests/fixtures/files"));
    let (_, findings) = pipeline::examine(&document, &files, &Asked::today(&Target::ALL, &Templates::embedded()))
        .expect("embedded templates render");
    findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn each_page_shows_what_the_rule_finds_and_how_it_is_mended() {
    let mut faults = Vec::new();
    for rule in rules::all() {
        let example = rule.example();
        if WITHOUT_EXAMPLE.contains(&rule) {
            assert_eq!(example.wrong, "", "{} has an example", rule.id);
            continue;
        }
        if rule != OF_TWO_SPECS && !codes(&example.wrong).contains(&rule.id) {
            faults.push(format!("{}: the wrong spec raises {:?}", rule.id, codes(&example.wrong)));
        }
        let left = codes(&example.right);
        if !left.is_empty() {
            faults.push(format!("{}: the right spec raises {left:?}", rule.id));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_page_belongs_to_a_rule() {
    let pages = std::fs::read_dir(root().join("src/diag/pages")).expect("a folder").count();
    assert_eq!(pages, rules::all().count());
}

#[test]
fn sources_are_addresses() {
    let strange: Vec<_> =
        rules::all().filter_map(Rule::source).filter(|source| !source.starts_with("https://")).collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn the_committed_handbook_is_fresh() {
    let path = root().join("docs/rules.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, handbook()).expect("docs/rules.md can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == handbook(), "docs/rules.md is out of date: run `UPDATE=1 cargo test --test rules`");
}
