//! From text to tokens.

use std::ops::Range;

use super::error::Error;
use super::text::Text;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `IsComplete`, `and`, `col_1`: letters, digits, `_` and `.`.
    Word(String),
    /// Digits, maybe with a decimal point.
    Number(String),
    /// A quoted text.
    Text(Text),
    /// `now()`, which is one token.
    Now,
    /// `>=`, `[`, `-`.
    Symbol(&'static str),
}

pub(super) type Placed = (Token, Range<usize>);

/// Longest first.
const SYMBOLS: [&str; 17] = [">=", "<=", "!=", ">", "<", "=", "(", ")", "[", "]", ",", "-", "+", "*", "/", "$", "!"];

/// The tokens of a text, without white space and comments.
///
/// # Errors
/// A character that begins no token, or a text that does not end.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, Error> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = if c.is_whitespace() {
            (None, c.len_utf8())
        } else if c == '#' {
            (None, rest.find('\n').unwrap_or(rest.len()))
        } else if c == '"' {
            let length = quoted(rest).ok_or_else(|| unclosed(at..text.len()))?;
            (Some(Token::Text(Text::written(&rest[1..length - 1]))), length)
        } else if is_word(c) {
            word(rest)
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            (Some(Token::Symbol(symbol)), symbol.len())
        } else {
            return Err(stray(c, at));
        };
        tokens.extend(token.map(|token| (token, at..at + length)));
        at += length;
    }
    Ok(tokens)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '.'
}

fn word(rest: &str) -> (Option<Token>, usize) {
    const NOW: &str = "now()";
    if rest.starts_with(NOW) {
        return (Some(Token::Now), NOW.len());
    }
    let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    let word = &rest[..length];
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_number = match word.split_once('.') {
        None => all_digits(word),
        Some((whole, fraction)) => all_digits(whole) && all_digits(fraction),
    };
    let token = if is_number { Token::Number(word.to_owned()) } else { Token::Word(word.to_owned()) };
    (Some(token), length)
}

/// The length of the quoted text at the start of `rest`, quotes included.
fn quoted(rest: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return Some(at + 1),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    None
}

fn unclosed(span: Range<usize>) -> Error {
    Error::new(span, "the quoted text does not end").help("Close it with a double quote.")
}

fn stray(c: char, at: usize) -> Error {
    let error = Error::new(at..at + c.len_utf8(), format!("`{}` means nothing in DQDL", c.escape_default()));
    match c {
        '\'' | '\u{2018}'..='\u{201F}' | '`' => error.help("DQDL quotes with straight double quotes: \"claim_id\"."),
        _ => error,
    }
}
