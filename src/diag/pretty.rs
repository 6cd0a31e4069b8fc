//! Findings for people, in the look of rustc.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use super::report::{File, Located};
use super::{Report, Severity};

/// Longest stretch of source that is drawn: a generated file of one line is only pointed into.
const MAX_DRAWN: usize = 16 << 10;

impl Report {
    /// The findings as text, each with its source line; a blank line after each. `color` adds ANSI styles.
    pub fn pretty(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        self.located().map(|(file, located)| renderer.render(&[group(file, located)]) + "\n\n").collect()
    }
}

fn group<'a>(file: &'a File, located: &'a Located) -> Group<'a> {
    let diagnostic = &located.diagnostic;
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let group = level.primary_title(&diagnostic.message).id(diagnostic.rule.id);
    let group = match located.span.as_ref().filter(|_| !file.text.is_empty()) {
        Some(span) => with_source(group, file, located, first_line(&file.text, span)),
        None => group.element(Origin::path(&file.name)),
    };
    // Messages hold words of the spec: control characters among them must not reach the terminal.
    group
        .element(Level::NOTE.message(normalize_untrusted_str(diagnostic.reason())))
        .element(Level::HELP.message(normalize_untrusted_str(diagnostic.way_out())))
}

/// Draws the line of a finding, and its related places as far as they are near enough to be drawn with it.
fn with_source<'a>(
    title: annotate_snippets::Title<'a>,
    file: &'a File,
    located: &'a Located,
    span: Range<usize>,
) -> Group<'a> {
    let text = file.text.as_str();
    let mut window = lines(text, &span);
    if window.len() > MAX_DRAWN {
        let (line, column) = file.line_column(span.start);
        return title.element(Origin::path(&file.name).line(line).char_column(column));
    }
    let mut drawn = Vec::new();
    let mut told = Vec::new();
    let labels = located.diagnostic.related.iter().map(|(_, label)| label);
    for (span, label) in located.related.iter().zip(labels) {
        let Some(span) = span else { continue };
        let span = first_line(text, span);
        let around = lines(text, &span);
        let both = window.start.min(around.start)..window.end.max(around.end);
        if both.len() > MAX_DRAWN {
            let (line, column) = file.line_column(span.start);
            told.push(Level::NOTE.message(normalize_untrusted_str(&format!("{label}: {line}:{column}"))));
        } else {
            window = both;
            drawn.push((span, label));
        }
    }
    let shift = |span: &Range<usize>| span.start - window.start..span.end - window.start;
    let related = drawn.iter().map(|(span, label)| AnnotationKind::Context.span(shift(span)).label(label.as_str()));
    let annotations: Vec<Annotation<'_>> = related.collect();
    let snippet = Snippet::source(&text[window.clone()])
        .line_start(file.line_column(window.start).0)
        .path(&file.name)
        .annotation(AnnotationKind::Primary.span(shift(&span)))
        .annotations(annotations);
    title.element(snippet).elements(told)
}

/// As much of a span as its first line holds: a whole mapping is shown by its beginning.
fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let end = text[span.clone()].find(['\n', '\r']).map_or(span.end, |newline| span.start + newline);
    span.start..end
}

/// The whole lines that hold a span, without the last line break.
fn lines(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |newline| span.end + newline);
    start..end
}
