//! Reads a template into JSON, with every short tag in its long form.

use granit_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};
use serde_yaml::Value as Yaml;

use super::intrinsic;
use crate::finding::Report;
use crate::json;

/// The template as JSON, or `None` (with a finding) where it cannot be read.
pub fn load(name: &str, bytes: &[u8], report: &mut Report) -> Option<Value> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        report.add("", "", "the template is not UTF-8");
        return None;
    };
    if name.ends_with(".json") {
        return match json::parse(bytes) {
            Ok(template) => {
                nulls(&template, "", report);
                Some(template)
            }
            Err(error) => {
                report.add("", "", format!("the template is not JSON: {error}"));
                None
            }
        };
    }
    lexical(text, report);
    match serde_yaml::from_str(text) {
        Ok(yaml) => {
            let template = long_form(yaml, "", report);
            nulls(&template, "", report);
            Some(template)
        }
        Err(error) => {
            report.add("", "", format!("the template is not YAML: {error}"));
            None
        }
    }
}

/// CloudFormation refuses a template with a null anywhere in it.
fn nulls(value: &Value, path: &str, report: &mut Report) {
    match value {
        Value::Null => report.add("", path, "CloudFormation takes no null"),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| nulls(item, &format!("{path}/{at}"), report));
        }
        Value::Object(map) => map.iter().for_each(|(key, item)| nulls(item, &format!("{path}/{key}"), report)),
        _ => {}
    }
}

/// What CloudFormation refuses or understands differently, and a YAML value no longer shows.
fn lexical(text: &str, report: &mut Report) {
    for step in Parser::new_from_str(text) {
        let Ok((event, span)) = step else { return };
        let line = span.start.line();
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                report.add("", "", format!("line {line}: CloudFormation knows no YAML aliases"));
            }
            Event::Scalar(value, style, anchor, tag) => {
                if anchor != 0 {
                    report.add("", "", format!("line {line}: CloudFormation knows no YAML anchors"));
                }
                if style == ScalarStyle::Plain && tag.is_none() && differs_in_yaml_1_1(&value) {
                    report.add("", "", format!("line {line}: `{value}` without quotes is not a string in YAML 1.1"));
                }
            }
            Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _) if anchor != 0 => {
                report.add("", "", format!("line {line}: CloudFormation knows no YAML anchors"));
            }
            _ => {}
        }
    }
}

/// Whether a plain scalar that YAML 1.2 reads as a string is a boolean, number, date or merge key in YAML 1.1, which
/// is what CloudFormation and its tools read (<https://yaml.org/type/>). The format version is the one customary date.
fn differs_in_yaml_1_1(scalar: &str) -> bool {
    let word = scalar.to_ascii_lowercase();
    if matches!(word.as_str(), "y" | "n" | "yes" | "no" | "on" | "off" | "=" | "<<") {
        return true;
    }
    if scalar == "2010-09-09" || !word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+')) {
        return false;
    }
    let number = word.trim_start_matches(['-', '+']);
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == '_');
    let underscored = number.contains('_') && digits(&number.replace('.', ""));
    let octal = number.len() > 1 && number.starts_with('0') && digits(number);
    let sexagesimal = number.contains(':') && number.split(':').all(digits);
    let date = number.len() >= 8 && number.matches('-').count() >= 2 && number.split('-').take(2).all(digits);
    underscored || octal || sexagesimal || date
}

/// `!Sub x` becomes `{"Fn::Sub": x}`, and so on for each tag.
fn long_form(yaml: Yaml, path: &str, report: &mut Report) -> Value {
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => Value::Bool(value),
        Yaml::Number(number) => serde_json::to_value(number).unwrap_or(Value::Null),
        Yaml::String(text) => Value::String(text),
        Yaml::Sequence(items) => {
            let long = |(at, item)| long_form(item, &format!("{path}/{at}"), report);
            Value::Array(items.into_iter().enumerate().map(long).collect())
        }
        Yaml::Mapping(pairs) => {
            let mut map = Map::new();
            for (key, value) in pairs {
                let Some(key) = key.as_str() else {
                    report.add("", path, format!("a key is not a string: {key:?}"));
                    continue;
                };
                let value = long_form(value, &format!("{path}/{key}"), report);
                map.insert(key.to_owned(), value);
            }
            Value::Object(map)
        }
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let name = tag.trim_start_matches('!');
            let value = long_form(tagged.value, path, report);
            match (name, &value) {
                ("Ref" | "Condition", _) => only(name, value),
                ("GetAtt", Value::String(text)) => match text.split_once('.') {
                    Some((id, attribute)) => only("Fn::GetAtt", vec![id, attribute].into()),
                    None => only("Fn::GetAtt", value),
                },
                _ => {
                    let name = format!("Fn::{name}");
                    if !intrinsic::FUNCTIONS.contains(&name.as_str()) {
                        report.add("", path, format!("{tag} is not a tag of CloudFormation"));
                    }
                    only(&name, value)
                }
            }
        }
    }
}

/// A map with one key.
fn only(key: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(key.to_owned(), value)]))
}
