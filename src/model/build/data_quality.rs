//! Gates.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Number;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::dqdl::{self, Analyzer, Check};
use crate::model::location::parse_tables;
use crate::model::scope::{Scope, nearest};
use crate::model::{Column, Gate, S3Location, Schema, Table};
use crate::spec;

use super::location;
use super::schema_rules::schema_rules;

/// The longest ruleset that Glue takes.
///
/// Source: CreateDataQualityRuleset, "Ruleset", in the AWS Glue Web API Reference.
const LONGEST_RULESET: usize = 65_536;

/// What gates refer to.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) schemas: &'a BTreeMap<String, Schema>,
    pub(super) tables: &'a BTreeMap<String, Table>,
}

pub(super) fn gate(
    scope: &mut Scope<'_>,
    known: Known<'_>,
    key: &str,
    origin: Pointer,
    gate: &spec::DataQuality,
) -> Option<Gate> {
    let table = table(scope, &origin.key("table"), &gate.table);
    let schema = match &gate.from_schema {
        None => Some(None),
        Some(name) => {
            let names = scope.spec.schemas.iter().flat_map(BTreeMap::keys);
            let is_known = scope.resolve("schemas", name, names, &origin.key("from_schema"));
            is_known.then(|| known.schemas.get(name)).flatten().map(Some)
        }
    };
    let derived = schema.flatten().map(|schema| schema_rules(scope, schema));
    // A declared table is what it says; another one has what its schema says.
    let columns: Option<Vec<&Column>> = match (known.tables.get(&gate.table), schema.flatten()) {
        (Some(table), _) => Some(table.all_columns().collect()),
        (None, Some(schema)) => Some(schema.columns.iter().collect()),
        (None, None) => None,
    };
    let columns = columns.as_deref();
    let on_failure = gate.on_failure.clone().unwrap_or_default();
    let at = origin.key("on_failure").key("quarantine");
    let quarantine = place(scope, on_failure.quarantine.as_ref(), &at);
    let results = place(scope, gate.results.as_ref(), &origin.key("results"));
    let own = lines(scope, gate.rules.as_deref(), &origin.key("rules"), |scope, at, text| {
        let rule = dqdl::parse_rule(text)?;
        rule.checks().into_iter().for_each(|check| known_columns(scope, at, columns, check));
        Ok(rule)
    });
    let analyzers = lines(scope, gate.analyzers.as_deref(), &origin.key("analyzers"), |scope, at, text| {
        let analyzer = dqdl::parse_analyzer(text)?;
        columns_exist(scope, at, columns, &analyzer);
        Ok(analyzer)
    });
    let (database, table) = table?;
    let gate = Gate {
        key: key.to_owned(),
        description: gate.description.clone(),
        database,
        table,
        rules: derived.into_iter().flatten().chain(own?).collect(),
        analyzers: analyzers?,
        minimum_score: gate.minimum_score.clone().unwrap_or_else(|| Number::from(1)),
        quarantine: quarantine?,
        fail_job: on_failure.fail_job.unwrap_or(true),
        results: results?,
        origin,
    };
    schema?;
    check_size(scope, &gate);
    Some(gate)
}

fn table(scope: &mut Scope<'_>, at: &Pointer, text: &str) -> Option<(String, String)> {
    let Some((database, table)) = parse_tables(text).filter(|(_, table)| !table.contains('*')) else {
        let message = format!("`{}` is not one table", text.escape_default());
        let finding = Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at.clone()), message);
        scope.report(finding.help("Write database and table: `claims.claims`."));
        return None;
    };
    let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    scope.resolve("databases", database, known, at).then(|| (database.to_owned(), table.to_owned()))
}

/// The location that is written at `at`; the inner one is `None` when there is none.
fn place(scope: &mut Scope<'_>, path: Option<&spec::S3Path>, at: &Pointer) -> Option<Option<S3Location>> {
    match path {
        None => Some(None),
        Some(path) => location(scope, &rules::INVALID_VALUE, path.as_str(), at).map(Some),
    }
}

/// Reads each line of DQDL; `None` when one cannot be read.
fn lines<T>(
    scope: &mut Scope<'_>,
    lines: Option<&[String]>,
    at: &Pointer,
    mut read: impl FnMut(&mut Scope<'_>, &Pointer, &str) -> Result<T, dqdl::Error>,
) -> Option<Vec<T>> {
    let lines = lines.unwrap_or_default();
    let mut all = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        let at = at.index(n);
        match read(scope, &at, line) {
            Ok(value) => all.push(value),
            Err(error) => report(scope, &at, line, error),
        }
    }
    (all.len() == lines.len()).then_some(all)
}

