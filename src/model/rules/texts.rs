//! Free texts: tags and descriptions.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::Pipeline;
use crate::model::scope::Scope;

const TAGS_MAX: usize = 50;

/// LG-E009.
pub(super) fn tags(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let at = Pointer::root().key("tags");
    if pipeline.tags.len() > TAGS_MAX {
        let message = format!("{} tags; a resource takes at most {TAGS_MAX}", pipeline.tags.len());
        scope.report(Diagnostic::new(&rules::TAG_INVALID, Place::Key(at.clone()), message));
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (key, value) in &pipeline.tags {
        let place = || Place::Key(at.key(key));
        let wrong = if key.is_empty() || key.chars().count() > 128 {
            Some(format!("the tag key has {} characters, and 1 to 128 are allowed", key.chars().count()))
        } else if key.to_ascii_lowercase().starts_with("aws:") {
            Some(format!("`{key}` starts with `aws:`, which AWS keeps for itself"))
        } else {
            odd_character(key).map(|odd| format!("the tag key `{key}` contains `{odd}`"))
        };
        if let Some(message) = wrong {
            scope.report(Diagnostic::new(&rules::TAG_INVALID, place(), message));
        }
        if let Some(earlier) = seen.insert(key.to_lowercase(), key) {
            let finding =
                Diagnostic::new(&rules::TAG_INVALID, place(), format!("`{key}` and `{earlier}` differ only in case"));
            scope.report(finding.related(Place::Key(at.key(earlier)), "the other one"));
        }
        let wrong = if value.chars().count() > 256 {
            Some(format!("the value of tag `{key}` has {} characters; 256 are allowed", value.chars().count()))
        } else {
            odd_character(value).map(|odd| format!("the value of tag `{key}` contains `{odd}`"))
        };
        if let Some(message) = wrong {
            scope.report(Diagnostic::new(&rules::TAG_INVALID, Place::Value(at.key(key)), message));
        }
    }
}

/// The first character that IAM, the strictest service, does not take in a tag.
fn odd_character(text: &str) -> Option<String> {
    let legal = |c: char| c.is_alphanumeric() || c == ' ' || "_.:/=+-@".contains(c);
    text.chars().find(|c| !legal(*c)).map(|c| c.escape_default().to_string())
}

/// LG-E015: what Glue takes as a description, and CloudFormation as a template's.
pub(super) fn descriptions(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let of =
        |origin: &Pointer, text: &Option<String>| text.as_ref().map(|text| (origin.key("description"), text.clone()));
    let items = pipeline
        .databases
        .values()
        .filter_map(|database| of(&database.origin, &database.description))
        .chain(pipeline.connections.values().filter_map(|connection| of(&connection.origin, &connection.description)))
        .chain(pipeline.crawlers.values().filter_map(|crawler| of(&crawler.origin, &crawler.description)))
        .chain(pipeline.tables.values().filter_map(|table| of(&table.origin, &table.description)))
        .chain(pipeline.gates.values().filter_map(|gate| of(&gate.origin, &gate.description)))
        .chain(pipeline.jobs.values().filter_map(|job| of(&job.origin, &job.description)))
        .map(|(at, text)| (at, text, 2048));
    let athena = pipeline.athena.iter().flat_map(|athena| {
        let queries = athena.queries.values().filter_map(|query| of(&query.origin, &query.description));
        queries.chain(of(&athena.origin.key("workgroup"), &athena.description)).map(|(at, text)| (at, text, 1024))
    });
    let lake = of(&Pointer::root(), &pipeline.description).map(|(at, text)| (at, text, 1000));
    for (at, text, max) in items.chain(athena).chain(lake) {
        // Glue and CloudFormation count bytes (AWS Glue API reference, "Description"; CloudFormation User Guide, "Description").
        let length = text.len();
        let wrong = if length > max {
            Some(format!("the description has {length} bytes; AWS takes {max}"))
        } else {
            text.chars()
                .any(char::is_control)
                .then(|| "the description has line breaks or control characters".to_owned())
        };
        if let Some(message) = wrong {
            let finding = Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at), message);
            scope.report(finding.help("Shorten it to a sentence on one line (`>-` folds several lines into one)."));
        }
    }
}
