//! Edits of examples, and what they are said to do.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

const FILE: &str = "tests/diff/edits.yaml";

/// One edit.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Edit {
    /// What is edited, in words.
    pub edit: String,
    /// The example, a folder of `examples`.
    pub example: String,
    /// Texts of the spec, and what stands in their place afterwards.
    replace: BTreeMap<String, String>,
    /// Edits of the same plan are made in one plan by Terraform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    #[serde(default)]
    pub cloudformation: Vec<String>,
    #[serde(default)]
    pub terraform: Vec<String>,
}

/// All of them.
pub fn edits() -> Vec<Edit> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)).expect("edits");
    serde_yaml::from_str(&text).expect("edits")
}

impl Edit {
    /// The folder of the example.
    pub fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(&self.example)
    }

    /// The spec as it is.
    pub fn source(&self) -> String {
        fs::read_to_string(self.folder().join("lakegen.yaml")).expect("a spec")
    }

    /// `source` after the edit. A text that is not there is a mistake.
    pub fn applied(&self, source: String) -> String {
        self.replace.iter().fold(source, |source, (from, to)| {
            assert!(source.contains(from), "{}: no {from:?}", self.edit);
            source.replace(from, to)
        })
    }

    /// Writes the edits with what is said of them now, behind the remarks at the head of the file.
    #[allow(dead_code, reason = "one of two tests writes them")]
    pub fn write(edits: &[Self]) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let text = fs::read_to_string(&path).expect("edits");
        let head: String = text.split_inclusive('\n').take_while(|line| line.starts_with('#')).collect();
        fs::write(path, head + &serde_yaml::to_string(edits).expect("YAML")).expect("written");
    }
}
