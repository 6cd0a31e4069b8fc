//! The cloud assembly's schemas, closed: a key that they do not name is a fault.
//!
//! As published they allow any further key, so that older tools can read newer assemblies; a misspelt key would pass.

use std::sync::Arc;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use crate::finding::Report;
use crate::vendor::{self, Cache};

/// Keys that aws-cdk-lib writes and no schema names.
const UNNAMED: [(&str, &str); 1] = [("AwsCloudFormationStackProperties", "additionalDependencies")];

/// Adds what the definition `name` of the schema `file` has against `value`.
pub fn check(file: &str, name: &str, value: &Value, subject: &str, path: &str, report: &mut Report) {
    match find(file, name) {
        Some(validator) => {
            for error in validator.iter_errors(value) {
                report.add(subject, &format!("{path}{}", error.instance_path()), error.to_string());
            }
        }
        None => report.add(subject, path, format!("the vendored {file} has no definition {name}")),
    }
}

/// The highest version of the assembly that the schemas describe.
pub fn revision() -> u64 {
    vendor::schema("cdk", "version.json").and_then(|version| version["revision"].as_u64()).unwrap_or(0)
}

fn find(file: &str, name: &str) -> Option<Arc<Validator>> {
    static DEFINITIONS: Cache<Validator> = Cache::new();
    DEFINITIONS.get(name, || {
        let mut schema = vendor::schema("cdk", file)?;
        let definitions = schema["definitions"].as_object_mut()?;
        definitions.get(name)?;
        for (definition, key) in UNNAMED {
            if let Some(definition) = definitions.get_mut(definition) {
                definition["properties"][key] = json!({});
            }
        }
        for definition in definitions.values_mut() {
            if definition.get("properties").is_some() && definition.get("additionalProperties").is_none() {
                definition["additionalProperties"] = Value::Bool(false);
            }
        }
        // Which properties an artifact has depends on its type: they are judged by themselves.
        if let Some(properties) = schema.pointer_mut("/definitions/ArtifactManifest/properties/properties") {
            *properties = json!({ "type": "object" });
        }
        schema["$ref"] = format!("#/definitions/{name}").into();
        jsonschema::options().with_draft(Draft::Draft7).build(&schema).ok()
    })
}
