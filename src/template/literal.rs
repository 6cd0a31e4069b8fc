//! Values as literals of the languages that templates are written in. Pure functions; what each prints reads back as
//! the value it was given, whatever it was.

use std::fmt::Write as _;

use serde_json::Value;

use crate::text;

/// The longest line of [`py_pretty`], a comma behind it included.
const WIDTH: usize = 100;

/// Every line behind a `# `, an empty one behind a bare `#`. Nothing in `text` can end the comment early: whatever some
/// language takes for the end of a line starts a new line of the comment.
pub(super) fn hash_comment(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let is_end = |c| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let lines = text.trim_end().split(is_end).map(|line| {
        let line: String = line.chars().map(|c| if is_plain(c) { c } else { ' ' }).collect();
        format!("# {line}").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A Python literal in one line.
pub(super) fn py(value: &Value) -> String {
    let mut out = String::new();
    write_py(value, &mut out);
    out
}

/// A Python literal over several lines, four blanks deeper for each level; what fits stays in one line.
pub(super) fn py_pretty(value: &Value) -> String {
    let mut out = String::new();
    write_py_pretty(value, 0, 0, &mut out);
    out
}

/// `taken` is how much of the line is taken already, `depth` how deep the line is indented.
fn write_py_pretty(value: &Value, taken: usize, depth: usize, out: &mut String) {
    let flat = py(value);
    let members: Vec<(Option<&String>, &Value)> = match value {
        Value::Array(items) => items.iter().map(|item| (None, item)).collect(),
        Value::Object(members) => members.iter().map(|(key, member)| (Some(key), member)).collect(),
        _ => Vec::new(),
    };
    if members.is_empty() || taken + flat.chars().count() < WIDTH {
        out.push_str(&flat);
        return;
    }
    let (open, close) = if value.is_array() { ('[', ']') } else { ('{', '}') };
    out.push(open);
    for (key, member) in members {
        let mut start = "    ".repeat(depth + 1);
        if let Some(key) = key {
            write_py_text(key, &mut start);
            start.push_str(": ");
        }
        out.push('\n');
        out.push_str(&start);
        write_py_pretty(member, start.chars().count(), depth + 1, out);
        out.push(',');
    }
    out.push('\n');
    out.push_str(&"    ".repeat(depth));
    out.push(close);
}

fn write_py(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("None"),
        Value::Bool(true) => out.push_str("True"),
        Value::Bool(false) => out.push_str("False"),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::String(text) => write_py_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { ", " });
                write_py(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (n, (key, member)) in members.iter().enumerate() {
                out.push_str(if n == 0 { "" } else { ", " });
                write_py_text(key, out);
                out.push_str(": ");
                write_py(member, out);
            }
            out.push('}');
        }
    }
}

fn write_py_text(text: &str, out: &mut String) {
    quote(text, out, |c, out| match u32::from(c) {
        code @ ..=0xff => push_hex(out, 'x', 2, code),
        code @ ..=0xffff => push_hex(out, 'u', 4, code),
        code => push_hex(out, 'U', 8, code),
    });
}

/// JSON in one line.
pub(super) fn json(value: &Value) -> String {
    value.to_string()
}

/// JSON over several lines, two blanks deeper for each level.
pub(super) fn json_pretty(value: &Value) -> String {
    format!("{value:#}")
}

/// A quoted HCL string. `${` and `%{` are escaped: nothing is interpolated.
pub(super) fn hcl_string(text: &str) -> String {
    let text = text.replace("${", "$${").replace("%{", "%%{");
    let mut out = String::new();
    quote(&text, &mut out, |c, out| match u32::from(c) {
        code @ ..=0xffff => push_hex(out, 'u', 4, code),
        code => push_hex(out, 'U', 8, code),
    });
    out
}

/// A double-quoted YAML string, the same in YAML 1.1 and 1.2.
pub(super) fn yaml_string(text: &str) -> String {
    let mut out = String::new();
    write_py_text(text, &mut out); // the escapes are the same: \\ \" \n \r \t \x \u \U
    out
}

/// Plain Markdown text in one line: every character that CommonMark or GitHub would take for markup is escaped.
pub(super) fn md(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || !is_plain(c)).filter(|word| !word.is_empty());
    let text = words.collect::<Vec<_>>().join(" ");
    let mut out = String::new();
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied();
        let inside_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        // `1.` and `1)` start a list if they are the first word.
        let first_number = || !out.is_empty() && out.chars().all(|c| c.is_ascii_digit());
        let markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&' => true,
            '_' => !inside_word,
            '#' | '+' | '-' | '=' => before.is_none(),
            '.' | ')' => first_number() && matches!(after, None | Some(' ')),
            '!' => after == Some('['),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Writes `text` between double quotes; `escape` writes a character that cannot stand for itself.
fn quote(text: &str, out: &mut String, escape: impl Fn(char, &mut String)) {
    out.push('"');
    text::escape(text, out, |c, _, out| if is_plain(c) { out.push(c) } else { escape(c, out) });
    out.push('"');
}

/// Whether a character may stand for itself: printable ASCII and the letters and digits of every script. All else
/// (controls, separators, what hides or turns text round, what some reader refuses) is escaped.
pub(super) fn is_plain(c: char) -> bool {
    if c.is_ascii() { !c.is_ascii_control() } else { c.is_alphanumeric() }
}

fn push_hex(out: &mut String, letter: char, width: usize, code: u32) {
    // To write to a string cannot fail.
    let _ = write!(out, "\\{letter}{code:0width$x}");
}
