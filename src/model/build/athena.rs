//! Athena's work group and its saved queries.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec;

use super::{items_at, location};
use crate::model::location::not_a_file;
use crate::model::scope::{ARTIFACTS, Scope};
use crate::model::{Athena, AthenaEngineVersion, BucketRef, NamedQuery, S3Location, Sql};

/// Long enough to look at a result again.
const RESULTS_EXPIRE_DAYS: u32 = 30;

pub(super) fn athena(scope: &mut Scope<'_>) -> Option<Athena> {
    let declared = scope.spec.athena.as_ref()?;
    let origin = Pointer::root().key("athena");
    let workgroup = declared.workgroup.clone().unwrap_or_default();
    let results = match &workgroup.results {
        Some(path) => location(scope, &rules::INVALID_VALUE, path.as_str(), &origin.key("workgroup").key("results")),
        None => Some(own_results()),
    };
    if results.is_none() {
        scope.leave_out();
    }
    let queries = items_at(scope, &origin.key("queries"), declared.queries.as_ref(), query);
    let results = results?;
    let is_created = scope.creates(&results.bucket);
    let expire = workgroup.results_expire.map_or(RESULTS_EXPIRE_DAYS, spec::Days::get);
    if workgroup.results_expire.is_some() && !is_created {
        let place = Place::Value(origin.key("workgroup").key("results_expire"));
        let message = format!("the bucket of `{results}` is not created here, and so is no rule that removes results");
        scope.report(Diagnostic::new(&rules::IMPORTED_BUCKET_SETTINGS, place, message));
    }
    Some(Athena {
        results_expire_days: is_created.then_some(expire),
        origin,
        description: workgroup.description,
        cutoff: workgroup.bytes_scanned_cutoff_per_query,
        results,
        engine_version: workgroup.engine_version.unwrap_or(AthenaEngineVersion::V3),
        queries,
    })
}

/// Where results go unless the spec says otherwise.
fn own_results() -> S3Location {
    S3Location { bucket: BucketRef::Declared(ARTIFACTS.to_owned()), prefix: "athena-results/".to_owned() }
}

fn query(scope: &mut Scope<'_>, key: &str, origin: Pointer, declared: &spec::NamedQuery) -> Option<NamedQuery> {
    let sql = sql(scope, key, &origin, declared);
    let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    let is_known = scope.resolve("databases", &declared.database, known, &origin.key("database"));
    Some(NamedQuery {
        key: key.to_owned(),
        // CloudFormation takes no empty one.
        description: declared.description.clone().filter(|text| !text.is_empty()),
        database: is_known.then(|| declared.database.clone())?,
        sql: sql?,
        origin,
    })
}

fn sql(scope: &mut Scope<'_>, key: &str, origin: &Pointer, declared: &spec::NamedQuery) -> Option<Sql> {
    match (&declared.sql, &declared.file) {
        (Some(text), None) => Some(Sql::Inline(text.clone())),
        (None, Some(path)) => {
            let place = Place::Value(origin.key("file"));
            if let Some(wrong) = not_a_file(path, &[".sql"], "is not a file with SQL") {
                let finding = Diagnostic::new(&rules::INVALID_VALUE, place, format!("the file `{path}` {wrong}"));
                scope.report(finding.help("Write a path such as `queries/daily_orders.sql`."));
                return None;
            }
            let read = scope.files.read(path).map_err(|error| error.to_string());
            match read.and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string())) {
                Ok(text) => Some(Sql::File { path: path.clone(), text }),
                Err(error) => {
                    let message = format!("the statement of query `{key}` cannot be read: {error}");
                    let finding = Diagnostic::new(&rules::UNREADABLE, place, message);
                    scope.report(finding.why("The statement is part of what is rendered.").help(format!(
                        "Create `{path}` in the folder of the spec as text in UTF-8, or correct the path."
                    )));
                    None
                }
            }
        }
        (sql, _) => {
            if sql.is_some() || !["sql", "file"].into_iter().any(|member| scope.was_meant(origin, member)) {
                let message =
                    format!("query `{key}` has {} statement", if sql.is_some() { "more than one" } else { "no" });
                scope.report(Diagnostic::new(&rules::ATHENA_QUERY, Place::Key(origin.clone()), message));
            }
            None
        }
    }
}
