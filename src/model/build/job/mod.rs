//! Jobs: their script, what it runs on, what they read and write.

mod files;
mod kind;
mod python_modules;
mod read;
mod script;
mod settings;

pub(super) use read::{Known, reads};

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{
    Builtin, DatalakeFormat, Job, JobBookmark, JobKind, JobSecurity, Script, SparkMode, Table, Write, WriteMode,
};
use crate::spec::{self, Duration, JobType};

pub(super) fn job(scope: &mut Scope<'_>, known: Known<'_>, key: &str, origin: Pointer, job: &spec::Job) -> Option<Job> {
    let kind = job.kind.unwrap_or(JobType::Glueetl);
    if refused(scope, key, &origin, kind) {
        // What is wrong with its trigger is said all the same, such as an alarm in front of AWS Batch.
        let _ = super::trigger::trigger(scope, key, &origin.key("trigger"), job.trigger.as_ref());
        return None;
    }
    settings::only_of(scope, &origin, kind);
    let script = script::script(scope, key, &origin.key("script"), job.script.as_str());
    let flatten = super::flatten::flatten(scope, &origin.key("flatten"), script.as_ref(), job.flatten.as_ref());
    let trigger = super::trigger::trigger(scope, key, &origin.key("trigger"), job.trigger.as_ref());
    let reads = reads(scope, known, &origin.key("reads"), job.reads.as_deref().unwrap_or_default());
    let mappings = super::mapping::of_job(scope, &origin.key("mappings"), job.mappings.as_deref().unwrap_or_default());
    let declared = job.writes.as_deref().unwrap_or_default();
    let is_builtin = matches!(script, Some(Script::Builtin(_)));
    let appends = declared.iter().all(|write| matches!(write.mode, None | Some(WriteMode::Append)));
    // A built-in script that appends would copy everything again in every run without a bookmark.
    let bookmark = if is_builtin && appends { JobBookmark::Enable } else { JobBookmark::Disable };
    let mut kind = kind::kind(scope, &origin, job, script.as_ref(), bookmark);
    let reads_again = is_builtin && !matches!(&kind, Some(kind) if remembers(kind));
    let mode = if reads_again { WriteMode::OverwritePartitions } else { WriteMode::Append };
    let writes = super::write::writes(scope, known.tables, &origin.key("writes"), declared, mode);
    if let (Some(kind), Some(script), Some(writes)) = (&mut kind, &script, &writes) {
        load_iceberg(kind, script, writes, known);
    }
    let named = job.data_quality.as_deref().unwrap_or_default();
    let gates = super::data_quality::of_job(scope, known.gates, &origin.key("data_quality"), named);
    let defaults = scope.spec.defaults.as_ref().and_then(|defaults| defaults.job.as_ref());
    let imported = job.extra_py_files.as_deref().unwrap_or_default();
    let python_files = files::files(scope, &origin, files::python(job.kind.unwrap_or(JobType::Glueetl)), imported);
    let modules = job.additional_python_modules.as_deref().unwrap_or_default();
    let python_modules = python_modules::python_modules(scope, &origin, modules);
    let connections = connections(scope, &origin, job.connections.as_deref());
    let security = security(scope, &origin, job.security_configuration.as_deref());
    let notify_delay_after_minutes = job.notify_delay_after.map(|delay| notify_delay(scope, &origin, delay));
    Some(Job {
        key: key.to_owned(),
        origin,
        description: job.description.clone(),
        script: script?,
        flatten,
        kind: kind?,
        python_files: python_files?,
        python_modules,
        connections: connections?,
        security,
        notify_delay_after_minutes,
        expected_duration: job.expected_duration,
        arguments: job.arguments.clone().unwrap_or_default(),
        queuing: job.job_run_queuing_enabled.unwrap_or(true),
        max_retries: job.max_retries.or(defaults.and_then(|defaults| defaults.max_retries)).unwrap_or(0),
        max_concurrent_runs: job.max_concurrent_runs.unwrap_or(1),
        trigger: trigger?,
        mappings: mappings?,
        reads: reads?,
        writes: writes?,
        gates: gates?,
        lake_formation: job.lake_formation.map(|lake_formation| lake_formation.mode),
        role: job.role.as_ref().map(|role| role.as_str().to_owned()),
    })
}

/// `builtin:unify` writes an Iceberg table with Iceberg's own libraries.
fn load_iceberg(kind: &mut JobKind, script: &Script, writes: &[Write], known: Known<'_>) {
    let into_iceberg = writes.iter().any(|write| match write {
        Write::Table { key, .. } => known.tables.get(key).is_some_and(Table::is_iceberg),
        _ => false,
    });
    if let JobKind::Spark(spark) = kind
        && matches!(script, Script::Builtin(Builtin::Parquet | Builtin::Unify))
        && into_iceberg
    {
        spark.formats.insert(DatalakeFormat::Iceberg);
    }
}

/// The connections of the job, or those of every job.
fn connections(scope: &mut Scope<'_>, origin: &Pointer, declared: Option<&[String]>) -> Option<Vec<String>> {
    let defaults = scope.spec.defaults.as_ref().and_then(|defaults| defaults.job.as_ref());
    let shared = defaults.and_then(|defaults| defaults.connections.as_deref());
    let at = match declared {
        Some(_) => origin.key("connections"),
        None => Pointer::root().key("defaults").key("job").key("connections"),
    };
    let mut found: Vec<String> = Vec::new();
    for (n, key) in declared.or(shared).unwrap_or_default().iter().enumerate() {
        let known = scope.spec.connections.iter().flat_map(BTreeMap::keys);
        if !scope.resolve("connections", key, known, &at.index(n)) {
            return None;
        }
        if !found.contains(key) {
            found.push(key.clone());
        }
    }
    Some(found)
}

fn security(scope: &mut Scope<'_>, origin: &Pointer, declared: Option<&str>) -> JobSecurity {
    let defaults = scope.spec.defaults.as_ref().and_then(|defaults| defaults.job.as_ref());
    let shared = defaults.and_then(|defaults| defaults.security_configuration.as_deref());
    match declared.or(shared) {
        None => JobSecurity::Lake,
        Some("none") => JobSecurity::None,
        Some(name) => {
            let legal = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
            if name.is_empty() || name.len() > 255 || !name.chars().all(legal) {
                let place = scope.at_job_setting(origin, "security_configuration");
                let message = format!("`{}` is not the name of a security configuration", name.escape_default());
                let finding = Diagnostic::new(&rules::INVALID_VALUE, place, message);
                scope.report(finding.help("Write the name of one that exists, or `none`, or leave it out."));
            }
            JobSecurity::Imported(name.to_owned())
        }
    }
}

/// LG-E275.
fn notify_delay(scope: &mut Scope<'_>, origin: &Pointer, delay: Duration) -> u32 {
    let minutes = u32::try_from(delay.seconds().div_ceil(60)).unwrap_or(u32::MAX);
    if minutes == 0 || delay.whole_minutes().is_none() {
        let place = Place::Value(origin.key("notify_delay_after"));
        let message = format!("Glue counts whole minutes from 1 on, and `{delay}` is not");
        let finding = Diagnostic::new(&rules::NOTIFY_DELAY, place, message);
        scope.report(finding.help(format!("Write `{}m`.", minutes.max(1))));
    }
    minutes
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
