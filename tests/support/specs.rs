//! The specs that every judge is given.

use std::fs;
use std::path::{Path, PathBuf};

/// The spec of every example and every file of `tests/fixtures/valid`, relative to the repository, in order.
pub fn specs() -> Vec<PathBuf> {
    let mut specs = entries("examples");
    specs.iter_mut().for_each(|folder| folder.push("lakegen.yaml"));
    let fixtures = entries("tests/fixtures/valid");
    assert!(!specs.is_empty() && !fixtures.is_empty(), "no examples or no valid fixtures");
    specs.extend(fixtures);
    specs.sort();
    assert!(specs.len() >= 5, "only {specs:?}");
    specs
}

/// What is in `folder`, relative to the repository as `folder` is.
pub fn entries(folder: &str) -> Vec<PathBuf> {
    let found = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder");
    found.map(|entry| Path::new(folder).join(entry.expect("an entry").file_name())).collect()
}
