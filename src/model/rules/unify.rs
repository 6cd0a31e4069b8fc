//! `builtin:unify`: mappings, all into the schema of the one table that it writes.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{
    Builtin, ColumnType, Job, Pipeline, PlainType, Projection, Script, Table, TableFormat, Write, WriteMode,
};

/// How the script writes the day of a run.
const DAY: &str = "yyyy-MM-dd";

/// LG-E199.
pub(super) fn unify(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| job.script == Script::Builtin(Builtin::Unify)) {
        if job.mappings.is_empty() {
            let place = scope.at(&job.origin, &["mappings"]);
            let message = format!("job `{}` has no mapping, so there is nothing to bring together", job.key);
            let help = "Declare how each source becomes the schema under `mappings`, and name them here.";
            scope.report(Diagnostic::new(&rules::UNIFY, place, message).help(help));
        }
        let [Write::Table { key, mode, .. }] = job.writes.as_slice() else {
            // That it writes nothing at all is said by LG-E070.
            if !job.writes.is_empty() {
                let place = Place::Value(job.origin.key("writes"));
                let message = format!("job `{}` writes to one table, which the spec declares", job.key);
                scope.report(Diagnostic::new(&rules::UNIFY, place, message).help("Write `[database.table]`."));
            }
            continue;
        };
        let Some(table) = pipeline.tables.get(key) else { continue };
        same_schema(pipeline, scope, job, table);
        writable(scope, job, table, *mode);
        partition_keys(scope, job, table);
    }
}

/// LG-E195: mappings that a script of lakegen's would not look at.
pub(super) fn idle_mappings(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| !job.mappings.is_empty()) {
        let Script::Builtin(builtin @ (Builtin::Parquet | Builtin::Flatten | Builtin::Redshift)) = job.script else {
            continue;
        };
        let message = format!("`builtin:{}` does not map", builtin.as_str());
        let place = Place::Key(job.origin.key("mappings"));
        scope.report(Diagnostic::new(&rules::OPTIONS_OF_OTHER_SCRIPT, place, message));
    }
}

fn same_schema(pipeline: &Pipeline, scope: &mut Scope<'_>, job: &Job, table: &Table) {
    for (n, key) in job.mappings.iter().enumerate() {
        let Some(mapping) = pipeline.mappings.get(key) else { continue };
        if table.schema.as_ref() == Some(&mapping.to) {
            continue;
        }
        let place = Place::Value(job.origin.key("mappings").index(n));
        let message = format!("`{key}` gives rows of `{}`, and `{}` has other columns", mapping.to, table.key);
        let finding = Diagnostic::new(&rules::UNIFY, place, message);
        let finding = finding.help(format!("Write `schema: {}` in the table, or map to its schema.", mapping.to));
        scope.report(finding.related(scope.at(&table.origin, &["schema"]), "the table"));
    }
}

fn writable(scope: &mut Scope<'_>, job: &Job, table: &Table, mode: WriteMode) {
    let at = job.origin.key("writes").index(0);
    if !matches!(table.format, TableFormat::Parquet | TableFormat::Iceberg { .. }) {
        let message = format!("`{}` is neither parquet nor iceberg", table.key);
        let finding = Diagnostic::new(&rules::UNIFY, Place::Value(at), message);
        scope.report(finding.related(scope.at(&table.origin, &["format"]), "its format"));
    } else if mode == WriteMode::Upsert && table.columns.iter().filter(|column| column.unique).count() != 1 {
        let message = format!("an upsert finds rows by a `unique` column, and `{}` has not exactly one", table.key);
        let finding = Diagnostic::new(&rules::UNIFY, scope.at(&at, &["mode"]), message);
        scope.report(finding.help("Say `unique: true` of the one column that tells rows apart, or use another mode."));
    }
}

/// No mapping names a partition key, so it holds the day of the run.
fn partition_keys(scope: &mut Scope<'_>, job: &Job, table: &Table) {
    for key in &table.partition_keys {
        let is_day = matches!(key.kind, ColumnType::Plain(PlainType::String | PlainType::Date));
        let other_format = match table.projection.get(&key.name) {
            Some(Projection::Date { format, .. }) => format != DAY,
            Some(Projection::Enum(_) | Projection::Integer { .. }) => true,
            Some(Projection::Injected) | None => false,
        };
        if is_day && !other_format {
            continue;
        }
        let place = Place::Value(job.origin.key("writes").index(0));
        let message = format!("`{}` of `{}` would hold the day of the run, as {DAY}", key.name, table.key);
        let finding = Diagnostic::new(&rules::UNIFY, place, message);
        let finding =
            finding.help("Use a key of type string or date, whose projection, if any, is a date of that format.");
        scope.report(finding.related(Place::Key(key.origin.clone()), "the partition key"));
    }
}
