//! CDK: one good cloud assembly, which `cdk ls` reads, and its mutants.
#![allow(missing_docs)]

mod common;

use common::{Mutant, fixture, judge_mutants, lines};
use lakegen_verify::{Files, cdk};

const MANIFEST: &str = "cdk.out/manifest.json";
const ASSETS: &str = "cdk.out/orders.assets.json";
const TEMPLATE: &str = "cdk.out/orders.template.json";
const TREE: &str = "cdk.out/tree.json";
const SCRIPT: &str = "86196fea0f87ed07a2aa91cea2a75ee1288d539fd7a77f08ea9ccc657aff0f02";
const CODE: &str = "4fc2b4afc0d3d8f942f3bee9095d7ef28cfbd34181fb9a5497b398dccce480e7";

const fn mutant(file: &'static str, from: &'static str, to: &'static str, says: &'static [&'static str]) -> Mutant {
    Mutant { file, from, to, says }
}

#[rustfmt::skip]
const MUTANTS: &[Mutant] = &[
    // cdk.json
    mutant("cdk.json", "\"app\"", "\"apps\"", &["cdk.json", "`app` must say"]),
    mutant("cdk.json", "cdk.out", "cdk.in", &["cdk.json", "cdk.in does not exist"]),
    mutant("cdk.json", "cdk.out", "", &["cdk.json", "`app` is empty"]),
    mutant("cdk.json", "{\n", "", &["cdk.json", "not JSON"]),
    // the manifest
    mutant(MANIFEST, "\"version\": \"36.0.0\"", "\"version\": \"99.0.0\"", &["manifest.json", "99.0.0 is not a version up to 55"]),
    mutant(MANIFEST, "\"version\": \"36.0.0\"", "\"versions\": \"36.0.0\"", &["manifest.json", "\"version\" is a required"]),
    mutant("cdk.out/cdk.out", "36.0.0", "37.0.0", &["cdk.out/cdk.out", "not the manifest's version"]),
    mutant(MANIFEST, "\"cdk:tree\"", "\"cdk:trees\"", &["Tree: /type", "cdk:trees"]),
    mutant(MANIFEST, "\"aws:cloudformation:stack\"", "\"cdk:feature-flag-report\"", &["/artifacts", "no stack"]),
    mutant(MANIFEST, "\"terminationProtection\": false", "\"terminationProtected\": false", &["orders: /properties", "terminationProtected"]),
    mutant(MANIFEST, "\"terminationProtection\": false", "\"terminationProtection\": 0", &["orders: /properties/terminationProtection", "boolean"]),
    mutant(MANIFEST, "\"displayName\": \"orders\"", "\"displayname\": \"orders\"", &["/artifacts/orders", "displayname"]),
    mutant(MANIFEST, "\"templateFile\": \"orders.template.json\"", "\"templateFile\": \"order.template.json\"", &["orders", "order.template.json does not exist"]),
    mutant(MANIFEST, "\"file\": \"orders.assets.json\"", "\"file\": \"order.assets.json\"", &["orders.assets", "order.assets.json does not exist"]),
    mutant(MANIFEST, "\"file\": \"tree.json\"", "\"file\": \"trees.json\"", &["Tree", "trees.json does not exist"]),
    mutant(MANIFEST, "aws://unknown-account/unknown-region", "aws://unknown-account", &["orders: /environment"]),
    mutant(MANIFEST, "aws://unknown-account/unknown-region", "aws://1234/eu-west-1", &["orders: /environment"]),
    mutant(MANIFEST, "\"dependencies\": [\n    \"orders.assets\"", "\"dependencies\": [\n    \"order.assets\"", &["orders: /dependencies", "no artifact order.assets"]),
    mutant(MANIFEST, "\"dependencies\": [\n    \"orders.assets\"", "\"dependencies\": [\n    \"orders\"", &["wait for each other: orders -> orders"]),
    mutant(MANIFEST, "\"data\": \"Job\"", "\"data\": \"Jobs\"", &["/metadata/orders/Job", "Jobs is not in the template"]),
    mutant(MANIFEST, "\"data\": \"Job\"", "\"data\": \"Role\"", &["orders: /metadata", "no entry names Job"]),
    mutant(MANIFEST, "/orders/Job", "/orders/Jobs", &["Job is not in the construct tree"]),
    mutant(MANIFEST, "\"stackTemplateAssetObjectUrl\"", "\"x\"", &["stackTemplateAssetObjectUrl", "cannot be deployed"]),
    mutant(MANIFEST, "bfa3f1adc5b73f6b", "0000000000000000", &["stackTemplateAssetObjectUrl", "the template is published as bfa3f1ad"]),
    // assets
    mutant(ASSETS, "\"packaging\": \"zip\"", "\"packaging\": \"file\"", &[CODE, "does not exist"]),
    mutant(ASSETS, "\"packaging\": \"zip\"", "\"packaging\": \"tar\"", &["orders.assets.json", "tar"]),
    mutant(ASSETS, "\"path\": \"orders.template.json\"", "\"path\": \"template.json\"", &["template.json does not exist"]),
    mutant(ASSETS, "\"path\": \"orders.template.json\"", "\"path\": \"tree.json\"", &["tree.json has another sha256"]),
    mutant(ASSETS, "\"path\": \"orders.template.json\"", "\"path\": \"tree.json\"", &["the template is not among the assets"]),
    mutant(ASSETS, ".zip\",", "-2.zip\",", &["is published by no asset manifest"]),
    mutant(ASSETS, ".zip\",", "-2.zip\",", &[CODE, "no stack uses it"]),
    mutant(ASSETS, "\"dockerImages\"", "\"dockerimages\"", &["orders.assets.json", "dockerimages"]),
    mutant("cdk.out/asset.86196fea0f87ed07a2aa91cea2a75ee1288d539fd7a77f08ea9ccc657aff0f02.py", "clean", "dirty", &[SCRIPT, "has another sha256"]),
    // the template
    mutant(TEMPLATE, "\"Runtime\"", "\"Runtimes\"", &["orders.template.json: Trigger: /Properties", "Runtimes"]),
    mutant(TEMPLATE, "\"S3Key\": \"4fc2b4af", "\"S3Key\": \"00000000", &["orders.template.json", "00000000", "published by no asset manifest"]),
    mutant(TEMPLATE, "\"Fn::Contains\"", "\"Fn::Contain\"", &["CheckBootstrapVersion", "Fn::Contain is not a function"]),
    // the tree
    mutant(TREE, "tree-0.1", "tree-0.2", &["tree.json", "/version"]),
    mutant(TREE, "\"path\": \"\"", "\"path\": \"App\"", &["tree.json", "empty path"]),
    mutant(TREE, "\"path\": \"orders/Job\"", "\"path\": \"orders/Jobs\"", &["tree.json", "orders/Job", "its place in the tree"]),
    mutant(TREE, "AWS::Glue::Job", "AWS::Glue::Trigger", &["Job is AWS::Glue::Job, not AWS::Glue::Trigger"]),
    mutant(TREE, "{\n \"version\"", "[\n \"version\"", &["tree.json", "not JSON"]),
];

#[test]
fn mutants_are_found() {
    judge_mutants(cdk, &fixture("cdk"), MUTANTS);
}

#[test]
fn missing_files_are_findings() {
    let said = lines(&cdk(&Files::new()));
    assert!(said.contains("cdk.json: the file does not exist"), "{said}");
    assert!(said.contains("cdk.out/manifest.json: the file does not exist"), "{said}");
    let mut files = fixture("cdk");
    files.remove(&format!("cdk.out/asset.{CODE}/index.py"));
    assert!(lines(&cdk(&files)).contains(&format!("asset.{CODE} does not exist")));
}
