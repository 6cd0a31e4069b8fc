//! Reading errors in lakegen's own words.

use crate::diag::{Diagnostic, Place, Pointer, Step, advice, meant, offered, rules, suggest, suggest_only};

use super::error::{Error, Problem};
use super::tree::{Kind, NodeId, Plain, Tree, resolve};

/// Most names that a help lists.
const MAX_LISTED: usize = 30;

/// The finding for an error at `path`.
pub(super) fn explain(tree: &Tree, error: &Error, path: &[usize]) -> Diagnostic {
    let pointer = tree.pointer(path);
    let node = path.iter().try_fold(tree.root, |id, &position| tree.child(id, position)).unwrap_or(tree.root);
    let place = if error.at_key { Place::Key(pointer.clone()) } else { Place::Value(pointer.clone()) };
    match &error.problem {
        Problem::UnknownKey { name, known } => unknown_key(tree, place, &pointer, name, known),
        Problem::UnknownValue { name, known } if error.at_key => unknown_key(tree, place, &pointer, name, known),
        Problem::UnknownValue { name, known } => {
            let owner = owner(&pointer).map(|key| format!(" for `{key}`")).unwrap_or_default();
            let message = format!("unknown value `{}`{owner}", shorten(name));
            let near = suggest(name, known.iter().copied());
            let finding =
                Diagnostic::new(&rules::UNKNOWN_VALUE, place, message).help(alternatives(near, known, "values"));
            match suggest_only(name, known.iter().copied()) {
                Some(near) => finding.instead(name.as_str(), near),
                None => finding,
            }
        }
        Problem::MissingKey(name) => missing_key(&pointer, name),
        Problem::DuplicateKey(name) => Diagnostic::new(
            &rules::UNKNOWN_OR_DUPLICATE_KEY,
            place,
            format!("the key `{name}` is given twice, under two of its names"),
        ),
        Problem::Kind(expected) => wrong_kind(tree, node, place, expected),
        Problem::Mapping(known) => {
            let finding = wrong_kind(tree, node, place, "a map");
            if finding.help.is_some() {
                return finding;
            }
            let keys: Vec<&str> = offered(known).collect();
            finding.help(format!("write a mapping; the keys here are {}", listed(&keys)))
        }
        Problem::Value(expected) => {
            let message = format!("expected {}, found {}", plain_words(expected), found(tree, node));
            Diagnostic::new(&rules::INVALID_VALUE, place, message)
        }
        Problem::Length(expected) => {
            let message = format!("expected {}, found another number of elements", plain_words(expected));
            Diagnostic::new(&rules::INVALID_VALUE, place, message)
        }
        Problem::OneKey { known, found } => {
            let message = match found {
                0 => "expected a mapping with one key, found an empty one".to_owned(),
                _ => format!("expected a mapping with one key, found {found} keys"),
            };
            Diagnostic::new(&rules::WRONG_TYPE, place, message).help(format!("write exactly one of {}", listed(known)))
        }
        Problem::Unfilled => Diagnostic::new(&rules::MISSING_KEY, place, "a required key is missing"),
        Problem::Custom(words) => {
            let (message, help) = words
                .split_once('\n')
                .or_else(|| words.find(": write ").map(|at| (&words[..at], &words[at + 2..])))
                .unwrap_or((words, ""));
            let finding = Diagnostic::new(&rules::INVALID_VALUE, place, message.trim_end());
            if help.trim().is_empty() { finding } else { finding.help(help.trim()) }
        }
    }
}

/// The known key that an unknown one probably stands for.
pub(super) fn suggestion(error: &Error) -> Option<&'static str> {
    match &error.problem {
        Problem::UnknownKey { name, known } => meant(name, known),
        _ => None,
    }
}

