//! Gates and the jobs that pass their rows through them.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{Builtin, Gate, Job, Language, Pipeline, Read, Script, Write};

/// The module that a script imports.
const MODULE: &[u8] = b"lakegen_quality";

/// LG-E204.
pub(super) fn minimum_score(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for gate in pipeline.gates.values() {
        if !gate.minimum_score.as_f64().is_some_and(|score| (0.0..=1.0).contains(&score)) {
            let place = scope.at(&gate.origin, &["minimum_score"]);
            let message = format!("gate `{}` asks for a score of {}", gate.key, gate.minimum_score);
            scope.report(Diagnostic::new(&rules::MINIMUM_SCORE, place, message));
        }
    }
}

/// LG-E208.
pub(super) fn gate_needs_spark(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| !job.gates.is_empty() && !runs_python_on_spark(job)) {
        let place = Place::Value(job.origin.key("data_quality"));
        let message = format!("job `{}` has a gate, and does not run Python on Spark", job.key);
        scope.report(Diagnostic::new(&rules::GATE_NEEDS_SPARK, place, message));
    }
}

fn runs_python_on_spark(job: &Job) -> bool {
    job.spark().is_some_and(|spark| spark.language == Language::Python)
}

/// LG-E206.
pub(super) fn gate_not_called(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| !job.gates.is_empty() && runs_python_on_spark(job)) {
        let Script::Local { path, bytes } = &job.script else { continue };
        if !bytes.windows(MODULE.len()).any(|window| window == MODULE) {
            let place = Place::Value(job.origin.key("data_quality"));
            let message = format!("job `{}` has a gate, and `{path}` does not import `lakegen_quality`", job.key);
            let finding = Diagnostic::new(&rules::GATE_NOT_CALLED, place, message);
            scope.report(finding.related(Place::Value(job.origin.key("script")), "the script"));
        }
    }
}

/// LG-E207.
pub(super) fn gate_of_builtin(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| matches!(job.script, Script::Builtin(_))) {
        for (n, gate) in job.gates.iter().enumerate() {
            let compares = gate.checks().find(|check| check.rule_type.value.compares_data_sets());
            let message = if let Some(check) = compares {
                let name = check.rule_type.value.name;
                format!("{name} of gate `{}` compares with another data set, and the script has none", gate.key)
            } else if !handles(job, gate) {
                let table = format!("`{}`", gate.table_key());
                let what = if unifies(job) { "write" } else { "read" };
                format!("gate `{}` checks {table}, which the script does not {what}", gate.key)
            } else {
                continue;
            };
            let place = Place::Value(job.origin.key("data_quality").index(n));
            scope.report(Diagnostic::new(&rules::GATE_OF_BUILTIN, place, message));
        }
    }
}

/// Whether it is rows to write that pass the gates, and not rows as read.
fn unifies(job: &Job) -> bool {
    job.script == Script::Builtin(Builtin::Unify)
}

/// Whether rows of the gate's table come by.
fn handles(job: &Job, gate: &Gate) -> bool {
    if unifies(job) {
        let of_gate = gate.table_key();
        return job.writes.iter().any(|write| matches!(write, Write::Table { key, .. } if *key == of_gate));
    }
    job.reads.iter().any(|read| match read {
        Read::Tables { database, tables, .. } => *database == gate.database && matches(tables, &gate.table),
        Read::Location(_) | Read::Stream(_) => false,
    })
}

/// Whether `pattern`, in which `*` stands for any text, matches all of `name`.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            (0..=name.len()).filter(|&at| name.is_char_boundary(at)).any(|at| matches(rest, &name[at..]))
        }),
    }
}

/// LG-W200.
pub(super) fn quarantine_stays_empty(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for gate in pipeline.gates.values().filter(|gate| gate.quarantine.is_some()) {
        if !gate.checks().any(|check| check.rule_type.value.tells_rows()) {
            let place = Place::Value(gate.origin.key("on_failure").key("quarantine"));
            let message = format!("no rule of gate `{}` tells which rows fail", gate.key);
            scope.report(Diagnostic::new(&rules::QUARANTINE_STAYS_EMPTY, place, message));
        }
    }
}

/// LG-W201.
pub(super) fn gate_without_job(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for gate in pipeline.gates.values() {
        if !pipeline.jobs.values().any(|job| job.gates.iter().any(|used| used.key == gate.key)) {
            let message = format!("no job passes its rows through gate `{}`", gate.key);
            scope.report(Diagnostic::new(&rules::GATE_WITHOUT_JOB, Place::Key(gate.origin.clone()), message));
        }
    }
}
