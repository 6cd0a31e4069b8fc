//! Jobs: their script, what it runs on, what they read and write.

mod kind;
mod read;
mod script;
mod settings;

pub(super) use read::Known;

use crate::diag::{Diagnostic, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{Job, JobBookmark, JobKind, Script, SparkMode, WriteMode};
use crate::spec::{self, JobType};

pub(super) fn job(scope: &mut Scope<'_>, known: Known<'_>, key: &str, origin: Pointer, job: &spec::Job) -> Option<Job> {
    let kind = job.kind.unwrap_or(JobType::Glueetl);
    if refused(scope, key, &origin, kind) {
        return None;
    }
    settings::only_of(scope, &origin, kind);
    let script = script::script(scope, key, &origin.key("script"), job.script.as_str());
    let flatten = super::flatten::flatten(scope, &origin.key("flatten"), script.as_ref(), job.flatten.as_ref());
    let trigger = super::trigger::trigger(scope, key, &origin.key("trigger"), job.trigger.as_ref());
    let reads = read::reads(scope, known, &origin.key("reads"), job.reads.as_deref().unwrap_or_default());
    let mappings = super::mapping::of_job(scope, &origin.key("mappings"), job.mappings.as_deref().unwrap_or_default());
    let declared = job.writes.as_deref().unwrap_or_default();
    let is_builtin = matches!(script, Some(Script::Builtin(_)));
    let appends = declared.iter().all(|write| matches!(write.mode, None | Some(WriteMode::Append)));
    // A built-in script that appends would copy everything again in every run without a bookmark.
    let bookmark = if is_builtin && appends { JobBookmark::Enable } else { JobBookmark::Disable };
    let kind = kind::kind(scope, &origin, job, script.as_ref(), bookmark);
    let reads_again = is_builtin && !matches!(&kind, Some(kind) if remembers(kind));
    let mode = if reads_again { WriteMode::OverwritePartitions } else { WriteMode::Append };
    let writes = super::write::writes(scope, known.tables, &origin.key("writes"), declared, mode);
    let named = job.data_quality.as_deref().unwrap_or_default();
    let gates = super::data_quality::of_job(scope, known.gates, &origin.key("data_quality"), named);
    let defaults = scope.spec.defaults.as_ref().and_then(|defaults| defaults.job.as_ref());
    Some(Job {
        key: key.to_owned(),
        origin,
        description: job.description.clone(),
        script: script?,
        flatten,
        kind: kind?,
        arguments: job.arguments.clone().unwrap_or_default(),
        queuing: job.job_run_queuing_enabled.unwrap_or(true),
        max_retries: job.max_retries.or(defaults.and_then(|defaults| defaults.max_retries)).unwrap_or(0),
        max_concurrent_runs: job.max_concurrent_runs.unwrap_or(1),
        trigger: trigger?,
        mappings: mappings?,
        reads: reads?,
        writes: writes?,
        gates: gates?,
        role: job.role.as_ref().map(|role| role.as_str().to_owned()),
    })
}

/// LG-E055 and LG-E081: types of job that lakegen knows and does not render.
fn refused(scope: &mut Scope<'_>, key: &str, origin: &Pointer, kind: JobType) -> bool {
    let (rule, message) = match kind {
        JobType::Batch => (&rules::BATCH_TARGET, format!("job `{key}` would run on AWS Batch")),
        JobType::Glueray => (&rules::RAY_CLOSED, format!("job `{key}` would run on Glue for Ray")),
        JobType::Glueetl | JobType::Gluestreaming | JobType::Pythonshell => return false,
    };
    let place = scope.at(origin, &["type"]);
    scope.report(Diagnostic::new(rule, place, message));
    true
}

fn remembers(kind: &JobKind) -> bool {
    let JobKind::Spark(spark) = kind else { return false };
    matches!(spark.mode, SparkMode::Batch { bookmark: JobBookmark::Enable | JobBookmark::Pause, .. })
}