fn unknown_key(tree: &Tree, place: Place, at: &Pointer, name: &str, known: &'static [&'static str]) -> Diagnostic {
    let mut finding =
        Diagnostic::new(&rules::UNKNOWN_OR_DUPLICATE_KEY, place, format!("unknown key `{}`", shorten(name)));
    // The key that was meant may stand there already.
    let is_free = |near: &&str| at.parent().is_some_and(|mapping| tree.find(&mapping.key(*near)).is_none());
    if let Some(near) = suggest_only(name, offered(known)).filter(is_free) {
        finding = finding.instead(name, near);
    }
    match name.split_once(':') {
        Some((key, value)) if known.contains(&key) && !value.starts_with(' ') => {
            finding.help(format!("write a space after the colon: `{key}: {}`", shorten(value)))
        }
        _ if name.chars().any(is_unseen) => finding.help(format!(
            "the key holds characters that look like a space or like nothing (`{}`): type it anew",
            name.escape_debug()
        )),
        _ if name == "on" && known.contains(&"trigger") => {
            finding.help("write `trigger:`; `on` is no key in a spec, because other readers of YAML take it for `true`")
        }
        _ => match (suggest(name, offered(known)), advice(name, known)) {
            (None, Some(advice)) => finding.help(advice),
            _ => {
                let offered: Vec<&str> = offered(known).collect();
                finding.help(alternatives(meant(name, known), &offered, "keys"))
            }
        },
    }
}

/// White space that is no space, and characters without width: what copying from a web page leaves behind.
fn is_unseen(c: char) -> bool {
    (c.is_whitespace() && c != ' ') || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn missing_key(pointer: &Pointer, name: &str) -> Diagnostic {
    let place = match pointer.steps().last() {
        None => Place::File,
        Some(Step::Key(_)) => Place::Key(pointer.clone()),
        Some(Step::Index(_)) => Place::Value(pointer.clone()),
    };
    let help = match pointer.steps().last() {
        Some(Step::Key(owner)) => format!("add `{name}:` to `{owner}`"),
        _ => format!("add `{name}:`"),
    };
    Diagnostic::new(&rules::MISSING_KEY, place, format!("missing key `{name}`")).help(help)
}

fn wrong_kind(tree: &Tree, node: NodeId, place: Place, expected: &str) -> Diagnostic {
    let expected = plain_words(expected);
    let finding =
        Diagnostic::new(&rules::WRONG_TYPE, place, format!("expected {expected}, found {}", found(tree, node)));
    let help = match &tree.node(node).kind {
        Kind::Scalar { text, plain: true } if expected == "a list" && text.starts_with('-') => {
            format!("write a space after each `-`: `- {}`", shorten(text.trim_start_matches('-')))
        }
        Kind::Scalar { text, .. } if expected == "a list" && text.trim_end().contains('\n') => {
            "write a list: each element on a line of its own, after `- `".to_owned()
        }
        Kind::Scalar { text, .. } if expected == "a list" => format!("write a list: `[{}]`", shorten(text)),
        Kind::Scalar { text, plain: false } if expected.starts_with("a mapping") && text.starts_with('{') => {
            "remove the quotes: JSON is YAML".to_owned()
        }
        Kind::Null if expected == "a string" => "write a text; if it is `null` or `~`, put it in quotes".to_owned(),
        Kind::Scalar { text, .. } if expected == BOOLEAN => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" => "write `true`, without quotes".to_owned(),
            "false" | "no" | "off" | "n" => "write `false`, without quotes".to_owned(),
            _ => "write `true` or `false`".to_owned(),
        },
        Kind::Scalar { text, plain: false } if is_number(text) && expected.contains("number") => {
            "remove the quotes".to_owned()
        }
        Kind::Map(_) if expected == "a list" => "start each element with `- `".to_owned(),
        Kind::List(elements) if expected.starts_with("a mapping") => {
            match elements.first().map(|first| as_member(tree, *first)) {
                Some(Some(member)) => format!("write the names as keys, without `- `: `{member}`"),
                _ => return finding,
            }
        }
        Kind::List(elements) if elements.len() == 1 => "write it without `[ ]` or `- `".to_owned(),
        _ => return finding,
    };
    finding.help(help)
}

