//! Names used and names declared.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::intrinsic::{Scan, Target};
use super::schema::ResourceType;
use crate::finding::Report;
use crate::graph::Edges;

/// Pseudo parameters (Template Reference, "Pseudo parameters reference").
const PSEUDO: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// Parameters that a tool reads and no resource does.
const READ_BY_TOOLS: [&str; 1] = ["BootstrapVersion"];

/// The names that a template declares.
struct Declared<'a> {
    resources: BTreeMap<&'a str, &'a str>,
    parameters: BTreeSet<&'a str>,
    conditions: BTreeSet<&'a str>,
    mappings: BTreeSet<&'a str>,
}

impl<'a> Declared<'a> {
    fn of(template: &'a Map<String, Value>) -> Self {
        let names = |section| entries(template, section).map(|(name, _)| name).collect();
        let resource = |(id, value): (&'a str, &'a Value)| (id, value["Type"].as_str().unwrap_or_default());
        Self {
            resources: entries(template, "Resources").map(resource).collect(),
            parameters: names("Parameters"),
            conditions: names("Conditions"),
            mappings: names("Mappings"),
        }
    }

    /// Why `target` cannot be meant; `None` where it can.
    fn fault(&self, target: &Target) -> Option<String> {
        match target {
            Target::Name(name) if PSEUDO.contains(&name.as_str()) || self.parameters.contains(name.as_str()) => None,
            Target::Name(name) if self.resources.contains_key(name.as_str()) => None,
            Target::Name(name) => Some(format!("{name} is neither a resource nor a parameter")),
            Target::Attribute(id, attribute) => {
                let Some(kind) = self.resources.get(id.as_str()) else {
                    return Some(format!("{id} is not a resource"));
                };
                let known = ResourceType::find(kind).is_none_or(|kind| kind.has_attribute(attribute));
                (!known).then(|| format!("{kind} ({id}) has no attribute {attribute}"))
            }
            Target::Condition(name) if self.conditions.contains(name.as_str()) => None,
            Target::Condition(name) => Some(format!("{name} is not a condition")),
            Target::Mapping(name) if self.mappings.contains(name.as_str()) => None,
            Target::Mapping(name) => Some(format!("{name} is not a mapping")),
        }
    }
}

/// Checks every use of a name, and that parameters, conditions and mappings are used. Answers who waits for whom.
pub fn check(template: &Map<String, Value>, report: &mut Report) -> Edges {
    let declared = Declared::of(template);
    let mut used = BTreeSet::new();
    let mut edges = Edges::new();
    for (id, resource) in entries(template, "Resources") {
        let mut waits = BTreeSet::new();
        for (path, target) in uses(id, resource, Scan::of(resource, ""), &declared, report) {
            match &target {
                Target::Name(name) if name == id => report.add(id, &path, "the resource refers to itself"),
                Target::Name(name) | Target::Attribute(name, _) => drop(waits.insert(name.clone())),
                Target::Condition(_) | Target::Mapping(_) => {}
            }
            used.insert(name_of(&target));
        }
        waits.extend(depends_on(id, resource, &declared, report));
        waits.retain(|to| declared.resources.contains_key(to.as_str()));
        edges.insert(id.to_owned(), waits);
    }
    for section in ["Outputs", "Conditions", "Rules"] {
        for (name, value) in entries(template, section) {
            let scan = if section == "Rules" { Scan::of_rule(value) } else { Scan::of(value, "") };
            for (path, target) in uses(name, value, scan, &declared, report) {
                if section == "Conditions" && is_resource(&target, &declared) {
                    report.add(name, &path, "a condition cannot refer to a resource");
                }
                used.insert(name_of(&target));
            }
        }
    }
    for (what, names) in
        [("parameter", &declared.parameters), ("condition", &declared.conditions), ("mapping", &declared.mappings)]
    {
        for name in names.iter().filter(|name| !used.contains(**name) && !READ_BY_TOOLS.contains(name)) {
            report.add(name, "", format!("the {what} is never used"));
        }
    }
    edges
}

/// The names that one entry uses; what is wrong with them goes to the report.
fn uses(
    subject: &str,
    entry: &Value,
    mut scan: Scan,
    declared: &Declared<'_>,
    report: &mut Report,
) -> Vec<(String, Target)> {
    conditions(entry, "", &mut scan.uses);
    for (path, fault) in scan.faults {
        report.add(subject, &path, fault);
    }
    for (path, name) in scan.loose {
        let id = name.split('.').next().unwrap_or_default();
        if PSEUDO.contains(&id) || declared.resources.contains_key(id) || declared.parameters.contains(id) {
            report.add(
                subject,
                &path,
                format!("${{{name}}} stands in a plain string: without Fn::Sub nothing reads it"),
            );
        }
    }
    for (path, target) in &scan.uses {
        if let Some(fault) = declared.fault(target) {
            report.add(subject, path, fault);
        }
    }
    scan.uses
}

/// `Condition: Name` of a resource or output, and `{"Condition": Name}` inside a condition. In a policy document that
/// key is a map, so a string can only be meant as a name.
fn conditions(entry: &Value, path: &str, uses: &mut Vec<(String, Target)>) {
    match entry {
        Value::Object(map) => {
            for (key, value) in map {
                let path = format!("{path}/{key}");
                match value {
                    Value::String(name) if key == "Condition" => uses.push((path, Target::Condition(name.clone()))),
                    _ if key != "Properties" => conditions(value, &path, uses),
                    _ => {}
                }
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| conditions(item, &format!("{path}/{at}"), uses));
        }
        _ => {}
    }
}

fn depends_on(id: &str, resource: &Value, declared: &Declared<'_>, report: &mut Report) -> BTreeSet<String> {
    let names: Vec<&Value> = match resource.get("DependsOn") {
        None => Vec::new(),
        Some(Value::Array(names)) => names.iter().collect(),
        Some(name) => vec![name],
    };
    let mut waits = BTreeSet::new();
    for name in names {
        match name.as_str() {
            Some(to) if !declared.resources.contains_key(to) => {
                report.add(id, "/DependsOn", format!("{to} is not a resource"));
            }
            Some(to) if !waits.insert(to.to_owned()) => report.add(id, "/DependsOn", format!("{to} is named twice")),
            Some(_) => {}
            None => report.add(id, "/DependsOn", "a logical id must be a plain string"),
        }
    }
    waits
}

fn entries<'a>(template: &'a Map<String, Value>, section: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let section = template.get(section).and_then(Value::as_object);
    section.into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn is_resource(target: &Target, declared: &Declared<'_>) -> bool {
    matches!(target, Target::Name(name) | Target::Attribute(name, _) if declared.resources.contains_key(name.as_str()))
}

fn name_of(target: &Target) -> String {
    match target {
        Target::Name(name) | Target::Attribute(name, _) | Target::Condition(name) | Target::Mapping(name) => {
            name.clone()
        }
    }
}
