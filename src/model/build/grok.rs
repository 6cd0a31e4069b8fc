//! Grok patterns: `%{PATTERN:column:type}` among text and regular expressions.
//!
//! Source: AWS Glue Developer Guide, "Writing grok custom classifiers".

/// What a column's values may be; text when it is left out.
const TYPES: [&str; 8] = ["byte", "boolean", "double", "short", "int", "long", "float", "string"];

/// Why Glue would make no table of lines that match `pattern`; the `custom` patterns may name columns too.
pub(super) fn fault(pattern: &str, custom: &str) -> Option<String> {
    let mut rest = pattern;
    let mut names_column = names_group(pattern) || custom.contains(':') || names_group(custom);
    while let Some((_, after)) = rest.split_once("%{") {
        let Some((inner, behind)) = after.split_once('}') else {
            return Some(format!("`%{{{after}` is never closed"));
        };
        let mut parts = inner.splitn(3, ':');
        let (name, column, kind) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Some(format!("`%{{{inner}}}` does not begin with the name of a pattern"));
        }
        if let Some(kind) = kind.filter(|kind| !TYPES.contains(kind)) {
            return Some(format!("`%{{{inner}}}`: `{kind}` is none of the types {}", TYPES.join(", ")));
        }
        names_column |= column.is_some_and(|column| !column.is_empty());
        rest = behind;
    }
    (!names_column && !pattern.trim().is_empty())
        .then(|| "the pattern names no column: write `%{PATTERN:column}`".to_owned())
}

/// Whether a regular expression has a group with a name.
fn names_group(pattern: &str) -> bool {
    pattern.contains("(?<") || pattern.contains("(?P<")
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn patterns() {
        for (pattern, custom) in [
            ("%{IPORHOST:client_ip} %{INT:status:int}", ""),
            ("^(?<at>\\d+) x", ""),
            ("%{LINE}", "LINE %{WORD:a} %{WORD:b}"),
            ("%{IP} %{WORD:w}", ""),
        ] {
            assert_eq!(fault(pattern, custom), None, "{pattern}");
        }
        for pattern in ["hello", "%{IP}", "%{IP:ip", "%{:ip}", "%{I P:ip}", "%{INT:n:number}"] {
            assert!(fault(pattern, "").is_some(), "{pattern}");
        }
    }
}
