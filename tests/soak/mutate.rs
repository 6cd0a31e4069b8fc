//! Right specs with a value changed, most of them at an edge of what AWS takes.

use serde_yaml::Value;

use crate::edges::{LENGTHS, NUMBERS, stretched};
use crate::random::Random;

const WORDS: [&str; 34] = [
    "",
    " ",
    "a",
    "A",
    "-",
    "_",
    ".",
    "*",
    "a b",
    "a-b",
    "a_b",
    "a.b",
    "a/b",
    "raw/",
    "curated/x/",
    "raw/*/",
    "s3://acme-x/y/",
    "${x}",
    "%{x}",
    "{{x}}",
    "$",
    "\"",
    "'",
    "\\",
    "a\nb",
    "\t",
    "caf\u{e9}",
    "\u{1F600}",
    "<b>&amp;",
    "aws:x",
    "1.5",
    "true",
    "arn:aws:iam::111111111111:role/x",
    "NOW",
];
const UNITS: [&str; 8] = ["s", "m", "h", "d", "MB", "GB", "KB", "w"];
/// What may stand within a text that somebody means.
const ODD: [&str; 16] =
    ["/", "//", " ", "\n", "'", "\"", "${", "%", "\\", "*", "#", "\u{e9}", "\u{1F600}", ",", "<", ":"];

/// The spec with one to three changes, some of them towards another.
pub fn changed(random: &mut Random, mut spec: Value, donor: &Value) -> Vec<u8> {
    let changes = if random.once_in(3) { 1 + random.below(3) } else { 1 };
    for _ in 0..changes {
        let nodes = count(&spec);
        let mut at = 1 + random.below(nodes);
        change(random, donor, &mut spec, None, &mut at);
    }
    serde_yaml::to_string(&spec).unwrap_or_default().into_bytes()
}

/// How many values stand below.
fn count(value: &Value) -> usize {
    match value {
        Value::Mapping(members) => members.values().map(|member| 1 + count(member)).sum(),
        Value::Sequence(items) => items.iter().map(|item| 1 + count(item)).sum(),
        _ => 0,
    }
}

/// Counts `at` down through the values, and changes the one where it is used up.
fn change(random: &mut Random, donor: &Value, value: &mut Value, key: Option<&str>, at: &mut usize) {
    if *at == 0 {
        return;
    }
    match value {
        Value::Mapping(members) => {
            let keys: Vec<Value> = members.keys().cloned().collect();
            for name in keys {
                *at -= 1;
                if *at == 0 {
                    return change_member(random, donor, members, &name);
                }
                if let Some(member) = members.get_mut(&name) {
                    change(random, donor, member, name.as_str(), at);
                }
                if *at == 0 {
                    return;
                }
            }
        }
        Value::Sequence(items) => {
            for n in 0..items.len() {
                *at -= 1;
                if *at == 0 {
                    match random.below(6) {
                        0 => _ = items.remove(n),
                        1 => items.push(items[n].clone()),
                        _ => items[n] = other(random, donor, key, &items[n]),
                    }
                    return;
                }
                change(random, donor, &mut items[n], key, at);
                if *at == 0 {
                    return;
                }
            }
        }
        _ => {}
    }
}

fn change_member(random: &mut Random, donor: &Value, members: &mut serde_yaml::Mapping, name: &Value) {
    let Some(member) = members.get(name).cloned() else { return };
    match random.below(10) {
        0 => _ = members.remove(name),
        1 => {
            let renamed = scalar(random, name);
            members.insert(renamed, member);
        }
        _ => _ = members.insert(name.clone(), other(random, donor, name.as_str(), &member)),
    }
}

/// Another value for the same key.
fn other(random: &mut Random, donor: &Value, key: Option<&str>, value: &Value) -> Value {
    let is_leaf = !matches!(value, Value::Mapping(_) | Value::Sequence(_));
    if (!is_leaf || random.once_in(5))
        && let Some(key) = key
    {
        let mut same = Vec::new();
        collect(donor, key, &mut same);
        if !same.is_empty() {
            return (*random.pick(&same)).clone();
        }
    }
    if is_leaf { scalar(random, value) } else { value.clone() }
}

/// The values that `key` has somewhere.
fn collect<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Mapping(members) => {
            for (name, member) in members {
                if name.as_str() == Some(key) {
                    found.push(member);
                }
                collect(member, key, found);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, key, found)),
        _ => {}
    }
}

fn scalar(random: &mut Random, value: &Value) -> Value {
    match value {
        Value::Bool(on) if !random.once_in(8) => Value::Bool(!on),
        Value::Number(_) if !random.once_in(8) => number(random),
        Value::String(text) => Value::String(string(random, text)),
        _ if random.once_in(2) => number(random),
        _ => Value::String((*random.pick(&WORDS)).to_owned()),
    }
}

fn number(random: &mut Random) -> Value {
    match random.below(12) {
        0 => Value::from(0.5),
        1 => Value::from(u64::from(u32::MAX)),
        _ => Value::from(*random.pick(&NUMBERS)),
    }
}

fn string(random: &mut Random, text: &str) -> String {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if unit.len() < text.len() && UNITS.contains(&unit) && !random.once_in(4) {
        return format!("{}{}", random.pick(&NUMBERS).unsigned_abs(), random.pick(&UNITS));
    }
    match random.below(4) {
        0 => (*random.pick(&WORDS)).to_owned(),
        1 | 2 => stretched(text, *random.pick(&LENGTHS), if random.once_in(6) { "\u{e9}" } else { "x" }),
        _ => {
            let at = text.floor_char_boundary(random.below(text.len() + 1));
            format!("{}{}{}", &text[..at], random.pick(&ODD), &text[at..])
        }
    }
}
