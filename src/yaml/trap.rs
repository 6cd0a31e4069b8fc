//! What a syntax error means: the traps that YAML sets, in the words of the person who stepped into one.

use std::ops::Range;

use crate::diag::{Diagnostic, Place, rules};

use super::MAX_DEPTH;
use super::events::{Cause, Fault};

/// Explains a parser's fault; `open` is the start of the innermost `[` or `{` that is still open there.
pub(super) fn explain(fault: &Fault, text: &str, open: Option<usize>) -> Diagnostic {
    let at = text.floor_char_boundary(fault.at);
    let line = Line::around(text, at);
    if let Some(start) = line.template() {
        return template(text, start);
    }
    let here = token(text, at);
    match &fault.cause {
        Cause::Tab => tab(text, &line, here),
        Cause::TooDeep => {
            let message = format!("values are nested more than {MAX_DEPTH} deep");
            Diagnostic::new(&rules::DOCUMENT_LIMIT, Place::Bytes(here), message)
        }
        Cause::Directive => syntax(here, "a line cannot start with `%`")
            .help("put the value in quotes; directives such as `%YAML` have no use in a spec"),
        Cause::Reserved(character) => reserved(text, here, *character, open.is_some()),
        Cause::ColonInValue => colon(&line, at, here),
        Cause::ListBesideKey => syntax(here, "a list cannot start beside its key")
            .help("begin each `- ` element on a line of its own, or write the list as `[a, b]`"),
        Cause::UnclosedQuote => {
            syntax(here, "a quoted text is not closed").help("add the missing quote at the end of the text")
        }
        Cause::AfterQuote => syntax(here, "text follows the closing quote").help(
            "put the whole value between the quotes; in single quotes write `''` for a quote, in double quotes `\\\"`",
        ),
        Cause::Escape => syntax(here, "a backslash in double quotes starts an escape, and this is none")
            .help("use single quotes, in which a backslash is an ordinary character, or write `\\\\`"),
        Cause::Misaligned if line.before(at).ends_with([']', '}']) => after_bracket(&line, here),
        Cause::Misaligned if text[at..].starts_with("? ") => reserved(text, here, '?', open.is_some()),
        Cause::UnclosedFlow | Cause::Misaligned if open.is_some_and(|start| start != at) => {
            let start = open.unwrap_or(at);
            let bracket = &text[start..start + 1];
            syntax(here, format!("the `{bracket}` above is not closed before this"))
                .help("close it, and indent every line up to there more than the key it belongs to")
                .related(Place::Bytes(start..start + 1), "opened here")
        }
        Cause::UnclosedFlow => syntax(here, "this bracket is never closed").help("add the closing bracket"),
        Cause::Misaligned if line.joined_key().is_some() => joined(&line),
        Cause::Misaligned => syntax(here, "this line is not aligned with the block it belongs to")
            .help("indent it exactly like its siblings; every key needs a `:` and a space"),
        Cause::Other(message) => match text[at..].chars().next() {
            Some(character @ ('*' | '&')) => reserved(text, here, character, open.is_some()),
            Some(character @ ('|' | '>')) => block(&line, here, character),
            _ => syntax(here, message.clone()),
        },
    }
}

/// An alias to nothing: usually a glob.
pub(super) fn unknown_alias(spelling: &str, span: Range<usize>) -> Diagnostic {
    syntax(span, format!("`{spelling}` is read as an alias, and no value is anchored by that name"))
        .why("An unquoted value that starts with `*` repeats the value that `&` gave the name.")
        .help(format!("put the value in quotes: `\"{spelling}\"`"))
}

/// `{{ name }}` without quotes.
pub(super) fn template(text: &str, start: usize) -> Diagnostic {
    let line = Line::around(text, start);
    let rest = &text[start..line.end];
    let closed = rest.find("}}").map_or(rest.trim_end().len(), |end| end + 2);
    let end = start + closed + word(&text[start + closed..line.end]);
    syntax(start..end, "an unquoted `{{` opens a mapping inside a mapping")
        .why("In YAML `{` starts a mapping, so a value that begins with a placeholder must be quoted.")
        .help(format!("put the whole value in quotes: `\"{}\"`", text[start..end].trim_end()))
}