fn report(scope: &mut Scope<'_>, at: &Pointer, line: &str, error: dqdl::Error) {
    let word = line.get(error.span.clone()).unwrap_or_default().trim_matches('"');
    let meant = match nearest(word, error.known.iter().copied()) {
        Some(near) => Some(format!("Did you mean `{near}`?")),
        None => (!error.known.is_empty()).then(|| format!("Write one of {}.", error.known.join(", "))),
    };
    let finding = Diagnostic::new(&rules::DQDL, Place::Within(at.clone(), error.span.clone()), error.message.clone());
    scope.report(match error.help.or(meant) {
        Some(help) => finding.help(help),
        None => finding,
    });
}

/// LG-E201 and LG-E205.
fn check_size(scope: &mut Scope<'_>, gate: &Gate) {
    let place = Place::Key(gate.origin.clone());
    if gate.rules.is_empty() {
        if !scope.holds(&gate.origin.key("rules")) {
            let message = format!("gate `{}` has no rule", gate.key);
            scope.report(Diagnostic::new(&rules::GATE_EMPTY, place, message));
        }
        return;
    }
    let length = gate.ruleset().chars().count();
    if length > LONGEST_RULESET {
        let message =
            format!("the rules of gate `{}` have {length} characters; Glue takes {LONGEST_RULESET}", gate.key);
        scope.report(Diagnostic::new(&rules::RULESET_SIZE, place, message));
    }
}

/// LG-E202 and LG-E203.
fn known_columns(scope: &mut Scope<'_>, at: &Pointer, columns: Option<&[&Column]>, check: &Check) {
    let Some(known) = columns else { return };
    for column in check.columns() {
        match find(known, &column.value) {
            None => unknown(scope, at, known, &column.value, column.span),
            Some(found) => {
                if let Some((wrong, part)) = super::column_fit::misfit(check, found) {
                    let place = Place::Within(at.clone(), part.unwrap_or(column.span));
                    let finding = Diagnostic::new(&rules::RULE_TYPE_MISMATCH, place, wrong);
                    scope.report(finding.related(Place::Key(found.origin.clone()), format!("it is {}", found.kind)));
                }
            }
        }
    }
}

fn columns_exist(scope: &mut Scope<'_>, at: &Pointer, columns: Option<&[&Column]>, analyzer: &Analyzer) {
    let Some(known) = columns else { return };
    for column in analyzer.columns() {
        if find(known, &column.value).is_none() {
            unknown(scope, at, known, &column.value, column.span);
        }
    }
}

/// Glue's column names do not tell upper from lower case.
fn find<'c>(columns: &[&'c Column], name: &str) -> Option<&'c Column> {
    columns.iter().copied().find(|column| column.name.eq_ignore_ascii_case(name))
}

fn unknown(scope: &mut Scope<'_>, at: &Pointer, known: &[&Column], name: &str, span: Range<usize>) {
    let message = format!("there is no column `{}`", name.escape_default());
    let finding = Diagnostic::new(&rules::RULE_COLUMN, Place::Within(at.clone(), span), message);
    let names = || known.iter().map(|column| column.name.as_str());
    scope.report(finding.help(match nearest(name, names()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("The columns are {}.", names().collect::<Vec<_>>().join(", ")),
    }));
}

/// The gates that a job names.
pub(super) fn of_job(
    scope: &mut Scope<'_>,
    gates: &BTreeMap<String, Gate>,
    at: &Pointer,
    named: &[String],
) -> Option<Vec<Gate>> {
    let mut all: Vec<Gate> = Vec::new();
    for (n, key) in named.iter().enumerate() {
        let at = at.index(n);
        let known = scope.spec.data_quality.iter().flat_map(BTreeMap::keys);
        if !scope.resolve("data_quality", key, known, &at) {
            continue;
        }
        if all.iter().any(|gate| gate.key == *key) {
            let message = format!("gate `{key}` is named twice");
            let finding = Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at), message);
            scope.report(finding.help("Name it once."));
            continue;
        }
        all.extend(gates.get(key).cloned());
    }
    (all.len() == named.len()).then_some(all)
}
