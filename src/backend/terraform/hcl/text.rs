//! Text inside HCL: identifiers, quoted strings, heredocs and comments.

use crate::text;

use super::ast::{Expr, Part};

/// A piece of a template that has been simplified by [`pieces`].
#[derive(Debug)]
pub(super) enum Piece<'a> {
    Lit(String),
    Interp(&'a Expr),
}

/// Simplifies a template: nested templates are spliced in, constants and neighbouring texts become one text.
///
/// Constants are folded because `terraform fmt` (1.11) spells `${-5}` as `${- 5}`. They read as Terraform's conversion
/// to a string would have it.
pub(super) fn pieces(parts: &[Part]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    splice(parts, parts.len() == 1, &mut pieces);
    pieces
}

fn splice<'a>(parts: &'a [Part], alone: bool, into: &mut Vec<Piece<'a>>) {
    for part in parts {
        match part {
            Part::Lit(text) | Part::Interp(Expr::Str(text)) => append(text, into),
            Part::Interp(Expr::Template(inner)) => splice(inner, alone && inner.len() == 1, into),
            Part::Interp(Expr::Bool(value)) if !alone => append(&value.to_string(), into),
            Part::Interp(Expr::Int(value)) if !alone => append(&value.to_string(), into),
            Part::Interp(Expr::Float(value)) if !alone && value.is_finite() => append(&value.to_string(), into),
            Part::Interp(expr) => into.push(Piece::Interp(expr)),
        }
    }
}

fn append(text: &str, into: &mut Vec<Piece<'_>>) {
    match into.last_mut() {
        Some(Piece::Lit(last)) => last.push_str(text),
        _ if text.is_empty() => {}
        _ => into.push(Piece::Lit(text.to_owned())),
    }
}

/// Whether `word` is an identifier that needs no quotes where a name or a key is expected.
///
/// HCL also takes letters beyond ASCII, and reads a few words as a key only sometimes (`{for = 1}` is a syntax error).
pub(super) fn is_identifier(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && !matches!(word, "for" | "true" | "false" | "null" | "if" | "in" | "else")
}

/// A key of an object, or a label of a block: escaped until every character is one column wide, so that the printer's
/// idea of a width and that of `terraform fmt` (grapheme clusters) are the same.
pub(super) fn quoted_name(name: &str) -> String {
    let mut out = String::from('"');
    escape(name, |c| c.is_ascii() || ('\u{c0}'..='\u{24f}').contains(&c), &mut out);
    out.push('"');
    out
}

/// `"…"`, with every interpolation written by `inline`.
pub(super) fn quoted(pieces: &[Piece<'_>], inline: impl Fn(&Expr) -> String) -> String {
    let mut out = String::from('"');
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Lit(text) if runs_into_marker(text) && i + 1 < pieces.len() => {
                let (head, last) = text.split_at(text.len() - 1);
                escape(head, is_visible, &mut out);
                // A bare `$` here and the `${` to come would be read as the escape `$${`.
                out.push_str(if last == "$" { "\\u0024" } else { "\\u0025" });
            }
            Piece::Lit(text) => escape(text, is_visible, &mut out),
            Piece::Interp(expr) => out.push_str(&interpolation(&inline(expr))),
        }
    }
    out.push('"');
    out
}

/// `<<-EOT`, for a text of several lines that HCL reads back exactly; none for any other.
///
/// HCL takes away the smallest indentation of all lines that are not blank; a text may therefore not be indented as a
/// whole, and may not hold a line of blanks. `indent` is that of the line on which the heredoc begins.
pub(super) fn heredoc(pieces: &[Piece<'_>], indent: usize, inline: impl Fn(&Expr) -> String) -> Option<String> {
    let mut text = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Lit(lit) if runs_into_marker(lit) && i + 1 < pieces.len() => return None,
            Piece::Lit(lit) if lit.chars().all(|c| c == '\n' || c == '\t' || is_visible(c)) => {
                text.push_str(&lit.replace("${", "$${").replace("%{", "%%{"));
            }
            Piece::Lit(_) => return None,
            Piece::Interp(expr) => text.push_str(&interpolation(&inline(expr))),
        }
    }
    let lines: Vec<&str> = text.strip_suffix('\n')?.split('\n').collect();
    let exact = |line: &&str| {
        let bare = line.trim_start_matches([' ', '\t']);
        // A combining mark would fuse with the blank before it, and be cut away with the indentation.
        line.is_empty() || (bare.starts_with(|c: char| c.is_ascii()) && !bare.starts_with("EOT"))
    };
    let flush = lines.iter().any(|line| !line.is_empty() && !line.starts_with([' ', '\t']));
    if lines.len() < 2 || !flush || !lines.iter().all(exact) {
        return None;
    }
    let mut out = String::from("<<-EOT\n");
    for line in lines {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent + 2));
            out.push_str(line);
        }
        out.push('\n');
    }
    out.extend(std::iter::repeat_n(' ', indent));
    out.push_str("EOT");
    Some(out)
}

fn interpolation(expr: &str) -> String {
    if expr.starts_with('{') { format!("${{ {expr} }}") } else { format!("${{{expr}}}") }
}

/// The lines of a comment, each behind its `#`. Nothing in `text` can end the comment early.
pub(super) fn comment_lines(text: &str) -> impl Iterator<Item = String> {
    text.trim_end().split('\n').map(|line| {
        let line: String = line.chars().map(|c| if is_visible(c) { c } else { ' ' }).collect();
        format!("# {line}").trim_end().to_owned()
    })
}

/// Whether a text ends in the first half of `${` or `%{`.
fn runs_into_marker(text: &str) -> bool {
    text.ends_with(['$', '%'])
}

/// Whether a character may stand for itself: no control, no separator of lines, nothing that hides or turns text round.
fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        && !matches!(c, '\u{2060}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Writes `text` as the inside of a quoted string; `literal` says which characters may stand for themselves.
fn escape(text: &str, literal: impl Fn(char) -> bool, out: &mut String) {
    text::escape(text, out, |c, next, out| match c {
        '$' | '%' if next == Some('{') => out.extend([c, c]),
        c if literal(c) && is_visible(c) => out.push(c),
        c if u32::from(c) <= 0xffff => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
    });
}
