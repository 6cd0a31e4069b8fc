//! Changes in words: short, in one line, and without secrets.

use serde_json::Value;

use super::changes::PropertyChange;

/// The longest that a value is shown.
const LONGEST: usize = 72;

/// `path: old -> new`.
pub fn of_change(change: &PropertyChange) -> String {
    let path = change.path_text();
    if change.names().last().is_some_and(|name| is_secret(name)) {
        return format!("{path}: changed (not shown)");
    }
    match (&change.old, &change.new) {
        (None, None) => path,
        (None, Some(new)) => format!("{path}: + {}", of_value(new)),
        (Some(old), None) => format!("{path}: - {}", of_value(old)),
        (Some(Value::Array(old)), Some(Value::Array(new))) if old.iter().chain(new).all(|item| !item.is_object()) => {
            let only = |these: &[Value], those: &[Value], sign: &str| -> Vec<String> {
                these
                    .iter()
                    .filter(|item| !those.contains(item))
                    .map(|item| format!("{sign} {}", of_value(item)))
                    .collect()
            };
            let parts = [only(old, new, "-"), only(new, old, "+")].concat();
            format!("{path}: {}", if parts.is_empty() { "in another order".to_owned() } else { parts.join(", ") })
        }
        (Some(old), Some(new)) => {
            let (before, after) = apart(old, new);
            format!("{path}: {before} -> {after}")
        }
    }
}

/// A value in one line, cut if it is long; what is secret by its name is not shown.
pub fn of_value(value: &Value) -> String {
    cut(&without_secrets(value).to_string(), 0)
}

/// Both values of a change, without secrets.
pub fn shown_values(change: &PropertyChange) -> (Option<Value>, Option<Value>) {
    let hidden = change.names().last().is_some_and(|name| is_secret(name));
    let show = |value: &Option<Value>| {
        value.as_ref().map(|value| if hidden { "(not shown)".into() } else { without_secrets(value) })
    };
    (show(&change.old), show(&change.new))
}

/// A copy in which no member has a value that its name calls a secret.
fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| {
                (key.clone(), if is_secret(key) { "(not shown)".into() } else { without_secrets(member) })
            })
            .collect(),
        Value::Array(items) => items.iter().map(without_secrets).collect(),
        other => other.clone(),
    }
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["password", "secretstring", "secret_string", "secret_key", "token", "access_key"]
        .iter()
        .any(|word| name.ends_with(word))
}

/// Two values, each cut so that where they differ can be seen.
fn apart(old: &Value, new: &Value) -> (String, String) {
    let (old, new) = (without_secrets(old).to_string(), without_secrets(new).to_string());
    let shared = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let from = shared.saturating_sub(LONGEST / 3);
    (cut(&old, from), cut(&new, from))
}

/// `text` from its character `from` on, where only that much would not be seen.
fn cut(text: &str, from: usize) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.to_owned();
    }
    let start = from.min(length - LONGEST);
    let shown: String = text.chars().skip(start).take(LONGEST).collect();
    let (before, after) = (if start > 0 { "..." } else { "" }, if start + LONGEST < length { "..." } else { "" });
    format!("{before}{shown}{after}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(path: &[&str], old: Option<Value>, new: Option<Value>) -> String {
        of_change(&PropertyChange { path: path.iter().map(|step| (*step).to_owned()).collect(), old, new })
    }

    #[test]
    fn a_change_is_one_line() {
        assert_eq!(text(&["a", "[B]", "c"], Some(json!(1)), Some(json!(2))), "a[B].c: 1 -> 2");
        assert_eq!(text(&["a"], None, Some(json!("x"))), "a: + \"x\"");
        assert_eq!(text(&["a"], Some(json!(["x", "y"])), Some(json!(["y", "z"]))), "a: - \"x\", + \"z\"");
        assert_eq!(text(&["a"], Some(json!([1, 2])), Some(json!([2, 1]))), "a: in another order");
        let long = |end: &str| Some(json!(format!("{}{end}", "x".repeat(200))));
        let line = text(&["a"], long("1"), long("2"));
        assert!(line.len() < 200 && line.contains("1\"") && line.contains("2\""), "{line}");
    }

    #[test]
    fn secrets_stay_secret() {
        let line = text(&["AdminUserPassword"], Some(json!("old")), Some(json!("new")));
        assert_eq!(line, "AdminUserPassword: changed (not shown)");
        let line = text(&["Properties"], None, Some(json!({ "USERNAME": "u", "PASSWORD": "hidden" })));
        assert!(line.contains("\"u\"") && !line.contains("hidden"), "{line}");
    }
}
