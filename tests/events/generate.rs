//! Events, and patterns that about half of them match.

use serde_json::{Map, Value, json};

use super::random::Random;

/// What may be drawn; an oracle that does not know a thing, or is known to be wrong about it, is not asked.
#[derive(Clone, Copy)]
pub struct Dialect {
    /// Objects in arrays.
    pub objects_in_arrays: bool,
    /// `$or`.
    pub or: bool,
    /// Operators inside `anything-but`, `prefix` and `suffix`.
    pub nested_operators: bool,
    /// Values `true` and `false`.
    pub booleans: bool,
    /// `exists`.
    pub existence: bool,
    /// `numeric` and `cidr`.
    pub ranges: bool,
}

const NAMES: &[&str] = &["source", "state", "name", "size", "ip", "detail", "items"];

const TEXTS: &[&str] = &[
    "",
    "Succeeded",
    "succeeded",
    "SUCCEEDED",
    "Failed",
    "orders/a.json",
    "orders/b.JSON",
    "aws.glue",
    "a*b",
    "a\\b",
    "10.0.0.7",
    "10.0.1.7",
    "2001:db8::1",
    "\u{c9}tat",
    "\u{e9}TAT",
    "300",
    "null",
];

/// An event and a pattern for it.
pub fn pair(random: &mut Random, dialect: Dialect) -> (Value, Value) {
    let event = object(random, dialect, 2);
    let pattern = wanted(random, dialect, &event, NAMES, true);
    (pattern, Value::Object(event))
}

fn object(random: &mut Random, dialect: Dialect, depth: usize) -> Map<String, Value> {
    let mut object = Map::new();
    for name in NAMES {
        if random.chance(75) {
            object.insert((*name).to_owned(), member(random, dialect, depth));
        }
    }
    // No oracle agrees with another, nor with the service, about an empty object.
    object.entry("state").or_insert_with(|| scalar(random, dialect));
    object
}

fn member(random: &mut Random, dialect: Dialect, depth: usize) -> Value {
    let several = 1 + random.below(3);
    match random.below(10) {
        0..5 => scalar(random, dialect),
        5..7 => (0..several).map(|_| scalar(random, dialect)).collect(),
        7 if depth > 0 && dialect.objects_in_arrays => {
            (0..several).map(|_| Value::Object(object(random, dialect, depth - 1))).collect()
        }
        _ if depth > 0 => Value::Object(object(random, dialect, depth - 1)),
        _ => scalar(random, dialect),
    }
}

fn scalar(random: &mut Random, dialect: Dialect) -> Value {
    match random.below(10) {
        0..6 => json!(*random.pick(TEXTS)),
        6..8 => random.pick(&[json!(300), json!(300.0), json!(-5), json!(2.5), json!(4e9), json!(7)]).clone(),
        8 if dialect.booleans => json!(random.chance(50)),
        _ => Value::Null,
    }
}

/// A pattern over some of `names` that `event` probably matches.
fn wanted(random: &mut Random, dialect: Dialect, event: &Map<String, Value>, names: &[&str], may_or: bool) -> Value {
    let mut left: Vec<&str> = names.to_vec();
    let mut pattern = Map::new();
    for _ in 0..1 + random.below(3) {
        // Each name once: of a field that $or asks for again, the service keeps the last, and the oracles both.
        let name = left.swap_remove(random.below(left.len()));
        let value = match event.get(name) {
            Some(Value::Object(inner)) if random.chance(85) => wanted(random, dialect, inner, NAMES, may_or),
            Some(Value::Array(items)) if items[0].is_object() && (random.chance(85) || !dialect.existence) => {
                match random.pick(items) {
                    Value::Object(inner) => wanted(random, dialect, inner, NAMES, false),
                    _ => leaf(random, dialect, None),
                }
            }
            Some(Value::Array(items)) => {
                let item = random.pick(items);
                leaf(random, dialect, Some(item))
            }
            value => leaf(random, dialect, value),
        };
        pattern.insert(name.to_owned(), value);
    }
    if dialect.or && may_or && random.chance(25) {
        let members = (0..2 + random.below(2)).map(|_| wanted(random, dialect, event, &left, false));
        pattern.insert("$or".to_owned(), members.collect());
    }
    Value::Object(pattern)
}

