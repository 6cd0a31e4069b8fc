//! `manifest.json`: the artifacts and what each of them points to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::assets::{self, Assets};
use super::{inside, read, schema, stack, tree};
use crate::finding::Report;
use crate::graph::{self, Edges};
use crate::{Files, holds};

const MANIFEST_SCHEMA: &str = "cloud-assembly.schema.json";

/// Type of an artifact, the definition of its properties, and the property that names its file.
const TYPES: [(&str, &str, &str); 4] = [
    ("aws:cloudformation:stack", "AwsCloudFormationStackProperties", "templateFile"),
    ("cdk:asset-manifest", "AssetManifestProperties", "file"),
    ("cdk:tree", "TreeArtifactProperties", "file"),
    ("cdk:cloud-assembly", "NestedCloudAssemblyProperties", "directoryName"),
];

/// Judges the assembly.
pub fn check(files: &Files, report: &mut Report) {
    let manifest_file = inside("manifest.json");
    let Some(manifest) = read(files, &manifest_file, report) else { return };
    schema::check(MANIFEST_SCHEMA, "AssemblyManifest", &manifest, "", "", report);
    check_version(&manifest, files, report);
    let nothing = Map::new();
    let artifacts = manifest["artifacts"].as_object().unwrap_or(&nothing);
    report.turn_to(&manifest_file);
    check_artifacts(artifacts, files, report);
    let mut published = Assets::default();
    for (_, file) in of_type(artifacts, "cdk:asset-manifest") {
        published.extend(assets::check(&file, files, report));
    }
    let mut nodes: BTreeMap<String, String> = BTreeMap::new();
    for (_, file) in of_type(artifacts, "cdk:tree") {
        nodes.extend(tree::check(&file, files, report));
    }
    let stacks = of_type(artifacts, "aws:cloudformation:stack");
    if stacks.is_empty() {
        report.add_in(&manifest_file, "", "/artifacts", "the assembly has no stack");
    }
    let mut used = BTreeSet::new();
    for (name, template) in stacks {
        used.extend(stack::check(name, &artifacts[name], &template, files, &published, &nodes, report));
    }
    for (id, asset) in published.files.iter().filter(|(_, asset)| !asset.keys.iter().any(|key| used.contains(key))) {
        report.add_in(&asset.manifest, id, "", "the asset is published and no stack uses it");
    }
}

/// The version must be one that the vendored schemas describe, and the same in `cdk.out`.
fn check_version(manifest: &Value, files: &Files, report: &mut Report) {
    let version = manifest["version"].as_str().unwrap_or_default();
    let parts: Vec<Option<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
    match parts[..] {
        [Some(major), Some(_), Some(_)] if major <= schema::revision() => {}
        _ => report.add("", "/version", format!("{version} is not a version up to {}", schema::revision())),
    }
    let marker = inside("cdk.out");
    if let Some(found) = read(files, &marker, report)
        && found["version"] != manifest["version"]
    {
        report.add("", "/version", format!("not the manifest's version {version}"));
    }
}

fn check_artifacts(artifacts: &Map<String, Value>, files: &Files, report: &mut Report) {
    let mut edges = Edges::new();
    for (name, artifact) in artifacts {
        let kind = artifact["type"].as_str().unwrap_or_default();
        let Some((_, definition, file)) = TYPES.iter().find(|(known, ..)| *known == kind) else {
            report.add(name, "/type", format!("`{kind}` is not an artifact that lakegen should write"));
            continue;
        };
        let properties = &artifact["properties"];
        schema::check(MANIFEST_SCHEMA, definition, properties, name, "/properties", report);
        if let Some(path) = properties[*file].as_str()
            && !holds(files, &inside(path))
        {
            report.add(name, &format!("/properties/{file}"), format!("{path} does not exist"));
        }
        if kind == "aws:cloudformation:stack" && !artifact["environment"].as_str().is_some_and(is_environment) {
            report.add(name, "/environment", "an environment is written aws://ACCOUNT/REGION");
        }
        let waits = artifact["dependencies"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let waits: BTreeSet<String> = waits.map(str::to_owned).collect();
        for missing in waits.iter().filter(|to| !artifacts.contains_key(*to)) {
            report.add(name, "/dependencies", format!("there is no artifact {missing}"));
        }
        edges.insert(name.clone(), waits);
    }
    if let Some(cycle) = graph::cycle(&edges) {
        report.add(&cycle[0], "/dependencies", format!("artifacts wait for each other: {}", cycle.join(" -> ")));
    }
}

/// The artifacts of one type whose file exists: name, and path of the file.
fn of_type<'a>(artifacts: &'a Map<String, Value>, kind: &str) -> Vec<(&'a String, String)> {
    let Some((_, _, property)) = TYPES.iter().find(|(known, ..)| *known == kind) else { return Vec::new() };
    let file = |artifact: &Value| artifact["properties"][*property].as_str().map(inside);
    let artifacts = artifacts.iter().filter(|(_, artifact)| artifact["type"] == kind);
    artifacts.filter_map(|(name, artifact)| Some((name, file(artifact)?))).collect()
}

fn is_environment(text: &str) -> bool {
    let account =
        |text: &str| text == "unknown-account" || text.len() == 12 && text.chars().all(|c| c.is_ascii_digit());
    let region = |text: &str| text.contains('-') && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let place = text.strip_prefix("aws://").and_then(|place| place.split_once('/'));
    place.is_some_and(|(at, in_region)| account(at) && region(in_region))
}
