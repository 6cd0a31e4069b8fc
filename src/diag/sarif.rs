//! Findings for code scanning: SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format").

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::report::{File, Located, Region};
use super::{Report, Rule};

impl Report {
    /// The findings as a SARIF log of one run, with a line break at the end. Rules that found nothing are not listed.
    pub fn sarif(&self) -> String {
        let found: BTreeMap<&str, &Rule> = self.iter().map(|(_, finding)| (finding.rule.id, finding.rule)).collect();
        let rules: Vec<&Rule> = found.into_values().collect();
        let index = |rule: &Rule| rules.iter().position(|known| known.id == rule.id);
        let results: Vec<Value> =
            self.located().map(|(file, located)| result(file, located, index(located.diagnostic.rule))).collect();
        let log = json!({
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "lakegen",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
                } },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        format!("{log:#}\n")
    }
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": rule.slug,
        "shortDescription": { "text": rule.slug.replace('-', " ") },
        "fullDescription": { "text": rule.why },
        "help": { "text": rule.fix },
        "defaultConfiguration": { "level": rule.severity.word() },
    })
}

fn result(file: &File, located: &Located, rule_index: Option<usize>) -> Value {
    let finding = &located.diagnostic;
    let mut location = physical(&file.region(located.span.as_ref()));
    if let Some(pointer) = finding.place.pointer() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer.to_string() }]);
    }
    let related = finding.related.iter().zip(&located.related).map(|((_, label), span)| {
        let mut location = physical(&file.region(span.as_ref()));
        location["message"] = json!({ "text": label });
        location
    });
    let related: Vec<Value> = related.collect();
    let mut result = json!({
        "ruleId": finding.rule.id,
        "ruleIndex": rule_index,
        "level": finding.rule.severity.word(),
        "message": { "text": format!("{}. {} {}", finding.message, finding.reason(), finding.way_out()) },
        "locations": [location],
    });
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

fn physical(region: &Region<'_>) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(region.file) },
        "region": {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        },
    } })
}

/// A path as a URI reference (RFC 3986): relative paths stay relative, so that a viewer finds them in the checkout.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            byte if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) => uri.push(char::from(byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
