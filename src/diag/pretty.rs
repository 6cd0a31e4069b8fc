//! Findings for people, in the look of rustc.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use super::report::{File, Located};
use super::{Report, Severity};

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
    let group = match &located.span {
        Some(span) if !file.text.is_empty() => group.element(snippet(file, located, span)),
        _ => group.element(Origin::path(&file.name)),
    };
    // Messages hold words of the spec: control characters among them must not reach the terminal.
    group
        .element(Level::NOTE.message(normalize_untrusted_str(diagnostic.reason())))
        .element(Level::HELP.message(normalize_untrusted_str(diagnostic.way_out())))
}

fn snippet<'a>(
    file: &'a File,
    located: &'a Located,
    span: &Range<usize>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let labels = located.diagnostic.related.iter().map(|(_, label)| label.as_str());
    let related: Vec<_> =
        located.related.iter().flatten().map(|span| first_line(&file.text, span)).zip(labels).collect();
    let span = first_line(&file.text, span);
    let spans = || related.iter().map(|(span, _)| span).chain([&span]);
    let start = spans().map(|span| span.start).min().unwrap_or(0);
    let start = file.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = spans().map(|span| span.end).max().unwrap_or(0);
    let end = file.text[end..].find('\n').map_or(file.text.len(), |newline| end + newline);
    let shift = |span: &Range<usize>| span.start - start..span.end - start;
    Snippet::source(&file.text[start..end])
        .line_start(file.text[..start].matches('\n').count() + 1)
        .path(&file.name)
        .annotation(AnnotationKind::Primary.span(shift(&span)))
        .annotations(related.iter().map(|(span, label)| AnnotationKind::Context.span(shift(span)).label(*label)))
}

/// As much of a span as its first line holds: a whole mapping is shown by its beginning.
fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let end = text[span.clone()].find(['\n', '\r']).map_or(span.end, |newline| span.start + newline);
    span.start..end
}
