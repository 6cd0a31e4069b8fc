//! Jobs: limits, arguments, and settings that work against each other.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{JobBookmark, JobType, Pipeline, Script};

const TIMEOUT_MAX_MINUTES: u32 = 7 * 24 * 60;
const RETRIES_MAX: u32 = 10;
const ARGUMENTS_MAX_BYTES: usize = 260 * 1024;

/// Arguments that Glue uses itself.
const GLUE_ARGUMENTS: [&str; 4] = ["--debug", "--mode", "--JOB_NAME", "--endpoint"];

/// Arguments that lakegen sets itself, with the field that decides them, if there is one.
const LAKEGEN_ARGUMENTS: [(&str, Option<&str>); 20] = [
    ("--TempDir", None),
    ("--additional-python-modules", Some("additional_python_modules")),
    ("--class", Some("class")),
    ("--conf", Some("conf")),
    ("--custom-logGroup-prefix", None),
    ("--datalake-formats", Some("datalake_formats")),
    ("--enable-auto-scaling", Some("auto_scaling")),
    ("--enable-continuous-cloudwatch-log", Some("continuous_logging")),
    ("--enable-glue-datacatalog", None),
    ("--enable-job-insights", Some("job_insights")),
    ("--enable-metrics", Some("metrics")),
    ("--enable-observability-metrics", Some("observability_metrics")),
    ("--enable-spark-ui", Some("spark_ui")),
    ("--extra-files", Some("extra_files")),
    ("--extra-jars", Some("extra_jars")),
    ("--extra-py-files", Some("extra_py_files")),
    ("--job-bookmark-option", Some("job_bookmark")),
    ("--job-language", None),
    ("--scriptLocation", Some("script")),
    ("--spark-event-logs-path", Some("spark_ui")),
];

/// LG-E057: the range; that it is whole minutes is said where the duration is read.
pub(super) fn timeout(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        let Some(minutes) = job.timeout_minutes().filter(|minutes| !(1..=TIMEOUT_MAX_MINUTES).contains(minutes)) else {
            continue;
        };
        let message = match minutes {
            0 => "a run without any time cannot succeed".to_owned(),
            minutes => format!("a timeout of {minutes} minutes is longer than the seven days that Glue allows"),
        };
        let finding = Diagnostic::new(&rules::TIMEOUT_RANGE, scope.at_job(job, "timeout"), message);
        scope.report(if job.is_streaming() {
            finding.help("Leave it out: a streaming job without a timeout runs until it is stopped.")
        } else {
            finding
        });
    }
}

/// LG-E058.
pub(super) fn retries(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| job.max_retries > RETRIES_MAX) {
        let place = scope.at_job(job, "max_retries");
        let message = format!("{} retries; Glue takes at most {RETRIES_MAX}", job.max_retries);
        scope.report(Diagnostic::new(&rules::RETRIES_RANGE, place, message));
    }
}

/// LG-E059 and LG-E060.
pub(super) fn arguments(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        let at = job.origin.key("arguments");
        for name in job.arguments.keys() {
            let place = Place::Key(at.key(name));
            let malformed = name.strip_prefix("--").is_none_or(|rest| {
                rest.is_empty() || rest.contains(|c: char| c == '=' || c.is_whitespace() || c.is_control())
            });
            if malformed {
                let finding = Diagnostic::new(
                    &rules::ARGUMENT_CONFLICT,
                    place,
                    format!("`{}` is not the name of an argument", name.escape_default()),
                );
                let bare = name.trim_start_matches('-');
                let usable =
                    !bare.is_empty() && bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
                scope.report(if usable { finding.help(format!("Write `--{bare}`.")) } else { finding });
                continue;
            }
            let field = LAKEGEN_ARGUMENTS.into_iter().find(|(reserved, _)| reserved == name);
            if GLUE_ARGUMENTS.contains(&name.as_str()) {
                let message = format!("Glue uses `{name}` itself");
                scope.report(Diagnostic::new(&rules::RESERVED_ARGUMENT, place, message));
            } else if name.starts_with("--lakegen_") {
                let message = format!("`{name}` is reserved: lakegen passes `--lakegen_*` to every run");
                scope.report(Diagnostic::new(&rules::RESERVED_ARGUMENT, place, message));
            } else if let Some((_, field)) = field {
                let message = format!("lakegen sets `{name}` itself");
                let finding = Diagnostic::new(&rules::RESERVED_ARGUMENT, place, message);
                scope.report(match field {
                    Some(field) => finding.help(format!("Use `{field}` of the job.")),
                    None => finding.help("Remove it."),
                });
            }
        }
        let total: usize = job.arguments.iter().map(|(name, value)| name.len() + value.len()).sum();
        if total > ARGUMENTS_MAX_BYTES {
            let message = format!("the arguments have {total} bytes; Glue takes {ARGUMENTS_MAX_BYTES}");
            let finding = Diagnostic::new(&rules::ARGUMENT_CONFLICT, Place::Key(at), message);
            scope.report(finding.help("Put large values into an object in S3, and pass its path."));
        }
    }
}

/// LG-E069.
pub(super) fn concurrent_runs(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| job.max_concurrent_runs == 0) {
        let place = scope.at(&job.origin, &["max_concurrent_runs"]);
        let message = format!("job `{}` may have no run at a time", job.key);
        scope.report(Diagnostic::new(&rules::CONCURRENT_RUNS_RANGE, place, message));
    }
}

/// LG-E061.
pub(super) fn single_run_without_queue(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        if job.trigger.is_some() && !job.queuing && job.max_concurrent_runs == 1 {
            let place = scope.at(&job.origin, &["job_run_queuing_enabled"]);
            let message = format!("job `{}` has one run at a time and no queue, and is started by events", job.key);
            scope.report(Diagnostic::new(&rules::SINGLE_RUN_WITHOUT_QUEUE, place, message));
        }
    }
}

/// LG-E063.
pub(super) fn bookmark_with_concurrency(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        if job.bookmark() != JobBookmark::Disable && job.max_concurrent_runs > 1 {
            let place = scope.at(&job.origin, &["max_concurrent_runs"]);
            let message = format!(
                "job `{}` has a bookmark, so it can have one run at a time and not {}",
                job.key, job.max_concurrent_runs
            );
            let finding = Diagnostic::new(&rules::BOOKMARK_WITH_CONCURRENCY, place, message);
            scope.report(finding.related(scope.at_job(job, "job_bookmark"), "the bookmark"));
        }
    }
}

/// LG-E070.
pub(super) fn builtin_script(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        let Script::Builtin(_) = job.script else { continue };
        let place = Place::Value(job.origin.key("script"));
        let job_type = job.job_type();
        if job_type != JobType::Glueetl {
            let message = format!("the scripts that lakegen writes are `glueetl` jobs, not `{job_type}`");
            scope.report(Diagnostic::new(&rules::BUILTIN_SCRIPT, place.clone(), message).help("Leave `type` out."));
        }
        if job.reads.is_empty() {
            let message = format!("job `{}` has nothing to read", job.key);
            scope.report(Diagnostic::new(&rules::BUILTIN_SCRIPT, place.clone(), message));
        }
        if job.writes.is_empty() {
            let message = format!("job `{}` has nowhere to write", job.key);
            scope.report(Diagnostic::new(&rules::BUILTIN_SCRIPT, place, message));
        }
    }
}
