//! ARNs where ARNs are wanted: both are strings, so no schema tells a name from one.

use serde_json::{Map, Value};

use super::intrinsic::call;
use super::schema::ResourceType;
use crate::finding::Report;

/// Properties that take an ARN although their name does not say so.
const UNNAMED: [(&str, &str); 1] = [("AWS::Lambda::Function", "Role")];

/// `Ref` gives these types' names, whatever their primary identifier is (Template Reference, "Return values").
const REF_IS_A_NAME: [&str; 2] = ["AWS::Events::Rule", "AWS::Events::EventBus"];

/// Checks each property whose name ends in `Arn`: what it is given by `Ref` or `Fn::GetAtt` must be an ARN too.
pub fn check(template: &Map<String, Value>, report: &mut Report) {
    let nothing = Map::new();
    let resources = template.get("Resources").and_then(Value::as_object).unwrap_or(&nothing);
    for (id, resource) in resources {
        let kind = resource["Type"].as_str().unwrap_or_default();
        walk(&resource["Properties"], "/Properties", &mut |key, path, value| {
            let wanted = key.ends_with("Arn") || key.ends_with("ARN") || UNNAMED.contains(&(kind, key));
            if wanted && let Some(given) = not_an_arn(value, resources) {
                report.add(id, path, format!("an ARN is wanted, {given} is given"));
            }
        });
    }
}

fn walk(value: &Value, path: &str, visit: &mut dyn FnMut(&str, &str, &Value)) {
    match value {
        _ if call(value).is_some() => {}
        Value::Object(map) => {
            for (key, value) in map {
                let path = format!("{path}/{key}");
                visit(key, &path, value);
                walk(value, &path, visit);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| walk(item, &format!("{path}/{at}"), visit));
        }
        _ => {}
    }
}

/// What the call gives, where that is known not to be an ARN.
fn not_an_arn(value: &Value, resources: &Map<String, Value>) -> Option<String> {
    match call(value)? {
        ("Ref", Value::String(id)) => {
            let kind = resources.get(id)?["Type"].as_str()?;
            let resource_type = ResourceType::find(kind)?;
            let named_arn = resource_type.reference()?.ends_with("Arn") && !REF_IS_A_NAME.contains(&kind);
            let arn = named_arn || kind == "AWS::SecretsManager::Secret";
            (!arn).then(|| format!("the identifier of {id}"))
        }
        ("Fn::GetAtt", Value::Array(items)) => match &items[..] {
            [Value::String(id), Value::String(attribute)] if !attribute.to_ascii_lowercase().ends_with("arn") => {
                Some(format!("{id}.{attribute}"))
            }
            _ => None,
        },
        _ => None,
    }
}
