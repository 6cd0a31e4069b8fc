//! Findings for machines: one JSON array.

use std::ops::Range;

use serde::Serialize;

use super::report::{File, Located};
use super::{Place, Report, Severity, line_column};

/// One finding. The field names are public interface.
#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    slug: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    region: Region<'a>,
    path: Option<String>,
    why: &'a str,
    help: &'a str,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    region: Region<'a>,
    path: Option<String>,
}

/// Lines and columns from 1, columns in characters, the end exclusive; 1:1 for the file as a whole.
#[derive(Serialize)]
struct Region<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Report {
    /// The findings as a JSON array, with a line break at the end.
    ///
    /// Each has `code`, `slug`, `severity`, `message`, `file`, `line`, `column`, `end_line`, `end_column`, `path`
    /// (`crawlers.raw_orders.database`, or null), `why`, `help` and `related`.
    ///
    /// # Errors
    /// Never for the types in use; serde's signature is passed on.
    pub fn json(&self) -> serde_json::Result<String> {
        let findings: Vec<_> = self.located().map(|(file, located)| finding(file, located)).collect();
        serde_json::to_string_pretty(&findings).map(|json| json + "\n")
    }
}

fn finding<'a>(file: &'a File, located: &'a Located) -> Finding<'a> {
    let diagnostic = &located.diagnostic;
    let related = diagnostic.related.iter().zip(&located.related);
    Finding {
        code: diagnostic.rule.id,
        slug: diagnostic.rule.slug,
        severity: match diagnostic.rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: &diagnostic.message,
        region: region(file, located.span.as_ref()),
        path: path(&diagnostic.place),
        why: diagnostic.reason(),
        help: diagnostic.way_out(),
        related: related
            .map(|((place, message), span)| Related { message, region: region(file, span.as_ref()), path: path(place) })
            .collect(),
    }
}

fn region<'a>(file: &'a File, span: Option<&Range<usize>>) -> Region<'a> {
    let span = span.cloned().unwrap_or(0..0);
    let (line, column) = line_column(&file.text, span.start);
    let (end_line, end_column) = line_column(&file.text, span.end);
    Region { file: &file.name, line, column, end_line, end_column }
}

fn path(place: &Place) -> Option<String> {
    place.pointer().map(ToString::to_string)
}
