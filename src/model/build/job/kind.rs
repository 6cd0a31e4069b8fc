//! What a job runs on: `type`, and the settings that go with it.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{
    ExecutionClass, GlueVersion, JobBookmark, JobKind, Language, LibrarySet, Monitoring, PythonShell, Script,
    ShellCapacity, Spark, SparkMode, WorkerType,
};
use crate::spec::{self, Duration, JobDefaults, JobType, MaintenanceWindow};

use super::files::{JARS, OTHERS, files};

const GLUE_VERSION: GlueVersion = GlueVersion::V5_1;
const WORKER_TYPE: WorkerType = WorkerType::G1X;
const WORKERS: u32 = 2;
const TIMEOUT: Duration = Duration::from_seconds(60 * 60);

/// The kind of the job at `origin`. `bookmark` is what holds unless the spec says otherwise.
pub(super) fn kind(
    scope: &mut Scope<'_>,
    origin: &Pointer,
    job: &spec::Job,
    script: Option<&Script>,
    bookmark: JobBookmark,
) -> Option<JobKind> {
    let defaults = scope.spec.defaults.as_ref().and_then(|defaults| defaults.job.clone()).unwrap_or_default();
    let kind = job.kind.unwrap_or(JobType::Glueetl);
    python_version(scope, origin, job, kind);
    let language = language(scope, origin, job, script, kind);
    if kind == JobType::Pythonshell {
        return Some(JobKind::PythonShell(PythonShell {
            capacity: capacity(scope, origin, job),
            library_set: job.library_set.unwrap_or(LibrarySet::Analytics),
            timeout_minutes: timeout(scope, origin, job, &defaults),
        }));
    }
    let mode = if kind == JobType::Gluestreaming {
        SparkMode::Streaming {
            maintenance_window: job.maintenance_window.as_ref().map(|window| maintenance(scope, origin, window)),
            timeout_minutes: job.timeout.map(|timeout| minutes(scope, origin, timeout)),
        }
    } else {
        SparkMode::Batch {
            execution_class: job.execution_class.or(defaults.execution_class).unwrap_or(ExecutionClass::Standard),
            bookmark: job.job_bookmark.or(defaults.job_bookmark).unwrap_or(bookmark),
            timeout_minutes: timeout(scope, origin, job, &defaults),
        }
    };
    let jars = files(scope, origin, JARS, job.extra_jars.as_deref().unwrap_or_default());
    let others = files(scope, origin, OTHERS, job.extra_files.as_deref().unwrap_or_default());
    Some(JobKind::Spark(Spark {
        glue_version: job.glue_version.or(defaults.glue_version).unwrap_or(GLUE_VERSION),
        worker_type: job.worker_type.or(defaults.worker_type).unwrap_or(WORKER_TYPE),
        number_of_workers: job.number_of_workers.or(defaults.number_of_workers).unwrap_or(WORKERS),
        auto_scaling: job.auto_scaling.or(defaults.auto_scaling).unwrap_or(false),
        jars: jars?,
        files: others?,
        formats: job.datalake_formats.clone().unwrap_or_default(),
        conf: job.conf.clone().unwrap_or_default(),
        monitoring: monitoring(job, &defaults),
        language: language?,
        mode,
    }))
}

fn monitoring(job: &spec::Job, defaults: &JobDefaults) -> Monitoring {
    Monitoring {
        spark_ui: job.spark_ui.or(defaults.spark_ui).unwrap_or(false),
        continuous_logging: job.continuous_logging.or(defaults.continuous_logging).unwrap_or(true),
        metrics: job.metrics.or(defaults.metrics).unwrap_or(true),
        observability_metrics: job.observability_metrics.or(defaults.observability_metrics).unwrap_or(false),
        job_insights: job.job_insights.or(defaults.job_insights).unwrap_or(true),
    }
}

/// LG-E056: Spark's Python follows from the Glue version, and of Python shell only 3.9 is left.
fn python_version(scope: &mut Scope<'_>, origin: &Pointer, job: &spec::Job, kind: JobType) {
    let wanted = if kind == JobType::Pythonshell { "3.9" } else { "3" };
    let Some(version) = job.python_version.as_ref().filter(|version| version.as_str() != wanted) else { return };
    let place = Place::Value(origin.key("python_version"));
    let message =
        format!("`{kind}` jobs take `python_version: \"{wanted}\"`, not {}", version.as_str().escape_default());
    scope.report(Diagnostic::new(&rules::PYTHON_VERSION, place, message));
}

