//! Values at the edges of what a leaf may be.

use serde_json::{Value, json};

use crate::edges::{LENGTHS, NUMBERS, stretched};
use crate::leaves::Leaf;

/// A value to try, and whether the JSON Schema says that it is one.
pub struct Edge {
    pub value: Value,
    /// `None` where the schema does not say.
    pub is_legal: Option<bool>,
}

/// The edges of a leaf.
pub fn edges(leaf: &Leaf) -> Vec<Edge> {
    match &leaf.value {
        Value::Number(number) if number.is_u64() => numbers(leaf),
        Value::String(text) => texts(leaf, text),
        _ => Vec::new(),
    }
}

/// Both sides of both bounds, and numbers that are often one.
fn numbers(leaf: &Leaf) -> Vec<Edge> {
    let bound = |word: &str| leaf.schemas.iter().find_map(|schema| schema[word].as_i64());
    let (least, most) = (bound("minimum"), bound("maximum"));
    let mut all = Vec::new();
    for (bound, beyond) in [(least, -1), (most, 1)] {
        if let Some(bound) = bound {
            // No number is below zero; that zero is one says nobody.
            all.push(Edge { value: json!(bound), is_legal: (bound != 0).then_some(true) });
            all.push(Edge { value: json!(bound + beyond), is_legal: Some(false) });
        }
    }
    let extremes = [65_536, i64::from(i32::MAX), i64::from(i32::MAX) + 1, i64::from(u32::MAX)];
    all.extend(NUMBERS.into_iter().chain(extremes).map(|number| Edge { value: json!(number), is_legal: None }));
    all
}

/// The words that it may be, lengths around those that AWS's APIs take, and texts that are legal in few places.
fn texts(leaf: &Leaf, text: &str) -> Vec<Edge> {
    let mut all: Vec<Edge> = Vec::new();
    let words = leaf.schemas.iter().filter_map(|schema| schema["enum"].as_array()).flatten();
    all.extend(words.map(|word| Edge { value: word.clone(), is_legal: None }));
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if unit.len() < text.len() && ["s", "m", "h", "d", "KB", "MB", "GB", "TB"].contains(&unit) {
        let numbers = [0_u64, 1, 59, 60, 61, 900, 901, 1440, 10_080, 10_081, 3_650, 999_999];
        all.extend(numbers.map(|number| Edge { value: json!(format!("{number}{unit}")), is_legal: None }));
        return all;
    }
    for length in LENGTHS {
        all.push(Edge { value: json!(stretched(text, length, "x")), is_legal: None });
    }
    for most in leaf.schemas.iter().filter_map(|schema| schema["maxLength"].as_u64()) {
        let most = usize::try_from(most).expect("a length");
        all.push(Edge { value: json!(stretched(text, most + 1, "x")), is_legal: Some(false) });
        all.push(Edge { value: json!(stretched(text, most, "x")), is_legal: None });
    }
    let odd =
        [stretched(text, 64, "\u{e9}"), stretched(text, 64, "\u{1F600}"), format!("{text}\n"), format!(" {text}")];
    all.extend(odd.map(|text| Edge { value: json!(text), is_legal: None }));
    all
}
