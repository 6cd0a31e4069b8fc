//! Which properties make a resource new when they change.
//!
//! `create_only.txt` is cut from the vendored CloudFormation schemas (`UPDATE=1 cargo test --test diff` writes it);
//! `force_new.txt` is what Terraform's provider plans (`scripts/vendor-force-new` writes it). A line is a type, then ways
//! to properties; `?` marks those of which it is not certain.

use serde_json::Value;

use super::changes::PropertyChange;
use super::stack::Language;

/// What a changed property does to its resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It is changed where it is.
    InPlace,
    /// Nobody has said.
    Unknown,
    /// Another resource is made in its place.
    Replaces,
}

const CREATE_ONLY: &str = include_str!("create_only.txt");
const FORCE_NEW: &str = include_str!("force_new.txt");

/// What CloudFormation's schemas and its reference have change without interruption, although the service has no request for
/// it: those that update these in Glue take no new name, there is none for security configurations, and Redshift's takes no
/// database (AWS Glue Web API Reference; Amazon Redshift Serverless API Reference, "UpdateNamespace").
const NOT_SAID: [(&str, &str); 10] = [
    ("AWS::Glue::Classifier", "GrokClassifier.Name"),
    ("AWS::Glue::Classifier", "JsonClassifier.Name"),
    ("AWS::Glue::Classifier", "XMLClassifier.Name"),
    ("AWS::Glue::Classifier", "CsvClassifier.Name"),
    ("AWS::Glue::Connection", "ConnectionInput.Name"),
    ("AWS::Glue::DataQualityRuleset", "Name"),
    ("AWS::Glue::Database", "DatabaseInput.Name"),
    ("AWS::Glue::SecurityConfiguration", "EncryptionConfiguration"),
    ("AWS::Glue::Table", "TableInput.Name"),
    ("AWS::RedshiftServerless::Namespace", "DbName"),
];

/// What `change` does to a resource of this type. Of a type that the tables do not have, nothing is known.
pub fn effect(language: Language, kind: &str, change: &PropertyChange) -> Effect {
    let table = if language == Language::CloudFormation { CREATE_ONLY } else { FORCE_NEW };
    let of_kind = |line: &&str| line.split_ascii_whitespace().next() == Some(kind);
    let Some(line) = table.lines().find(of_kind) else { return Effect::Unknown };
    let not_said = NOT_SAID.iter().filter(|(known, _)| *known == kind).map(|(_, way)| (*way, Effect::Unknown));
    let said = line.split_ascii_whitespace().skip(1).map(|way| match way.strip_suffix('?') {
        Some(way) => (way, Effect::Unknown),
        None => (way, Effect::Replaces),
    });
    let hit = said.chain(not_said).filter(|(way, _)| touches(change, way)).map(|(_, effect)| effect);
    hit.max().unwrap_or(Effect::InPlace)
}

/// Whether `change` is one of the property at `way`: at it, below it, or of something that holds it.
fn touches(change: &PropertyChange, way: &str) -> bool {
    let (changed, way): (Vec<&str>, Vec<&str>) = (change.names(), way.split('.').collect());
    let shared = changed.iter().zip(&way).take_while(|(a, b)| a == b).count();
    let rest = &way[shared..];
    let holds = |value: &Option<Value>| value.as_ref().is_some_and(|value| has(value, rest));
    shared == way.len() || (shared == changed.len() && (holds(&change.old) || holds(&change.new)))
}

fn has(value: &Value, way: &[&str]) -> bool {
    match (value, way) {
        (Value::Array(items), way) => items.iter().any(|item| has(item, way)),
        (_, []) => true,
        (value, [first, rest @ ..]) => value.get(first).is_some_and(|inner| has(inner, rest)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(kind: &str, path: &[&str], new: Value) -> Effect {
        let language = if kind.starts_with("aws_") { Language::Terraform } else { Language::CloudFormation };
        let path = path.iter().map(|step| (*step).to_owned()).collect();
        effect(language, kind, &PropertyChange { path, old: None, new: Some(new) })
    }

    #[test]
    fn a_change_is_known_by_the_property_that_it_touches() {
        assert_eq!(of("AWS::S3::Bucket", &["BucketName"], json!("x")), Effect::Replaces);
        assert_eq!(of("AWS::S3::Bucket", &["Tags"], json!([])), Effect::InPlace);
        assert_eq!(of("AWS::Glue::Database", &["DatabaseInput", "Name"], json!("x")), Effect::Unknown);
        assert_eq!(of("AWS::EMRServerless::Application", &["ReleaseLabel"], json!("x")), Effect::Unknown);
        assert_eq!(of("aws_glue_job", &["name"], json!("x")), Effect::Replaces);
        assert_eq!(of("aws_glue_job", &["names"], json!("x")), Effect::InPlace);
        assert_eq!(of("AWS::KMS::Key", &["Description"], json!("x")), Effect::InPlace);
        assert_eq!(of("aws_kms_key", &["description"], json!("x")), Effect::InPlace);
        let network = json!({ "subnet_ids": ["x"] });
        assert_eq!(of("aws_emrserverless_application", &["network_configuration", "[0]"], network), Effect::Replaces);
        assert_eq!(of("aws_emrserverless_application", &["network_configuration", "[0]"], json!({})), Effect::InPlace);
        assert_eq!(of("aws_somebody_else", &["name"], json!("x")), Effect::Unknown);
    }
}
