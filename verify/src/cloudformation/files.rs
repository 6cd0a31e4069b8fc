//! Local files that `aws cloudformation package` would upload.

use serde_json::Value;

use crate::finding::Report;
use crate::{Files, holds};

/// Properties that take a path on this machine before packaging and an S3 URI after (AWS CLI, `cloudformation package`).
const LOCAL: [(&str, &str); 4] = [
    ("AWS::Glue::Job", "/Properties/Command/ScriptLocation"),
    ("AWS::Lambda::Function", "/Properties/Code"),
    ("AWS::Lambda::LayerVersion", "/Properties/Content"),
    ("AWS::StepFunctions::StateMachine", "/Properties/DefinitionS3Location"),
];

/// Whether text in this property is a local path, which packaging replaces by what the schema wants.
pub fn is_local(kind: &str, pointer: &str, properties: &Value) -> bool {
    LOCAL.contains(&(kind, &format!("/Properties{pointer}")))
        && properties.pointer(pointer).is_some_and(Value::is_string)
}

/// Checks that each path names a file (or folder) of the target.
pub fn check(template: &Value, files: &Files, report: &mut Report) {
    for (id, resource) in template["Resources"].as_object().into_iter().flatten() {
        for (kind, pointer) in LOCAL {
            if resource["Type"] == kind
                && let Some(Value::String(path)) = resource.pointer(pointer)
                && !path.starts_with("s3://")
                && !holds(files, path.trim_start_matches("./"))
            {
                report.add(id, pointer, format!("the file {path} does not exist"));
            }
        }
    }
}
