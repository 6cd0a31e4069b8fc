//! PyYAML, the parser of the AWS command line and of most tools: it reads YAML 1.1, where `no` is false and `2012-10-17` a date.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::rendering::{Rendered, read_json, while_edited};
use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

/// A Python that has PyYAML.
pub struct Reader(PathBuf);

impl Reader {
    pub fn find() -> Option<Self> {
        let has_yaml = |python: &PathBuf| tool::run(tool::command(python).args(["-c", "import yaml"])).success;
        needed("PyYAML", tool::program("python3").filter(has_yaml)).map(Self)
    }

    /// Each template at `paths` as JSON, or why it cannot be read.
    pub fn read(&self, paths: &[PathBuf]) -> Vec<Result<Value, String>> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/read_yaml.py");
        let outcome = tool::run(tool::command(&self.0).arg(script).args(paths));
        assert!(outcome.success, "{}", outcome.words());
        let mut read: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        let verdict = |path: &PathBuf| {
            let verdict = &mut read[&*path.to_string_lossy()];
            match verdict["error"].as_str() {
                Some(error) => Err(error.to_owned()),
                None => Ok(verdict["value"].take()),
            }
        };
        paths.iter().map(verdict).collect()
    }

    /// What of the lakes' YAML templates is not as in their JSON templates.
    fn compare(&self, rendered: &Rendered) -> Vec<String> {
        let paths: Vec<_> = rendered.lakes.iter().map(super::rendering::Lake::template).collect();
        let mut complaints = Vec::new();
        for (lake, read) in rendered.lakes.iter().zip(self.read(&paths)) {
            match read {
                Ok(yaml) => {
                    let found = differences("", &yaml, &read_json(&lake.json_template()));
                    complaints.extend(found.into_iter().map(|difference| format!("{}: {difference}", lake.spec)));
                }
                Err(error) => complaints.push(format!("{}: {error}", lake.spec)),
            }
        }
        complaints
    }
}

/// Where two templates differ: JSON pointers with both values, which are null where there is nothing.
pub fn differences(at: &str, left: &Value, right: &Value) -> Vec<String> {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            let keys: BTreeSet<_> = left.keys().chain(right.keys()).collect();
            let value = |map: &Map<String, Value>, key: &str| map.get(key).cloned().unwrap_or_default();
            keys.into_iter()
                .flat_map(|key| differences(&format!("{at}/{key}"), &value(left, key), &value(right, key)))
                .collect()
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(right).enumerate();
            pairs.flat_map(|(index, (left, right))| differences(&format!("{at}/{index}"), left, right)).collect()
        }
        _ if left == right => Vec::new(),
        _ => vec![format!("{at}: {left} is not {right}")],
    }
}

#[test]
fn reads_what_json_says() {
    let Some(reader) = Reader::find() else { return };
    assert_accepted(&reader.compare(&Rendered::all()));
}

#[test]
fn broken_templates_are_rejected() {
    let Some(reader) = Reader::find() else { return };
    let rendered = Rendered::example("minimal");
    let rejected = |broken: &str, why: &str, from: &str, to: &str| {
        let edit = |text: &str| text.replacen(from, to, 1);
        let complaints = while_edited(&rendered.only().template(), edit, || reader.compare(&rendered));
        assert_rejected(broken, why, &complaints);
    };
    rejected("a date", "not JSON serializable", "Version: \"2012-10-17\"", "Version: 2012-10-17");
    rejected("an anchor", "anchor or alias key", "    Type: AWS::KMS::Key\n", "    Type: &key AWS::KMS::Key\n");
    rejected("a key twice", "given twice", "    Type: AWS::KMS::Key\n", &"    Type: AWS::KMS::Key\n".repeat(2));
    rejected("a boolean", "/EnableKeyRotation: ", "EnableKeyRotation: true", "EnableKeyRotation: \"true\"");
    rejected(
        "a key that is no text",
        "/Resources/Key/false: ",
        "    Type: AWS::KMS::Key\n",
        "    Type: AWS::KMS::Key\n    no: 1\n",
    );
}
