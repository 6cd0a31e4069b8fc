//! Paths of `set`: `defaults.job.timeout`, `tables."web_logs.requests".location`.

use std::ops::Range;

/// A key of a path, and the bytes of the path that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) span: Range<usize>,
}

/// Most keys of a path: no value of a spec lies deeper.
const MAX_KEYS: usize = 24;

/// The keys of `path`, in order.
///
/// # Errors
/// Which bytes are wrong, and why, in words that complete "the path".
pub(super) fn parse(path: &str) -> Result<Vec<Key>, (Range<usize>, &'static str)> {
    let mut keys = Vec::new();
    let mut at = 0;
    loop {
        let rest = &path[at..];
        let (name, span, end) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let length = quoted.find('"').ok_or((at..path.len(), "has a quote that does not end"))?;
                (&quoted[..length], at + 1..at + 1 + length, at + length + 2)
            }
            None => {
                let length = rest.find('.').unwrap_or(rest.len());
                (&rest[..length], at..at + length, at + length)
            }
        };
        if name.is_empty() {
            return Err((at..path.len().max(at), "has no key between two dots, or at an end"));
        }
        if !rest.starts_with('"') && name.contains(['[', ']']) {
            return Err((span, "names an element of a list, and a list is set as a whole"));
        }
        if !rest.starts_with('"') && name.contains('"') {
            return Err((span, "has a quote within a key; quote the whole key"));
        }
        keys.push(Key { name: name.to_owned(), span });
        if keys.len() > MAX_KEYS {
            return Err((at..path.len(), "goes deeper than a spec does"));
        }
        match path[end..].chars().next() {
            None => return Ok(keys),
            Some('.') => at = end + 1,
            Some(_) => return Err((end..path.len(), "goes on behind a quote without a dot")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    fn names(path: &str) -> Vec<String> {
        parse(path).map(|keys| keys.into_iter().map(|key| key.name).collect()).unwrap_or_default()
    }

    #[test]
    fn keys_stand_between_dots() {
        assert_eq!(names("a.b_c.d-e"), ["a", "b_c", "d-e"]);
        assert_eq!(names(r#"tables."web_logs.requests".location"#), ["tables", "web_logs.requests", "location"]);
        assert_eq!(names(r#""a.b""#), ["a.b"]);
        let keys = parse(r#"a."b.c".d"#).expect("a path");
        assert_eq!(keys.iter().map(|key| key.span.clone()).collect::<Vec<_>>(), [0..1, 3..6, 8..9]);
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for path in ["", ".", "a.", ".a", "a..b", "\"a", "a.\"\"", "a.\"b\"c", "s3[0].path", "a\"b\".c", "\"a\"\"b\""] {
            assert!(parse(path).is_err(), "{path}");
        }
        assert!(parse(&["a"; 25].join(".")).is_err());
        assert!(parse("\u{e9}.\u{1F600}.\"\u{e9}\"").is_ok());
    }
}