/// LG-E271: what the script is written in goes with `class` and with the type of the job.
fn language(
    scope: &mut Scope<'_>,
    origin: &Pointer,
    job: &spec::Job,
    script: Option<&Script>,
    kind: JobType,
) -> Option<Language> {
    let is_scala = matches!(script?, Script::Local { path, .. } if path.ends_with(".scala"));
    let place = Place::Value(origin.key("script"));
    for setting in ["extra_py_files", "additional_python_modules"].into_iter().filter(|_| is_scala) {
        if scope.has(&origin.key(setting)) {
            let message = format!("`{setting}` is for Python, and this script is Scala");
            scope.report(Diagnostic::new(&rules::SCRIPT_LANGUAGE, Place::Key(origin.key(setting)), message));
        }
    }
    let wrong = match (&job.class, is_scala) {
        (_, true) if kind == JobType::Pythonshell => {
            (place, "a `pythonshell` job runs Python, and this script is Scala")
        }
        (Some(class), true) if is_class(class) => return Some(Language::Scala { class: class.clone() }),
        (Some(_), true) => (Place::Value(origin.key("class")), "this is not the name of a Scala object"),
        (None, true) => (place, "a Scala script needs `class`, the object whose `main` runs"),
        (Some(_), false) => {
            (Place::Key(origin.key("class")), "`class` is for Scala scripts, and this script is Python")
        }
        (None, false) => return Some(Language::Python),
    };
    scope.report(Diagnostic::new(&rules::SCRIPT_LANGUAGE, wrong.0, wrong.1));
    None
}

fn is_class(name: &str) -> bool {
    name.split('.').all(|part| {
        let mut letters = part.chars();
        let starts = letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$');
        starts && letters.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
    })
}

/// LG-E052: Glue has two sizes of Python shell.
fn capacity(scope: &mut Scope<'_>, origin: &Pointer, job: &spec::Job) -> ShellCapacity {
    let Some(number) = &job.max_capacity else { return ShellCapacity::Sixteenth };
    let known = [ShellCapacity::Sixteenth, ShellCapacity::Whole];
    let found = known.into_iter().find(|capacity| capacity.dpus().and_then(|dpus| dpus.as_f64()) == number.as_f64());
    found.unwrap_or_else(|| {
        let message = format!("`max_capacity: {number}` is neither 0.0625 nor 1");
        let place = Place::Value(origin.key("max_capacity"));
        scope.report(Diagnostic::new(&rules::CAPACITY_CONFLICT, place, message));
        ShellCapacity::Sixteenth
    })
}

/// LG-E067: a day and an hour.
fn maintenance(scope: &mut Scope<'_>, origin: &Pointer, window: &MaintenanceWindow) -> String {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    let text = window.as_str();
    let is_hour = |hour: &str| {
        (1..=2).contains(&hour.len())
            && hour.bytes().all(|b| b.is_ascii_digit())
            && hour.parse::<u8>().is_ok_and(|h| h < 24)
    };
    if !text.split_once(':').is_some_and(|(day, hour)| DAYS.contains(&day) && is_hour(hour)) {
        let message = format!("`{}` is not a day and an hour", text.escape_default());
        let place = Place::Value(origin.key("maintenance_window"));
        scope.report(Diagnostic::new(&rules::MAINTENANCE_WINDOW, place, message).help("Write for example `Sun:03`."));
    }
    text.to_owned()
}

fn timeout(scope: &mut Scope<'_>, origin: &Pointer, job: &spec::Job, defaults: &JobDefaults) -> u32 {
    minutes(scope, origin, job.timeout.or(defaults.timeout).unwrap_or(TIMEOUT))
}

/// LG-E057: the range is a rule's; here, that it is whole minutes.
fn minutes(scope: &mut Scope<'_>, origin: &Pointer, timeout: Duration) -> u32 {
    let minutes = u32::try_from(timeout.seconds().div_ceil(60)).unwrap_or(u32::MAX);
    if timeout.whole_minutes().is_none() {
        let place = scope.at_job_setting(origin, "timeout");
        let message = format!("Glue counts whole minutes, and `{timeout}` is not");
        scope.report(Diagnostic::new(&rules::TIMEOUT_RANGE, place, message).help(format!("Write `{minutes}m`.")));
    }
    minutes
}