/// An unquoted text that its author takes for something else: typographic quotes, and a name for a value that is empty.
pub(super) fn odd_text(text: &str, span: &Range<usize>, is_named: bool) -> Option<Diagnostic> {
    const OPENING: [char; 4] = ['\u{201C}', '\u{201E}', '\u{2018}', '\u{AB}'];
    const CLOSING: [char; 4] = ['\u{201D}', '\u{201C}', '\u{2019}', '\u{BB}'];
    let shown = text[span.clone()].trim_end();
    if is_named && shown.is_empty() {
        let line = Line::around(text, span.start);
        let name = line
            .text
            .rfind('&')
            .map_or(line.start..line.end, |at| line.start + at..line.start + line.text.trim_end().len());
        let finding = syntax(name.clone(), format!("`{}` is read as a name for an empty value", &text[name.clone()]));
        return Some(
            finding.why("A value that starts with `&` gets a name, by which `*` repeats it.").help(quote(&text[name])),
        );
    }
    let inner = shown.strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
    let finding = syntax(span.start..span.start + shown.len(), "typographic quotes are part of the text");
    Some(finding.why("YAML knows the quotes `\"` and `'` only.").help(format!("write `\"{inner}\"`")))
}

/// A key that is indented by a tab after spaces, which the parser lets pass.
pub(super) fn tab_before(text: &str, key: usize) -> Option<Diagnostic> {
    let line = Line::around(text, key);
    let before = &text[line.start..key];
    (before.contains('\t') && before.trim_matches([' ', '\t']).is_empty()).then(|| tab(text, &line, key..key))
}

fn syntax(span: Range<usize>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&rules::SYNTAX, Place::Bytes(span), message)
}

fn tab(text: &str, line: &Line<'_>, here: Range<usize>) -> Diagnostic {
    // A text that a tab on the next line would continue is noticed where it starts.
    let next = Line::around(text, (line.end + 1).min(text.len()));
    let finding = match line.tab().or_else(|| next.tab()) {
        Some(tab) => syntax(tab, "a tab indents this line"),
        None => syntax(here, "a tab stands where only spaces may"),
    };
    finding
        .why("YAML allows only spaces for indentation, because a tab has no agreed width.")
        .help("replace the tab with spaces")
}

/// A character that begins something else than text.
fn reserved(text: &str, here: Range<usize>, character: char, in_flow: bool) -> Diagnostic {
    let line = Line::around(text, here.start);
    let shown = match character {
        '`' => "`` ` ``".to_owned(),
        other => format!("`{}`", other.escape_default()),
    };
    syntax(here.clone(), format!("an unquoted value cannot start with {shown}"))
        .why("YAML gives a meaning of its own to `@`, `` ` ``, `%`, `*`, `&`, `!` and `?` at the start of a value.")
        .help(quote(value(&text[here.start..line.end], in_flow)))
}

/// `description: > 5 things`.
fn block(line: &Line<'_>, here: Range<usize>, character: char) -> Diagnostic {
    let at = here.start;
    syntax(
        here,
        format!("`{character}` announces a block of text on the lines below, and here is text on its own line"),
    )
    .help(quote(value(&line.text[(at - line.start).min(line.text.len())..], false)))
}

/// `description: [draft] orders`.
fn after_bracket(line: &Line<'_>, here: Range<usize>) -> Diagnostic {
    let start = line.text.find(": ").map_or(0, |colon| colon + 2);
    syntax(here, "text follows the closing bracket")
        .why("A value that starts with `[` or `{` is a list or a mapping, and ends with it.")
        .help(quote(value(&line.text[start..], false)))
}

