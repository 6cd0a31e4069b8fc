//! Classifiers: each of one kind, and what Glue takes as its words (LG-E034).

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec;

use super::grok;
use crate::model::scope::Scope;
use crate::model::{Classifier, ClassifierFormat, CsvClassifier};

/// Longest grok pattern, and longest text of custom patterns (AWS Glue API reference, "Classifiers").
const GROK_MAX: usize = 2_048;
const CUSTOM_PATTERNS_MAX: usize = 16_000;
const CLASSIFICATION_MAX: usize = 255;

pub(super) fn classifier(
    scope: &mut Scope<'_>,
    key: &str,
    origin: Pointer,
    declared: &spec::Classifier,
) -> Option<Classifier> {
    let mut report = |place: Place, message: String| scope.report(Diagnostic::new(&rules::CLASSIFIER, place, message));
    let classification = |default: &str| declared.classification.clone().unwrap_or_else(|| default.to_owned());
    let format = match (&declared.grok, &declared.json, &declared.xml, &declared.csv) {
        (Some(pattern), None, None, None) => ClassifierFormat::Grok {
            pattern: pattern.clone(),
            custom_patterns: declared.custom_patterns.clone(),
            classification: classification(key),
        },
        (None, Some(path), None, None) => ClassifierFormat::Json { path: path.clone() },
        (None, None, Some(xml), None) => {
            ClassifierFormat::Xml { row_tag: xml.row_tag.clone(), classification: classification("xml") }
        }
        // Both are always said: left out, Terraform's provider sends true for the first and CloudFormation nothing.
        (None, None, None, Some(csv)) => ClassifierFormat::Csv(CsvClassifier {
            disable_value_trimming: Some(csv.disable_value_trimming.unwrap_or(false)),
            allow_single_column: Some(csv.allow_single_column.unwrap_or(false)),
            ..csv.clone()
        }),
        (None, None, None, None) => {
            let kinds = ["grok", "json", "xml", "csv"];
            if !kinds.into_iter().any(|kind| scope.was_meant(&origin, kind)) {
                let message = format!("classifier `{key}` recognises nothing");
                let finding = Diagnostic::new(&rules::CLASSIFIER, Place::Key(origin), message);
                scope.report(finding.help("Write one of `grok`, `json`, `xml` and `csv`."));
            }
            return None;
        }
        _ => {
            report(Place::Key(origin), format!("classifier `{key}` is of several kinds, and Glue takes one"));
            return None;
        }
    };
    let is_grok = matches!(format, ClassifierFormat::Grok { .. });
    if declared.custom_patterns.is_some() && !is_grok {
        report(Place::Value(origin.key("custom_patterns")), "only a grok pattern uses `custom_patterns`".to_owned());
    }
    if declared.classification.is_some() && !is_grok && !matches!(format, ClassifierFormat::Xml { .. }) {
        let message = "Glue classifies JSON and CSV as what they are, and takes no `classification`";
        report(Place::Value(origin.key("classification")), message.to_owned());
    }
    for (path, message) in faults(&format) {
        report(Place::Value(path.iter().fold(origin.clone(), |at, key| at.key(*key))), message);
    }
    Some(Classifier { key: key.to_owned(), origin, format })
}

/// What Glue would refuse, each with its path below the classifier.
fn faults(format: &ClassifierFormat) -> Vec<(&'static [&'static str], String)> {
    let mut faults: Vec<(&'static [&'static str], String)> = Vec::new();
    let mut text = |path: &'static [&'static str], what: &str, text: &str, max: usize, lines: bool| {
        let length = text.chars().count();
        if text.trim().is_empty() {
            faults.push((path, format!("{what} is empty")));
        } else if !lines && text.chars().any(char::is_control) {
            faults.push((path, format!("{what} has line breaks or control characters")));
        } else if length > max {
            faults.push((path, format!("{what} has {length} characters; Glue takes {max}")));
        }
    };
    match format {
        ClassifierFormat::Grok { pattern, custom_patterns, classification } => {
            text(&["grok"], "the pattern", pattern, GROK_MAX, false);
            if let Some(patterns) = custom_patterns {
                text(&["custom_patterns"], "the text of custom patterns", patterns, CUSTOM_PATTERNS_MAX, true);
            }
            text(&["classification"], "the classification", classification, CLASSIFICATION_MAX, false);
            if let Some(fault) = grok::fault(pattern, custom_patterns.as_deref().unwrap_or_default()) {
                faults.push((&["grok"], fault));
            }
        }
        ClassifierFormat::Json { path } => {
            text(&["json"], "the path", path, usize::MAX, false);
            if !path.trim().is_empty() && !path.starts_with('$') {
                faults.push((&["json"], format!("`{path}` does not begin with `$`, the whole document")));
            }
        }
        ClassifierFormat::Xml { row_tag, classification } => {
            text(&["xml", "row_tag"], "the row tag", row_tag, usize::MAX, false);
            text(&["classification"], "the classification", classification, CLASSIFICATION_MAX, false);
            if let Some(odd) = row_tag.chars().find(|c| "<>/&\"' ".contains(*c)) {
                faults.push((
                    &["xml", "row_tag"],
                    format!("`{row_tag}` contains `{odd}`; write the element's name alone"),
                ));
            }
        }
        ClassifierFormat::Csv(csv) => csv_faults(csv, &mut faults),
    }
    faults
}

fn csv_faults(csv: &CsvClassifier, faults: &mut Vec<(&'static [&'static str], String)>) {
    let symbols: [(&'static [&'static str], _, _); 2] = [
        (&["csv", "delimiter"], "delimiter", &csv.delimiter),
        (&["csv", "quote_symbol"], "quote symbol", &csv.quote_symbol),
    ];
    for (path, what, symbol) in symbols {
        if let Some(symbol) = symbol.as_ref().filter(|symbol| symbol.chars().count() != 1) {
            faults.push((path, format!("the {what} `{}` is not one character", symbol.escape_default())));
        }
    }
    if csv.delimiter.is_some() && csv.delimiter == csv.quote_symbol {
        faults.push((&["csv", "quote_symbol"], "the quote symbol is the delimiter".to_owned()));
    }
    for (n, name) in csv.header.iter().flatten().enumerate() {
        let is_twice = csv.header.iter().flatten().take(n).any(|other| other == name);
        if !(1..=255).contains(&name.len()) || name.chars().any(char::is_control) {
            faults.push((&["csv", "header"], format!("`{}` cannot be the name of a column", name.escape_default())));
        } else if is_twice {
            faults.push((&["csv", "header"], format!("two columns are called `{name}`")));
        }
    }
    if csv.header.as_ref().is_some_and(Vec::is_empty) {
        faults.push((&["csv", "header"], "a header without columns".to_owned()));
    }
    if csv.custom_datatypes.as_ref().is_some_and(Vec::is_empty) {
        faults.push((&["csv", "custom_datatypes"], "a list without types".to_owned()));
    }
    if let (Some(header), Some(types)) = (&csv.header, &csv.custom_datatypes)
        && header.len() != types.len()
        && !types.is_empty()
    {
        let message = format!("{} types for {} columns", types.len(), header.len());
        faults.push((&["csv", "custom_datatypes"], message));
    }
}
