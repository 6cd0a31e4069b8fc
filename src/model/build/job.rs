//! Jobs: their script, their capacity, what they read and write.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec::{self, Duration, JobType};

use super::location;
use crate::model::location::{not_a_file, parse_tables};
use crate::model::scope::{Scope, nearest};
use crate::model::{
    Builtin, Crawler, ExecutionClass, GlueVersion, Job, JobBookmark, Read, S3Location, Script, WorkerType, WriteMode,
};

const GLUE_VERSION: GlueVersion = GlueVersion::V5_1;
const WORKER_TYPE: WorkerType = WorkerType::G1X;
const WORKERS: u32 = 2;
const TIMEOUT: Duration = Duration::from_seconds(60 * 60);

pub(super) fn job(
    scope: &mut Scope<'_>,
    crawlers: &BTreeMap<String, Crawler>,
    key: &str,
    origin: Pointer,
    job: &spec::Job,
) -> Option<Job> {
    if job.kind == Some(JobType::Batch) {
        let place = scope.at(&origin, &["type"]);
        scope.report(Diagnostic::new(&rules::BATCH_TARGET, place, format!("job `{key}` would run on AWS Batch")));
        return None;
    }
    let defaults = scope.spec.defaults.as_ref().and_then(|defaults| defaults.job.clone()).unwrap_or_default();
    let script = script(scope, key, &origin.key("script"), job.script.as_str());
    let flatten = super::flatten::flatten(scope, &origin.key("flatten"), script.as_ref(), job.flatten.as_ref());
    let trigger = super::trigger::trigger(scope, key, &origin.key("trigger"), job.trigger.as_ref());
    let reads = reads(scope, crawlers, &origin.key("reads"), job.reads.as_deref().unwrap_or_default());
    let declared = job.writes.as_deref().unwrap_or_default();
    let is_builtin = matches!(script, Some(Script::Builtin(_)));
    let appends = declared.iter().all(|write| matches!(write.mode, None | Some(WriteMode::Append)));
    // A built-in script that appends would copy everything again in every run without a bookmark.
    let bookmark = if is_builtin && appends { JobBookmark::Enable } else { JobBookmark::Disable };
    let bookmark = job.job_bookmark.or(defaults.job_bookmark).unwrap_or(bookmark);
    let reads_again = is_builtin && bookmark == JobBookmark::Disable;
    let mode = if reads_again { WriteMode::OverwritePartitions } else { WriteMode::Append };
    let writes = super::write::writes(scope, &origin.key("writes"), declared, mode);
    let timeout = job.timeout.or(defaults.timeout).unwrap_or(TIMEOUT);
    let job = Job {
        key: key.to_owned(),
        origin,
        description: job.description.clone(),
        script: script?,
        flatten,
        glue_version: job.glue_version.or(defaults.glue_version).unwrap_or(GLUE_VERSION),
        worker_type: job.worker_type.or(defaults.worker_type).unwrap_or(WORKER_TYPE),
        number_of_workers: job.number_of_workers.or(defaults.number_of_workers).unwrap_or(WORKERS),
        execution_class: job.execution_class.or(defaults.execution_class).unwrap_or(ExecutionClass::Standard),
        auto_scaling: job.auto_scaling.unwrap_or(false),
        arguments: job.arguments.clone().unwrap_or_default(),
        bookmark,
        queuing: job.job_run_queuing_enabled.unwrap_or(true),
        max_retries: job.max_retries.or(defaults.max_retries).unwrap_or(0),
        max_concurrent_runs: job.max_concurrent_runs.unwrap_or(1),
        timeout_minutes: u32::try_from(timeout.seconds().div_ceil(60)).unwrap_or(u32::MAX),
        trigger: trigger?,
        reads: reads?,
        writes: writes?,
        role: job.role.as_ref().map(|role| role.as_str().to_owned()),
    };
    if timeout.whole_minutes().is_none() {
        let place = scope.at_job(&job, "timeout");
        let finding =
            Diagnostic::new(&rules::TIMEOUT_RANGE, place, format!("Glue counts whole minutes, and `{timeout}` is not"));
        scope.report(finding.help(format!("Write `{}m`.", job.timeout_minutes)));
    }
    Some(job)
}