/// `name:orders`.
fn joined(line: &Line<'_>) -> Diagnostic {
    let colon = line.joined_key().unwrap_or_default();
    let start = line.text.len() - line.text.trim_start().len();
    let (key, value) = (&line.text[start..colon], line.text[colon + 1..].trim_end());
    syntax(
        line.start + start..line.start + line.text.trim_end().len(),
        "this `:` ends no key, because no space follows it",
    )
    .help(format!("write a space after the colon: `{key}: {value}`"))
}

fn quote(value: &str) -> String {
    format!("put the value in quotes: `'{}'`", value.replace('\'', "''"))
}

/// The value that `rest` of a line begins with: up to a comment, and inside `[ ]` and `{ }` up to what ends it there.
fn value(rest: &str, in_flow: bool) -> &str {
    let rest = rest.split(" #").next().unwrap_or(rest);
    let mut open = 0_i32;
    let end = rest.char_indices().find(|(_, character)| {
        match character {
            '[' | '{' | '(' => open += 1,
            ']' | '}' | ')' => open -= 1,
            _ => {}
        }
        in_flow && (open < 0 || open == 0 && *character == ',')
    });
    rest[..end.map_or(rest.len(), |(end, _)| end)].trim_end()
}

fn colon(line: &Line<'_>, at: usize, here: Range<usize>) -> Diagnostic {
    let before = &line.text[..at.saturating_sub(line.start).min(line.text.len())];
    if before.contains(": ") {
        return syntax(here, "an unquoted value cannot contain `: `").help("put the whole value in quotes");
    }
    let indent = line.text.len() - line.text.trim_start().len();
    let here = (line.start + indent).min(at)..here.end;
    syntax(here, "this line is read as a continuation of the line above, and then the `:` has no meaning")
        .help("align it with its siblings, and check that the line above has a `:` after its key")
}

/// The word at `at`, or nothing at the end of a line.
fn token(text: &str, at: usize) -> Range<usize> {
    let rest = &text[at..];
    let first = rest.chars().next().filter(|c| !matches!(c, '\n' | '\r')).map_or(0, char::len_utf8);
    at..at + word(rest).max(first)
}

/// Length up to the next white space, comma or bracket.
fn word(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}')).unwrap_or(text.len())
}

/// The line that holds a byte, without its line break.
struct Line<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Line<'t> {
    fn around(text: &'t str, at: usize) -> Self {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        Self { text: text[start..end].trim_end_matches('\r'), start, end }
    }

    /// From the first tab of the indentation to its end.
    fn tab(&self) -> Option<Range<usize>> {
        let indent = self.text.len() - self.text.trim_start_matches([' ', '\t']).len();
        self.text[..indent].find('\t').map(|tab| self.start + tab..self.start + indent)
    }

    /// What stands before a byte of the text, without white space at its end.
    fn before(&self, at: usize) -> &'t str {
        self.text.get(..at.saturating_sub(self.start)).unwrap_or(self.text).trim_end()
    }

    /// Where the `:` is that was meant to end a key: `name:orders`.
    fn joined_key(&self) -> Option<usize> {
        let key = self.text.trim_start();
        let colon = key.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))?;
        let follows = key[colon..].strip_prefix(':')?;
        let is_value = colon > 0 && !follows.starts_with([' ', '/', ':']) && !follows.trim().is_empty();
        is_value.then_some(self.text.len() - key.len() + colon)
    }

    /// Where `{{` starts a value of this line.
    fn template(&self) -> Option<usize> {
        let found = self.text.match_indices("{{").map(|(at, _)| at);
        let starts_value = |at: &usize| {
            let before = self.text[..*at].trim_end();
            before.len() < *at && before.ends_with([':', '-', ',']) || before.ends_with(['[', ','])
        };
        found.filter(|at| starts_value(at) && !self.text[..*at].contains('#')).map(|at| self.start + at).next()
    }
}
