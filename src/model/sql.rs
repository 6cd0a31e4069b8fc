//! As much of SQL as can be judged without its grammar: whether a text is one whole statement.

/// What keeps `text` from being one statement; `None` if nothing is seen.
///
/// Quotes (`'`, `"`, `` ` ``) and comments (`--`, `/* */`) are those of Athena's two dialects, Trino and Hive DDL.
pub(super) fn fault(text: &str) -> Option<&'static str> {
    let mut rest = text;
    let mut has_words = false;
    let mut has_ended = false;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("--") {
            rest = comment.find('\n').map_or("", |end| &comment[end..]);
            continue;
        }
        if let Some(comment) = rest.strip_prefix("/*") {
            let Some(end) = comment.find("*/") else { return Some("has a comment without an end") };
            rest = &comment[end + 2..];
            continue;
        }
        rest = &rest[first.len_utf8()..];
        if first.is_whitespace() {
            continue;
        }
        if first == ';' {
            has_ended = true;
            continue;
        }
        if has_ended && has_words {
            return Some("has several statements, and Athena runs one at a time");
        }
        has_words = true;
        if ['\'', '"', '`'].contains(&first) {
            // A doubled quote inside is two texts side by side to this reader, which ends at the same place.
            let Some(end) = rest.find(first) else { return Some("has a quote without an end") };
            rest = &rest[end + first.len_utf8()..];
        }
    }
    (!has_words).then_some("says nothing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn statements() {
        for text in [
            "SELECT 1",
            "SELECT 1;\n-- the end; really\n",
            "select ';' as \"a;b\", 'it''s; fine' from `x;y` /* ; */ where a = '--'",
            "-- first\nSELECT count(*) FROM t",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
        for (text, part) in [
            ("", "nothing"),
            (" -- only a comment", "nothing"),
            (";", "nothing"),
            ("SELECT 1; SELECT 2", "several"),
            ("SELECT 'a", "quote"),
            ("SELECT \"it's", "quote"),
            ("SELECT 1 /* and", "comment"),
        ] {
            assert!(fault(text).is_some_and(|wrong| wrong.contains(part)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in "\\PC{0,60}") {
            let _ = fault(&text);
        }

        #[test]
        fn quoted_text_is_no_code(text in "[^']{0,30}") {
            let statement = format!("SELECT '{text}' AS x;");
            prop_assert_eq!(fault(&statement), None);
        }
    }
}
