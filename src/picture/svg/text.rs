//! Texts in boxes: how wide they are, where they break, what is left out, and how XML writes them.

/// A font size, in pixels.
pub(super) type Size = f64;

/// About how wide `text` is in a sans-serif font; rather too wide than too narrow, for nobody knows the reader's font.
pub(super) fn width(text: &str, size: Size) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The advance of a character, in parts of the font size: Arial's, rounded up.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.25,
        'f' | 't' | 'r' | 'I' | ' ' | '.' | ',' | ':' | ';' | '!' | '/' | '\\' | '(' | ')' | '[' | ']' | '-' => 0.35,
        'm' | 'M' | 'W' | '%' | '@' => 0.95,
        'w' => 0.75,
        'A'..='Z' => 0.72,
        c if c.is_ascii() => 0.58,
        _ => 1.0,
    }
}

/// `text` if it is at most `most` wide, else as much of its beginning as is, with an ellipsis.
pub(super) fn fit(text: &str, size: Size, most: f64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut room = most - width(ELLIPSIS, size);
    let begins = |c: &char| {
        room -= advance(*c) * size;
        room >= 0.0
    };
    let kept: String = text.chars().take_while(begins).collect();
    kept.trim_end().to_owned() + ELLIPSIS
}

const ELLIPSIS: &str = "\u{2026}";

/// `text` in at most `lines` lines of at most `most`, broken behind separators of names where there are some.
pub(super) fn wrap(text: &str, size: Size, most: f64, lines: usize) -> Vec<String> {
    let mut wrapped = Vec::new();
    let mut rest = text;
    while wrapped.len() + 1 < lines && width(rest, size) > most {
        let mut room = most;
        let mut end = 0;
        let mut fallback = 0;
        for (at, c) in rest.char_indices() {
            room -= advance(c) * size;
            if room < 0.0 {
                break;
            }
            fallback = at + c.len_utf8();
            if "_-/. :".contains(c) {
                end = fallback;
            }
        }
        let end = if end > 0 { end } else { fallback };
        if end == 0 {
            break;
        }
        let (line, after) = rest.split_at(end);
        wrapped.push(line.trim_end().to_owned());
        rest = after;
    }
    wrapped.push(fit(rest, size, most));
    wrapped
}

/// `text` as character data and as the value of an attribute. What XML 1.0 cannot hold becomes U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_break_behind_their_separators() {
        assert_eq!(wrap("raw_orders", 13.0, 200.0, 2), ["raw_orders"]);
        assert_eq!(wrap("raw_orders", 13.0, 60.0, 2), ["raw_", "orders"]);
        assert_eq!(wrap("abcdefghijkl", 10.0, 40.0, 2).len(), 2);
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing_but_the_end(text in "\\PC{0,60}", most in 20.0..200.0f64, lines in 1..4usize) {
            let wrapped = wrap(&text, 12.0, most, lines);
            prop_assert!(!wrapped.is_empty() && wrapped.len() <= lines);
            for line in &wrapped {
                prop_assert!(width(line, 12.0) <= most + 0.001 || line == ELLIPSIS, "{line}");
            }
        }

        #[test]
        fn nothing_of_xml_is_left(text in "\\PC{0,40}") {
            let escaped = escaped(&text);
            prop_assert!(!escaped.contains(['<', '>', '"']), "{escaped}");
        }
    }
}
