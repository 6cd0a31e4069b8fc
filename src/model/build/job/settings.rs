//! Settings that only some types of job take.

use crate::diag::{Diagnostic, Place, Pointer, Rule, rules};
use crate::model::scope::Scope;
use crate::spec::JobType;

const SPARK: &[JobType] = &[JobType::Glueetl, JobType::Gluestreaming];
const BATCH: &[JobType] = &[JobType::Glueetl];
const STREAMING: &[JobType] = &[JobType::Gluestreaming];
const SHELL: &[JobType] = &[JobType::Pythonshell];

/// Each setting, the types that take it, and the rule that the others break.
///
/// Source: AWS Glue Developer Guide, "Configuring job properties for Spark jobs" and "... for Python shell jobs", whose
/// limitations rule out bookmarks and `--extra-files`.
const SETTINGS: &[(&str, &[JobType], &Rule)] = &[
    ("class", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("glue_version", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("worker_type", SPARK, &rules::CAPACITY_CONFLICT),
    ("number_of_workers", SPARK, &rules::CAPACITY_CONFLICT),
    ("max_capacity", SHELL, &rules::CAPACITY_CONFLICT),
    ("library_set", SHELL, &rules::SETTING_OF_OTHER_TYPE),
    ("execution_class", BATCH, &rules::FLEX_ILLEGAL),
    ("extra_jars", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("extra_files", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("datalake_formats", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("conf", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("spark_ui", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("continuous_logging", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("metrics", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("observability_metrics", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("job_insights", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("auto_scaling", SPARK, &rules::SETTING_OF_OTHER_TYPE),
    ("job_bookmark", BATCH, &rules::SETTING_OF_OTHER_TYPE),
    ("maintenance_window", STREAMING, &rules::MAINTENANCE_WINDOW),
];

/// LG-E052, LG-E054, LG-E067 and LG-E270: says which settings of the job at `origin` a job of type `kind` does not take.
///
/// Defaults are not looked at: `defaults.job` is for jobs of every type, and each takes of it what it knows.
pub(super) fn only_of(scope: &mut Scope<'_>, origin: &Pointer, kind: JobType) {
    for (setting, types, rule) in SETTINGS.iter().filter(|(_, types, _)| !types.contains(&kind)) {
        let at = origin.key(*setting);
        if !scope.has(&at) {
            continue;
        }
        let words: Vec<_> = types.iter().map(|kind| format!("`{kind}`")).collect();
        let message = format!("`{setting}` is for {} jobs, and this one is `{kind}`", words.join(" and "));
        let finding = Diagnostic::new(rule, Place::Key(at), message);
        scope.report(if scope.has(&origin.key("type")) {
            finding.related(Place::Value(origin.key("type")), "chosen here")
        } else {
            finding.help(format!("Remove it, or add `type: {}`.", types[0]))
        });
    }
}
