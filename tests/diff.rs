//! `lakegen diff` says of edits what deployment tools do; and the facts that it says so by are the vendors'.

#[path = "support/edits.rs"]
mod edits;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use lakegen::diff::{Change, Files, Language, Stack, Verdict, compare};
use lakegen::expr::{Satellite, Terraform};
use lakegen::graph::Deployment;
use lakegen::pipeline::{Asked, Checked, Folder, Target, examine, render_target};
use lakegen::resource;
use lakegen::template::Templates;
use lakegen::yaml::Document;
use serde_json::Value;

use edits::Edit;

fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(at_root(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn vendored(folder: &str, name: &str) -> Value {
    let path = format!("schemas/vendor/{folder}/{name}.json");
    serde_json::from_str(&text(&path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The version in `schemas/vendor/SOURCES.toml`.
fn version(section: &str) -> String {
    let sources = text("schemas/vendor/SOURCES.toml");
    let section = sources.split(&format!("[{section}]")).nth(1).expect("the section");
    section.split("version = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version").to_owned()
}

/// The lines of a table of facts, by type.
fn facts(table: &str) -> BTreeMap<String, Vec<String>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split_ascii_whitespace().map(str::to_owned);
            (words.next().expect("a type"), words.collect())
        })
        .collect()
}

#[test]
fn what_cloudformation_replaces_is_what_its_schemas_say() {
    let mut table = format!(
        "# What CloudFormation replaces, by its resource provider schemas (MIT-0) in cfn-lint {}.\n\
         # Cut from schemas/vendor by `UPDATE=1 cargo test --test diff`; do not edit.\n",
        version("cloudformation")
    );
    let mut types: Vec<_> = resource::types().map(|resource| resource.cloudformation).collect();
    types.sort_unstable();
    for name in types {
        let schema = vendored("cloudformation", &name.replace("::", "-"));
        let ways = |member: &str, mark: &str| -> BTreeSet<String> {
            let paths = schema[member].as_array().into_iter().flatten().filter_map(Value::as_str);
            paths.map(|path| path.trim_start_matches("/properties/").replace('/', ".") + mark).collect()
        };
        let mut ways: Vec<String> = ways("createOnlyProperties", "").into_iter().collect();
        let conditional = schema["conditionalCreateOnlyProperties"].as_array().into_iter().flatten();
        let conditional = conditional.filter_map(Value::as_str);
        ways.extend(conditional.map(|path| path.trim_start_matches("/properties/").replace('/', ".") + "?"));
        ways.sort();
        ways.insert(0, name.to_owned());
        table += &(ways.join(" ") + "\n");
    }
    let path = "src/diff/facts/create_only.txt";
    if std::env::var_os("UPDATE").is_some() {
        fs::write(at_root(path), &table).expect("written");
    }
    assert_eq!(text(path), table, "UPDATE=1 cargo test --test diff");
}

#[test]
fn what_terraform_replaces_is_known_of_every_type() {
    let table = text("src/diff/facts/force_new.txt");
    let of_this_version = table.contains(&format!("hashicorp/aws {} ", version("terraform")));
    assert!(of_this_version, "the schemas are of another version: run scripts/vendor-force-new");
    let known = facts(&table);
    let mut wanted: BTreeSet<&str> = resource::types().map(|resource| resource.terraform).collect();
    wanted.insert("aws_s3_object");
    let satellite = |terraform| match terraform {
        Terraform::Satellite(Satellite { resource, .. }) => Some(*resource),
        _ => None,
    };
    let properties = resource::types().flat_map(|resource| resource.properties);
    wanted.extend(properties.filter_map(|property| satellite(property.terraform)));
    assert_eq!(known.keys().map(String::as_str).collect::<BTreeSet<_>>(), wanted, "run scripts/vendor-force-new");
    for (name, ways) in &known {
        let schema = vendored("terraform", name);
        for way in ways {
            let mut block = &schema["block"];
            let steps: Vec<&str> = way.trim_end_matches('?').split('.').collect();
            let (last, blocks) = steps.split_last().expect("a name");
            for step in blocks {
                block = &block["block_types"][*step]["block"];
            }
            assert!(block["attributes"][*last].is_object(), "{name} has no {way}");
        }
    }
}

fn lake(source: &str, folder: &Path) -> Checked {
    let templates = Templates::embedded();
    let document = Document::parse("lakegen.yaml", source.into()).expect("YAML");
    let (mut lakes, findings) =
        examine(&document, &Folder::at(folder.to_owned()), &Asked::today(&Target::ALL, &templates)).expect("examined");
    lakes.pop().unwrap_or_else(|| panic!("{findings:#?}"))
}

fn stack(lake: &Checked, target: Target) -> Stack {
    let set = render_target(lake, target, Default::default(), &Templates::embedded()).expect("rendered");
    let files: Files = set.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect();
    let language = if target == Target::Terraform { Language::Terraform } else { Language::CloudFormation };
    Stack::read(language, &files, &Deployment::new("111122223333", "eu-west-1")).expect("a stack")
}

/// What is added or removed, and much of what is harmless, as a number; everything else by verdict and address.
fn told(changes: &[Change]) -> Vec<String> {
    let of = |verdict| changes.iter().filter(move |change: &&Change| change.verdict() == verdict);
    let mut told = Vec::new();
    for verdict in Verdict::ALL.into_iter().rev() {
        match (verdict, of(verdict).count()) {
            (_, 0) => {}
            (Verdict::Added | Verdict::Removed, number) => told.push(format!("{number} {}", verdict.word())),
            (verdict, number @ 9..) if verdict <= Verdict::Replaced => {
                told.push(format!("{number} {}", verdict.word()))
            }
            _ => told.extend(of(verdict).map(|change| format!("{} {}", verdict.word(), change.address))),
        }
    }
    told
}

#[test]
fn edits_have_their_verdicts() {
    let updating = std::env::var_os("UPDATE").is_some();
    let mut before: BTreeMap<String, [Stack; 3]> = BTreeMap::new();
    let mut edits = edits::edits();
    assert!(edits.len() >= 25, "{} edits", edits.len());
    for edit in &mut edits {
        let stacks = |source: &str| {
            let lake = lake(source, &edit.folder());
            [Target::CloudFormation, Target::Terraform, Target::Cdk].map(|target| stack(&lake, target))
        };
        let old = before.entry(edit.example.clone()).or_insert_with(|| stacks(&edit.source()));
        let new = stacks(&edit.applied(edit.source()));
        let [cloudformation, terraform, cdk] = [0, 1, 2].map(|target| compare(&old[target], &new[target]));
        // The CDK deploys the same template; only what names a script may differ.
        let worst = |changes: &[Change]| changes.iter().map(Change::verdict).max();
        assert_eq!(worst(&cdk), worst(&cloudformation), "{}", edit.edit);
        let (cloudformation, terraform) = (told(&cloudformation), told(&terraform));
        if !updating {
            assert_eq!(edit.cloudformation, cloudformation, "{} in CloudFormation", edit.edit);
            assert_eq!(edit.terraform, terraform, "{} in Terraform", edit.edit);
        }
        (edit.cloudformation, edit.terraform) = (cloudformation, terraform);
    }
    if updating {
        Edit::write(&edits);
    }
}
