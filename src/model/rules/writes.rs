//! Modes of writing: what goes with bookmarks, and with what is written to.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{BucketRef, JobBookmark, Pipeline, Script, Table, Write, WriteMode, Zone};

/// LG-E062.
pub(super) fn bookmark_with_overwrite(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| job.bookmark() != JobBookmark::Disable) {
        for n in written_with(job, WriteMode::Overwrite) {
            let place = scope.at(&job.origin.key("writes").index(n), &["mode"]);
            let message = format!("job `{}` reads only what is new, and would put it in place of everything", job.key);
            let finding = Diagnostic::new(&rules::BOOKMARK_WITH_OVERWRITE, place, message);
            scope.report(finding.related(scope.at_job(job, "job_bookmark"), "the bookmark"));
        }
    }
}

/// LG-E180: only tables of a format that knows rows; a script of the user's may keep one at a prefix, too.
pub(super) fn upsert(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        for n in written_with(job, WriteMode::Upsert) {
            let knows_rows = match &job.writes[n] {
                Write::Location { .. } => matches!(job.script, Script::Local { .. }),
                Write::Warehouse(_) => true,
                Write::Table { key, .. } => pipeline.tables.get(key).is_none_or(Table::is_iceberg),
            };
            if knows_rows {
                continue;
            }
            let place = scope.at(&job.origin.key("writes").index(n), &["mode"]);
            let message = format!("job `{}` writes plain files, which cannot be changed row by row", job.key);
            scope.report(Diagnostic::new(&rules::UPSERT, place, message));
        }
    }
}

/// LG-E103.
pub(super) fn into_raw(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        for (n, location) in job.outputs() {
            let BucketRef::Declared(key) = &location.bucket else { continue };
            let Some(bucket) = pipeline.buckets.get(key).filter(|bucket| bucket.zone == Some(Zone::Raw)) else {
                continue;
            };
            let message = format!("job `{}` writes where only what is delivered should be", job.key);
            let place = Place::Value(job.origin.key("writes").index(n));
            let finding = Diagnostic::new(&rules::OUTPUT_IN_RAW_ZONE, place, message);
            scope.report(finding.related(Place::Value(bucket.origin.key("zone")), "it says so"));
        }
    }
}

fn written_with(job: &crate::model::Job, mode: WriteMode) -> impl Iterator<Item = usize> {
    job.writes.iter().enumerate().filter(move |(_, write)| write.mode() == mode).map(|(n, _)| n)
}