/// What an element of a list would be as a member of a mapping: `raw: {}` for `raw`, `team: data` for a key and a value, and
/// what has a name under that name.
fn as_member(tree: &Tree, element: NodeId) -> Option<String> {
    let text = |node: NodeId| match &tree.node(node).kind {
        Kind::Scalar { text, .. } => Some(shorten(text)),
        _ => None,
    };
    let Kind::Map(members) = &tree.node(element).kind else { return Some(format!("{}: {{}}", text(element)?)) };
    let is = |names: &[&str], name: &str| names.iter().any(|other| name.eq_ignore_ascii_case(other));
    let find =
        |names: &[&str]| members.iter().find(|member| is(names, &member.name)).and_then(|member| text(member.value));
    let name = find(&["name", "key", "id"])?;
    match find(&["value", "type"]).filter(|_| members.len() == 2) {
        Some(value) => Some(format!("{name}: {value}")),
        None => Some(format!("{name}: {{ ... }}")),
    }
}

const BOOLEAN: &str = "`true` or `false`";

/// What serde expects, in the words of the spec.
fn plain_words(expected: &str) -> String {
    match expected {
        "a sequence" => "a list".to_owned(),
        "a map" => "a mapping".to_owned(),
        "a boolean" => BOOLEAN.to_owned(),
        "unit" => "nothing".to_owned(),
        "u8" => "a whole number from 0 to 255".to_owned(),
        "u16" => "a whole number from 0 to 65535".to_owned(),
        "u32" => "a whole number from 0 to 4294967295".to_owned(),
        "u64" | "usize" => "a whole number, 0 or more".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        "f32" | "f64" | "a JSON number" => "a number".to_owned(),
        _ if expected.starts_with("struct ") => "a mapping".to_owned(),
        _ if expected.starts_with("enum ") => "one of a few words, or a mapping with one key".to_owned(),
        _ => expected.to_owned(),
    }
}

/// What stands there, in the words of the spec.
fn found(tree: &Tree, node: NodeId) -> String {
    match &tree.node(node).kind {
        Kind::Null => "nothing".to_owned(),
        Kind::List(_) => "a list".to_owned(),
        Kind::Map(_) => "a mapping".to_owned(),
        Kind::Scalar { text, plain: false } => format!("a string `\"{}\"`", shorten(text)),
        Kind::Scalar { text, plain: true } => match resolve(text) {
            Plain::Bool(_) => format!("a boolean `{text}`"),
            Plain::Unsigned(_) | Plain::Signed(_) | Plain::Float(_) => format!("a number `{}`", shorten(text)),
            Plain::Null | Plain::Text => format!("a string `{}`", shorten(text)),
        },
    }
}

fn is_number(text: &str) -> bool {
    matches!(resolve(text), Plain::Unsigned(_) | Plain::Signed(_) | Plain::Float(_))
}

/// The nearest name, then all of them when they are few enough to read.
fn alternatives(near: Option<&str>, known: &[&str], what: &str) -> String {
    match (near, known.len()) {
        (Some(near), ..=8) => format!("did you mean `{near}`? The {what} here are {}", listed(known)),
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, 0) => format!("no {what} are accepted here"),
        (None, 1) => format!("only {} is accepted here", listed(known)),
        (None, _) => format!("the {what} here are {}", listed(known)),
    }
}

fn listed(names: &[&str]) -> String {
    let shown: Vec<_> = names.iter().take(MAX_LISTED).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > MAX_LISTED { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// The innermost key on the way: the key whose value, or whose list, is meant.
fn owner(pointer: &Pointer) -> Option<&str> {
    pointer.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    })
}

/// At most forty characters of a text, on one line.
fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(40).collect();
    if short.len() < text.trim_end().len() {
        short.push_str("...");
    }
    short
}
