//! What the printers of several languages share.

/// Appends `text` as the inside of a double-quoted string, with the five escapes that HCL, JSON, Python and YAML agree
/// on; `other` writes every other character, and is told the next one.
pub fn escape(text: &str, out: &mut String, mut other: impl FnMut(char, Option<char>, &mut String)) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => other(c, chars.peek().copied(), out),
        }
    }
}