fn script(scope: &mut Scope<'_>, key: &str, at: &Pointer, text: &str) -> Option<Script> {
    let place = Place::Value(at.clone());
    if let Some(name) = text.strip_prefix("builtin:") {
        if let Some(builtin) = Builtin::ALL.into_iter().find(|builtin| builtin.as_str() == name) {
            return Some(Script::Builtin(builtin));
        }
        let finding = Diagnostic::new(&rules::UNKNOWN_VALUE, place, format!("lakegen has no script `{text}`"));
        let help = match nearest(name, Builtin::ALL.into_iter().map(Builtin::as_str)) {
            Some(near) => format!("Did you mean `builtin:{near}`?"),
            None => {
                let known: Vec<_> = Builtin::ALL.iter().map(|known| format!("`builtin:{}`", known.as_str())).collect();
                format!("Write {}, or the path of a Python file.", known.join(", "))
            }
        };
        scope.report(finding.help(help));
        return None;
    }
    if let Some(wrong) = not_a_file(text, ".py") {
        let finding = Diagnostic::new(&rules::INVALID_VALUE, place, format!("the script `{text}` {wrong}"));
        scope.report(finding.help("Write a path such as `jobs/clean_orders.py`, or `builtin:parquet`."));
        return None;
    }
    match scope.files.read(text) {
        Ok(bytes) => Some(Script::Local { path: text.to_owned(), bytes }),
        Err(error) => {
            let finding = Diagnostic::new(
                &rules::UNREADABLE,
                place,
                format!("the script of job `{key}` cannot be read: {error}"),
            );
            let why = "The script's content is part of what is rendered: it is uploaded next to the templates.";
            let help = format!("Create `{text}` in the folder of the spec, or correct the path.");
            scope.report(finding.why(why).help(help));
            None
        }
    }
}

fn reads(
    scope: &mut Scope<'_>,
    crawlers: &BTreeMap<String, Crawler>,
    at: &Pointer,
    declared: &[spec::ReadRef],
) -> Option<Vec<Read>> {
    let each = declared.iter().enumerate();
    let reads: Vec<_> = each.filter_map(|(n, read)| one_read(scope, crawlers, &at.index(n), read.as_str())).collect();
    (reads.len() == declared.len()).then_some(reads)
}

fn one_read(scope: &mut Scope<'_>, crawlers: &BTreeMap<String, Crawler>, at: &Pointer, text: &str) -> Option<Read> {
    if text.contains('/') || text.starts_with("arn:") {
        return location(scope, &rules::INVALID_VALUE, text, at).map(Read::Location);
    }
    let Some((database, tables)) = parse_tables(text) else {
        let is_bucket = scope.spec.buckets.as_ref().is_some_and(|buckets| buckets.contains_key(text));
        let help = if is_bucket {
            format!("Write `{text}/` for the whole bucket, or `{text}/<prefix>/`.")
        } else if scope.spec.databases.as_ref().is_some_and(|databases| databases.contains_key(text)) {
            format!("Write `\"{text}.*\"` for all of its tables, or `{text}.<table>`.")
        } else {
            "Write tables as `\"orders.*\"` or `orders.clean`, a prefix as `raw/orders/`.".to_owned()
        };
        let message = format!("`{text}` is neither tables nor a prefix");
        scope.report(Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at.clone()), message).help(help));
        return None;
    };
    let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    if !scope.resolve("databases", database, known, at) {
        return None;
    }
    let filled = crawlers.values().filter(|crawler| crawler.database == database);
    let filled = filled.flat_map(|crawler| {
        let s3 = crawler.targets.s3.iter().map(|target| &target.location);
        s3.chain(crawler.targets.table_locations())
    });
    let known = crawlers.values().flat_map(|crawler| &crawler.targets.catalog);
    let known = known.filter(|target| target.database == database).flat_map(|target| &target.locations);
    let mut locations: Vec<S3Location> = filled.chain(known).cloned().collect();
    locations.sort();
    locations.dedup();
    Some(Read::Tables { database: database.to_owned(), tables: tables.to_owned(), locations })
}
