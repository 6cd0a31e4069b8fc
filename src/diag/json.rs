//! Findings for machines: one JSON array.

use serde::Serialize;

use super::report::{File, Located, Region};
use super::{Place, Report};

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
        severity: diagnostic.rule.severity.word(),
        message: &diagnostic.message,
        region: file.region(located.span.as_ref()),
        path: path(&diagnostic.place),
        why: diagnostic.reason(),
        help: diagnostic.way_out(),
        related: related
            .map(|((place, message), span)| Related { message, region: file.region(span.as_ref()), path: path(place) })
            .collect(),
    }
}

fn path(place: &Place) -> Option<String> {
    place.pointer().map(ToString::to_string)
}
