//! Judges rendered infrastructure code against the vendors' own schemas.
//!
//! The judge shares no code with the generator: it reads the files that a deployment tool would read, with parsers and
//! facts of its own, so that a misunderstanding in the generator cannot acquit itself. Each target has one entry point,
//! which takes the target's folder as [`Files`] and answers with a list of [`Finding`]s, empty when nothing is wrong.

mod cdk;
mod cloudformation;
mod finding;
mod graph;
mod json;
mod terraform;
mod vendor;

use std::collections::BTreeMap;

pub use finding::Finding;

/// The files of one rendered target: path relative to the target's folder, with `/` between segments, to content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Judges a CloudFormation target: `template.yaml` or `template.json`, and the local files that it names.
#[must_use]
pub fn cloudformation(files: &Files) -> Vec<Finding> {
    cloudformation::judge(files)
}

/// Judges a Terraform root module: every `*.tf` at the root of `files`, and the files named below `path.module`.
#[must_use]
pub fn terraform(files: &Files) -> Vec<Finding> {
    terraform::judge(files)
}

/// Judges a CDK application that is already synthesized: `cdk.json` and the cloud assembly in `cdk.out/`.
#[must_use]
pub fn cdk(files: &Files) -> Vec<Finding> {
    cdk::judge(files)
}

/// Whether `path` is a file of the target, or a folder with at least one file in it.
fn holds(files: &Files, path: &str) -> bool {
    let folder = format!("{}/", path.trim_end_matches('/'));
    files.contains_key(path) || files.range(folder.clone()..).next().is_some_and(|(name, _)| name.starts_with(&folder))
}