fn leaf(random: &mut Random, dialect: Dialect, value: Option<&Value>) -> Value {
    let mut list: Vec<Value> = Vec::new();
    if random.chance(85) {
        list.push(match value {
            None | Some(Value::Object(_) | Value::Array(_)) => existence(dialect, false),
            Some(value) => fitting(random, dialect, value),
        });
    }
    while list.is_empty() || random.chance(25) {
        let other = scalar(random, dialect);
        list.push(fitting(random, dialect, &other));
    }
    Value::Array(list)
}

/// An element of a pattern's list that accepts `value`, more often than not.
fn fitting(random: &mut Random, dialect: Dialect, value: &Value) -> Value {
    match value {
        Value::String(text) => text_operator(random, dialect, text),
        Value::Number(number) => number_operator(random, dialect, number.as_f64().unwrap_or_default(), value),
        value => random
            .pick(&[value.clone(), value.clone(), existence(dialect, true), json!({ "anything-but": "x" })])
            .clone(),
    }
}

fn text_operator(random: &mut Random, dialect: Dialect, text: &str) -> Value {
    let letters: Vec<char> = text.chars().collect();
    let cut = random.below(letters.len() + 1);
    let (head, tail): (String, String) = (letters[..cut].iter().collect(), letters[cut..].iter().collect());
    let other = *random.pick(TEXTS);
    match random.below(if dialect.nested_operators { 15 } else { 9 }) {
        0 => json!(text),
        1 => json!({ "prefix": if head.is_empty() { "q" } else { &head } }),
        2 => json!({ "suffix": if tail.is_empty() { "q" } else { &tail } }),
        3 => json!({ "equals-ignore-case": swap(text) }),
        4 => json!({ "wildcard": format!("{}*{}", escape(&head), escape(tail.get(1..).unwrap_or_default())) }),
        5 => existence(dialect, true),
        6 => json!({ "anything-but": [other, "x"] }),
        7 if dialect.ranges => json!({ "cidr": *random.pick(&["10.0.0.0/24", "10.0.0.0/8", "2001:db8::/32"]) }),
        7 | 8 => json!({ "wildcard": "*" }),
        9 => json!({ "prefix": { "equals-ignore-case": swap(&head) } }),
        10 => json!({ "suffix": { "equals-ignore-case": swap(&tail) } }),
        11 => json!({ "anything-but": { "prefix": if head.is_empty() { "q" } else { &head } } }),
        12 => json!({ "anything-but": { "suffix": ["x", if tail.is_empty() { "q" } else { &tail }] } }),
        13 => json!({ "anything-but": { "equals-ignore-case": [swap(text), "x"] } }),
        _ => json!({ "anything-but": { "wildcard": format!("*{}", escape(other)) } }),
    }
}

fn number_operator(random: &mut Random, dialect: Dialect, number: f64, value: &Value) -> Value {
    let other: f64 = *random.pick(&[-5.0, 2.5, 300.0, 9.0]);
    match random.below(8) {
        2..=5 if !dialect.ranges => json!(other),
        0 => value.clone(),
        1 => json!(number),
        2 => json!({ "numeric": ["=", number] }),
        3 => json!({ "numeric": [*random.pick(&["<", "<=", ">", ">="]), other] }),
        4 => json!({ "numeric": [">=", number, "<", number + 1.0] }),
        5 => json!({ "numeric": [">", number - 1.0, "<=", other.max(number)] }),
        6 => json!({ "anything-but": [other, 9] }),
        _ => existence(dialect, true),
    }
}

fn swap(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            let swapped: Vec<char> =
                if letter.is_uppercase() { letter.to_lowercase().collect() } else { letter.to_uppercase().collect() };
            swapped
        })
        .collect()
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('*', "\\*")
}

fn existence(dialect: Dialect, expected: bool) -> Value {
    if dialect.existence { json!({ "exists": expected }) } else { json!({ "anything-but": ["q"] }) }
}
