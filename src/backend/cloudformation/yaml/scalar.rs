//! Scalars: which texts may stand without quotes, and how the others are written.

use serde_json::Number;

use crate::text;

/// Words that YAML 1.1 takes for a boolean or for null, in any case.
const RESERVED: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];

/// A text on one line: plain where no reader could take it for anything else, quoted where one could.
pub(super) fn inline(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else if text.chars().all(is_literal) && text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        double_quoted(text)
    }
}

/// A text of several lines as a literal block whose lines are indented by `indent`, which is two more than the
/// collection around it; none for a text that readers could disagree on.
///
/// Neither is one for a text that ends in empty lines: they would depend on what is printed next.
pub(super) fn block(text: &str, indent: usize) -> Option<String> {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let readable = |line: &str| {
        line.is_empty() || (line.trim_start_matches(' ').starts_with(is_literal) && !line.chars().any(is_unprintable))
    };
    if !text.contains('\n') || body.is_empty() || body.ends_with('\n') || !body.split('\n').all(readable) {
        return None;
    }
    let mut out = String::from("|");
    if body.trim_start_matches('\n').starts_with(' ') {
        out.push('2');
    }
    if body.len() == text.len() {
        out.push('-');
    }
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
    }
    Some(out)
}

/// A number in plain decimals: YAML 1.1 reads `1e+21` as a text. One that is not whole by type keeps its point.
pub(super) fn number(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => {
            let digits = float.to_string();
            if digits.contains('.') { digits } else { digits + ".0" }
        }
        _ => number.to_string(),
    }
}

fn is_plain(text: &str) -> bool {
    // No number, date, indicator, merge key or null of either version begins with one of these.
    text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '/' | '$' | '('))
        && text.chars().all(is_literal)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text))
}

fn double_quoted(text: &str) -> String {
    let mut out = String::from('"');
    text::escape(text, &mut out, |c, _, out| match u32::from(c) {
        _ if is_literal(c) => out.push(c),
        code @ 0..=0xff => out.push_str(&format!("\\x{code:02x}")),
        code @ 0x100..=0xffff => out.push_str(&format!("\\u{code:04x}")),
        code => out.push_str(&format!("\\U{code:08x}")),
    });
    out.push('"');
    out
}

/// Whether a character may stand for itself: printable for every reader (some refuse what lies beyond the basic plane),
/// visible, and neither a break nor a mark of byte order for any.
fn is_literal(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
        && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character may not stand in a literal block.
fn is_unprintable(c: char) -> bool {
    c != '\t' && !is_literal(c)
}
