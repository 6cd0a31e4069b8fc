//! `conf` of Spark jobs.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{Pipeline, SparkMode, spark_settings};

/// LG-E274: names, values, and settings that `datalake_formats` decides.
pub(super) fn conf(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, spark) in pipeline.jobs.values().filter_map(|job| Some((job, job.spark()?))) {
        let at = job.origin.key("conf");
        for (name, value) in &spark.conf {
            let shown = name.escape_default();
            let place = Place::Key(at.key(name));
            if !name.starts_with("spark.") || name.contains(|c: char| c == '=' || c.is_whitespace() || c.is_control()) {
                let message = format!("`{shown}` is not the name of a setting of Spark");
                scope.report(Diagnostic::new(&rules::SPARK_CONF, place, message));
            } else if value.is_empty() || value.contains("--conf") || value.chars().any(char::is_control) {
                let message = format!("Glue cannot tell where the value of `{shown}` ends");
                scope.report(Diagnostic::new(&rules::SPARK_CONF, Place::Value(at.key(name)), message));
            } else if spark_settings(job.lake_formation, spark).any(|(set, _)| set == name) {
                let finding =
                    Diagnostic::new(&rules::SPARK_CONF, place, format!("`{shown}` follows from `lake_formation`"));
                scope.report(finding.related(Place::Value(job.origin.key("lake_formation")), "set by this"));
            } else if spark.formats.iter().any(|format| format.settings().iter().any(|(set, _)| set == name)) {
                let message = format!("`{shown}` follows from `datalake_formats`");
                let finding = Diagnostic::new(&rules::SPARK_CONF, place, message);
                scope.report(finding.related(Place::Value(job.origin.key("datalake_formats")), "set by this"));
            }
        }
    }
}

/// LG-W271.
pub(super) fn without_effect(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    const WEEK: u32 = 7 * 24 * 60;
    for job in pipeline.jobs.values() {
        let Some(timeout) = job.timeout_minutes() else { continue };
        if job.notify_delay_after_minutes.is_some_and(|delay| delay >= timeout) {
            let place = Place::Value(job.origin.key("notify_delay_after"));
            let message =
                format!("a run of job `{}` is stopped after {timeout} minutes, before it is called slow", job.key);
            let finding = Diagnostic::new(&rules::SETTING_WITHOUT_EFFECT, place, message);
            scope.report(finding.related(scope.at_job(job, "timeout"), "stopped by this"));
        }
        let window = job
            .spark()
            .is_some_and(|spark| matches!(spark.mode, SparkMode::Streaming { maintenance_window: Some(_), .. }));
        if window && timeout < WEEK {
            let place = Place::Value(job.origin.key("maintenance_window"));
            let message = format!("a run of job `{}` ends after {timeout} minutes and is never restarted", job.key);
            let finding = Diagnostic::new(&rules::SETTING_WITHOUT_EFFECT, place, message);
            scope.report(finding.related(scope.at_job(job, "timeout"), "ended by this"));
        }
    }
}
