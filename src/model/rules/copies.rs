//! LG-E192: where the scripts that copy tables put each of them.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::location::matches_glob;
use crate::model::scope::Scope;
use crate::model::{Builtin, Job, Pipeline, Read, Script, Table, TableFormat, WriteMode};

/// `builtin:flatten` makes a folder for each table, also for those that nested data becomes.
pub(super) fn folders(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (n, job, table) in filled(pipeline, Builtin::Flatten) {
        let message = format!("`{}` is a table, and `builtin:flatten` writes to prefixes", table.key);
        report(scope, job, n, message, Some((Place::Key(table.origin.clone()), "the table")));
    }
}

/// `builtin:parquet` fills a declared table with what is called like it.
pub(super) fn tables(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (n, job, table) in filled(pipeline, Builtin::Parquet) {
        let earlier = filled(pipeline, Builtin::Parquet)
            .find(|(m, other, same)| other.key == job.key && *m < n && same.name == table.name);
        let format = || Some((scope.at(&table.origin, &["format"]), "its format"));
        let (message, related) = if !matches!(table.format, TableFormat::Parquet | TableFormat::Iceberg { .. }) {
            (format!("`{}` is neither parquet nor iceberg", table.key), format())
        } else if job.writes[n].mode() == WriteMode::Upsert && table.is_iceberg() {
            (format!("`builtin:parquet` adds rows to `{}`, and `builtin:unify` upserts", table.key), None)
        } else if let Some((_, _, other)) = earlier {
            let message = format!("`{}` and `{}` would be filled with the same", other.key, table.key);
            (message, Some((Place::Key(other.origin.clone()), "the other table")))
        } else if !is_alone(job) && !job.reads.iter().any(|read| is_called(read, &table.name)) {
            (format!("job `{}` reads nothing that is called `{}`", job.key, table.name), None)
        } else {
            continue;
        };
        report(scope, job, n, message, related);
    }
}

/// What is called like none of several tables, and has no prefix beside them to go to.
pub(super) fn strays(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| job.script == Script::Builtin(Builtin::Parquet)) {
        let names = job.writes.iter().map(|write| Some(pipeline.tables.get(write.table()?)?.name.as_str()));
        let Some(names) = names.collect::<Option<Vec<_>>>().filter(|names| names.len() > 1) else { continue };
        for (n, read) in job.reads.iter().enumerate() {
            let is_open = matches!(read, Read::Tables { tables, .. } if tables.contains('*'));
            if !is_open && !names.iter().any(|name| is_called(read, name)) {
                let place = Place::Value(job.origin.key("reads").index(n));
                let message = format!("job `{}` writes no table that is called like this", job.key);
                let finding = Diagnostic::new(&rules::FOLDER_PER_TABLE, place, message);
                scope.report(finding.related(Place::Key(job.origin.key("writes")), "where it could go"));
            }
        }
    }
}

/// The declared tables that jobs with the script `builtin` write, each with its position among the writes.
fn filled(pipeline: &Pipeline, builtin: Builtin) -> impl Iterator<Item = (usize, &Job, &Table)> {
    let jobs = pipeline.jobs.values().filter(move |job| job.script == Script::Builtin(builtin));
    jobs.flat_map(|job| job.writes.iter().enumerate().map(move |(n, write)| (n, job, write)))
        .filter_map(|(n, job, write)| Some((n, job, pipeline.tables.get(write.table()?)?)))
}

/// One table takes whatever the one thing is that is read.
fn is_alone(job: &Job) -> bool {
    let is_one = match job.reads.as_slice() {
        [Read::Tables { tables, .. }] => !tables.contains('*'),
        [Read::Location(_)] => true,
        _ => false,
    };
    is_one && job.writes.len() == 1
}

/// Whether `read` may bring something that the script calls `name`: a table, or a prefix by its last folder.
fn is_called(read: &Read, name: &str) -> bool {
    match read {
        Read::Tables { tables, .. } => matches_glob(tables, name),
        Read::Location(location) => location.prefix.trim_end_matches('/').rsplit('/').next() == Some(name),
        Read::Stream(_) => false,
    }
}

fn report(scope: &mut Scope<'_>, job: &Job, n: usize, message: String, related: Option<(Place, &'static str)>) {
    let place = Place::Value(job.origin.key("writes").index(n));
    let finding = Diagnostic::new(&rules::FOLDER_PER_TABLE, place, message);
    scope.report(related.into_iter().fold(finding, |finding, (at, what)| finding.related(at, what)));
}
