//! The template as a whole: its sections, their names and their sizes.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::finding::Report;

/// Sections, with the most entries that each may have (CloudFormation quotas); 0 where it is not a list of entries.
const SECTIONS: [(&str, usize); 10] = [
    ("AWSTemplateFormatVersion", 0),
    ("Conditions", usize::MAX),
    ("Description", 0),
    ("Mappings", 200),
    ("Metadata", 0),
    ("Outputs", 200),
    ("Parameters", 200),
    ("Resources", 500),
    ("Rules", usize::MAX),
    ("Transform", 0),
];

const PARAMETER_KEYS: [&str; 11] = [
    "AllowedPattern",
    "AllowedValues",
    "ConstraintDescription",
    "Default",
    "Description",
    "MaxLength",
    "MaxValue",
    "MinLength",
    "MinValue",
    "NoEcho",
    "Type",
];

/// Judges the sections; the resources and the names have files of their own.
pub fn check(template: &Map<String, Value>, report: &mut Report) {
    if template.get("AWSTemplateFormatVersion").and_then(Value::as_str) != Some("2010-09-09") {
        report.add("", "/AWSTemplateFormatVersion", "the format version must be the string 2010-09-09");
    }
    if let Some(description) = template.get("Description")
        && description.as_str().is_none_or(|text| text.len() > 1024)
    {
        report.add("", "/Description", "the description must be a string of at most 1024 bytes");
    }
    if template.get("Resources").and_then(Value::as_object).is_none_or(Map::is_empty) {
        report.add("", "/Resources", "the template has no resources");
    }
    let mut ids = BTreeSet::new();
    for (name, section) in template {
        let path = format!("/{name}");
        let Some((_, most)) = SECTIONS.iter().find(|(known, _)| known == name) else {
            report.add("", &path, "a template has no such section");
            continue;
        };
        if *most == 0 {
            continue;
        }
        let Some(entries) = section.as_object() else {
            report.add("", &path, "the section is not a mapping");
            continue;
        };
        if entries.len() > *most {
            report.add("", &path, format!("{} entries, {most} are allowed", entries.len()));
        }
        for id in entries.keys() {
            if id.is_empty() || id.len() > 255 || !id.chars().all(|c| c.is_ascii_alphanumeric()) {
                report.add(id, &path, "a logical id is made of 1 to 255 letters and digits");
            }
            if matches!(name.as_str(), "Resources" | "Parameters") && !ids.insert(id) {
                report.add(id, &path, "a resource and a parameter share this name");
            }
        }
    }
    entries(template, "Parameters").for_each(|(name, parameter)| check_parameter(name, parameter, report));
    check_outputs(template, report);
}

fn check_parameter(name: &str, parameter: &Value, report: &mut Report) {
    let Some(kind) = parameter["Type"].as_str() else {
        return report.add(name, "/Type", "the parameter has no type");
    };
    let known = matches!(kind, "String" | "Number" | "CommaDelimitedList")
        || ["AWS::SSM::Parameter::", "AWS::EC2::", "List<", "AWS::Route53::"]
            .iter()
            .any(|start| kind.starts_with(start));
    if !known {
        report.add(name, "/Type", format!("{kind} is not a type of parameters"));
    }
    for key in parameter.as_object().into_iter().flat_map(Map::keys) {
        if !PARAMETER_KEYS.contains(&key.as_str()) {
            report.add(name, &format!("/{key}"), "a parameter has no such attribute");
        }
    }
    let default = &parameter["Default"];
    if !default.is_null()
        && let Some(allowed) = parameter["AllowedValues"].as_array()
        && !allowed.contains(default)
    {
        report.add(name, "/Default", format!("{default} is not one of the allowed values"));
    }
}

fn check_outputs(template: &Map<String, Value>, report: &mut Report) {
    let mut exports = BTreeSet::new();
    for (name, output) in entries(template, "Outputs") {
        if output.get("Value").is_none() {
            report.add(name, "/Value", "the output has no value");
        }
        for key in output.as_object().into_iter().flat_map(Map::keys) {
            if !["Description", "Value", "Export", "Condition"].contains(&key.as_str()) {
                report.add(name, &format!("/{key}"), "an output has no such attribute");
            }
        }
        if let Some(export) = output.get("Export") {
            match export.get("Name") {
                None => report.add(name, "/Export", "the export has no name"),
                Some(export) if !exports.insert(export.to_string()) => {
                    report.add(name, "/Export", "another output exports the same name");
                }
                Some(_) => {}
            }
        }
    }
}

fn entries<'a>(template: &'a Map<String, Value>, section: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    template.get(section).and_then(Value::as_object).into_iter().flatten()
}
