//! A CloudFormation template from JSON to YAML that YAML 1.1 and YAML 1.2 read alike.
//!
//! `serde_yaml` leaves `on`, `1:30` and `2012-10-17` without quotes; readers of YAML 1.1, AWS among them, take those for
//! a boolean, a number and a date. This printer quotes whatever either version could take for something else, writes
//! `{"Ref": …}` and `{"Fn::…": …}` in their short forms, texts of several lines as `|`, and never an anchor.

mod scalar;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde_json::{Map, Value};

/// The intrinsic functions that have a short form, and its tag. From the CloudFormation template reference;
/// `Fn::ForEach` has none, and `!Condition` is left out because `Condition` is also a key of IAM statements.
const SHORT_FORMS: [(&str, &str); 18] = [
    ("Fn::And", "!And"),
    ("Fn::Base64", "!Base64"),
    ("Fn::Cidr", "!Cidr"),
    ("Fn::Equals", "!Equals"),
    ("Fn::FindInMap", "!FindInMap"),
    ("Fn::GetAZs", "!GetAZs"),
    ("Fn::GetAtt", "!GetAtt"),
    ("Fn::If", "!If"),
    ("Fn::ImportValue", "!ImportValue"),
    ("Fn::Join", "!Join"),
    ("Fn::Length", "!Length"),
    ("Fn::Not", "!Not"),
    ("Fn::Or", "!Or"),
    ("Fn::Select", "!Select"),
    ("Fn::Split", "!Split"),
    ("Fn::Sub", "!Sub"),
    ("Fn::ToJsonString", "!ToJsonString"),
    ("Fn::Transform", "!Transform"),
];

/// Simple keys longer than this (1024 in the YAML specification) are written with `? `.
const LONGEST_SIMPLE_KEY: usize = 1000;

/// Prints a value in block style, every line behind `indent` blanks and ended by a newline.
///
/// Lines may be put before and after it: it never ends in a text whose last blank lines count.
pub fn print(value: &Value, indent: usize) -> String {
    let mut out = String::new();
    write_node(&mut out, value, indent, After::Newline);
    out
}

/// Prints a value as [`print()`] does, with an empty line between its members unless both are short.
pub fn print_sections(value: &Value, indent: usize) -> String {
    match value {
        Value::Object(members) if is_block(value) => apart(members, |out, key, member| {
            write_member(out, key, member, indent);
        }),
        _ => print(value, indent),
    }
}

/// Prints a whole template: empty lines between its sections, and between the members of `Resources`.
pub fn print_template(template: &Value) -> String {
    match template {
        Value::Object(sections) if is_block(template) => apart(sections, |out, key, section| match key {
            "Resources" if is_block(section) => out.extend(["Resources:\n", &print_sections(section, 2)]),
            _ => write_member(out, key, section, 0),
        }),
        _ => print(template, 0),
    }
}

/// Prints members with `write`, and an empty line between two of which one has lines of its own.
fn apart(members: &Map<String, Value>, write: impl Fn(&mut String, &str, &Value)) -> String {
    let mut out = String::new();
    let mut last = None;
    for (key, member) in members {
        if last.is_some_and(|last| is_collection(last) || is_collection(member)) {
            out.push('\n');
        }
        write(&mut out, key, member);
        last = Some(member);
    }
    out
}

/// What stands on the line before a node begins.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Newline,
    Colon,
    Dash,
}

/// Writes a node whose own lines, if it has any, are indented by `indent`.
fn write_node(out: &mut String, value: &Value, indent: usize, after: After) {
    let short = short_form(value);
    let (tag, value) = short.as_ref().map_or((None, value), |(tag, content)| (Some(*tag), content.as_ref()));
    let text = match value {
        Value::String(text) => match scalar::block(text, indent) {
            Some(block) if after != After::Newline => Some(block),
            _ => Some(scalar::inline(text)),
        },
        Value::Null => Some("null".to_owned()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(scalar::number(number)),
        Value::Array(elements) if elements.is_empty() => Some("[]".to_owned()),
        Value::Object(members) if members.is_empty() => Some("{}".to_owned()),
        Value::Array(_) | Value::Object(_) => None,
    };
    let words: Vec<&str> = tag.into_iter().chain(text.as_deref()).collect();
    match after {
        After::Newline if !words.is_empty() => push_indent(out, indent),
        After::Colon | After::Dash if !words.is_empty() => out.push(' '),
        _ => {}
    }
    out.push_str(&words.join(" "));
    // The first member of a list's element shares the line of the dash.
    let compact = after == After::Dash && words.is_empty();
    if compact {
        out.push(' ');
    } else if after == After::Colon || !words.is_empty() {
        out.push('\n');
    }
    if text.is_none() {
        write_collection(out, value, indent, compact);
    }
}

fn write_collection(out: &mut String, value: &Value, indent: usize, compact: bool) {
    let mut first = compact;
    let mut begin = |out: &mut String| {
        if !std::mem::take(&mut first) {
            push_indent(out, indent);
        }
    };
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                begin(out);
                write_unindented_member(out, key, member, indent);
            }
        }
        Value::Array(elements) => {
            for element in elements {
                begin(out);
                out.push('-');
                write_node(out, element, indent + 2, After::Dash);
            }
        }
        _ => {}
    }
}

fn write_member(out: &mut String, key: &str, member: &Value, indent: usize) {
    push_indent(out, indent);
    write_unindented_member(out, key, member, indent);
}

fn write_unindented_member(out: &mut String, key: &str, member: &Value, indent: usize) {
    let key = scalar::inline(key);
    if key.chars().count() > LONGEST_SIMPLE_KEY {
        out.extend(["? ", &key, "\n"]);
        push_indent(out, indent);
    } else {
        out.push_str(&key);
    }
    out.push(':');
    write_node(out, member, indent + 2, After::Colon);
}

fn push_indent(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Whether the value prints as a block of its own, without a tag.
fn is_block(value: &Value) -> bool {
    is_collection(value) && short_form(value).is_none()
}

fn is_collection(value: &Value) -> bool {
    match value {
        Value::Array(elements) => !elements.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => false,
    }
}

/// The tag and the content of an intrinsic function that may be written in its short form.
///
/// A node carries one tag, so around another short form a function keeps its long form. So do those with a content that
/// a reader would not see as itself behind a tag: `!GetAtt a.b` is the list `[a, b]`, and `!Not true` a text.
fn short_form(value: &Value) -> Option<(&'static str, Cow<'_, Value>)> {
    let (name, content) = only_member(value.as_object()?)?;
    if name == "Ref" {
        return content.is_string().then_some(("!Ref", Cow::Borrowed(content)));
    }
    let (_, tag) = SHORT_FORMS.iter().find(|(long, _)| long == name)?;
    let content = match content {
        Value::String(_) if name != "Fn::GetAtt" => Cow::Borrowed(content),
        Value::Array(path) if name == "Fn::GetAtt" => match path.as_slice() {
            [Value::String(resource), Value::String(attribute)] if !resource.contains('.') => {
                Cow::Owned(Value::String(format!("{resource}.{attribute}")))
            }
            _ => Cow::Borrowed(content),
        },
        Value::Array(_) => Cow::Borrowed(content),
        Value::Object(_) if short_form(content).is_none() => Cow::Borrowed(content),
        _ => return None,
    };
    Some((tag, content))
}

fn only_member(members: &Map<String, Value>) -> Option<(&String, &Value)> {
    if members.len() == 1 { members.iter().next() } else { None }
}
