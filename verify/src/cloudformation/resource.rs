//! Each resource against the schema of its type.

use serde_json::{Map, Value};

use super::files;
use super::intrinsic::choose;
use super::schema::ResourceType;
use crate::finding::Report;

/// Keys of a resource beside `Type` (Template Reference, "Resource attributes").
const ATTRIBUTES: [&str; 9] = [
    "Type",
    "Properties",
    "DependsOn",
    "Condition",
    "DeletionPolicy",
    "UpdateReplacePolicy",
    "UpdatePolicy",
    "CreationPolicy",
    "Metadata",
];

/// Judges every resource of the template.
pub fn check_all(template: &Map<String, Value>, report: &mut Report) {
    for (id, resource) in template.get("Resources").and_then(Value::as_object).into_iter().flatten() {
        match resource.as_object() {
            Some(resource) => check(id, resource, report),
            None => report.add(id, "", "the resource is not a mapping"),
        }
    }
}

fn check(id: &str, resource: &Map<String, Value>, report: &mut Report) {
    for key in resource.keys().filter(|key| !ATTRIBUTES.contains(&key.as_str())) {
        report.add(id, &format!("/{key}"), "a resource has no such attribute");
    }
    let policies = ["Delete", "Retain", "Snapshot", "RetainExceptOnCreate"];
    for (key, allowed) in [("DeletionPolicy", &policies[..]), ("UpdateReplacePolicy", &policies[..3])] {
        if let Some(policy) = resource.get(key)
            && !policy.as_str().is_some_and(|policy| allowed.contains(&policy))
        {
            report.add(id, &format!("/{key}"), format!("{policy} is not one of {}", allowed.join(", ")));
        }
    }
    let Some(name) = resource.get("Type").and_then(Value::as_str) else {
        return report.add(id, "/Type", "the resource has no type");
    };
    let Some(kind) = ResourceType::find(name) else {
        return report.add(id, "/Type", format!("no schema of {name} is vendored"));
    };
    let nothing = Value::Object(Map::new());
    let properties = resource.get("Properties").unwrap_or(&nothing);
    for truth in [true, false] {
        let Some(chosen) = choose(properties, truth) else { continue };
        for (path, message) in kind.complaints(&chosen) {
            if files::is_local(name, &path, &chosen) {
                continue;
            }
            report.add(id, &format!("/Properties{path}"), message);
        }
        for path in kind.read_only_set(&chosen) {
            report.add(id, &format!("/Properties{path}"), "the property is read-only: AWS sets it");
        }
    }
}
