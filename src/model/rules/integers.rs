//! Whole numbers: what the services take is signed and has 32 bits (AWS Glue API reference, "Integer").

use crate::diag::{Diagnostic, Place, rules};
use crate::model::Pipeline;
use crate::model::scope::Scope;

const MOST: u32 = i32::MAX.unsigned_abs();

/// LG-E015: numbers that have no limit of their own.
pub(super) fn integers(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let mut found: Vec<(Place, &str, u32)> = Vec::new();
    for job in pipeline.jobs.values() {
        let workers = job.spark().map(|spark| ("number_of_workers", spark.number_of_workers));
        let settings = workers.into_iter().chain([("max_concurrent_runs", job.max_concurrent_runs)]);
        found.extend(settings.map(|(name, number)| (scope.at_job(job, name), name, number)));
    }
    for crawler in pipeline.crawlers.values() {
        let configuration = &crawler.configuration;
        let settings = [("table_level", configuration.table_level), ("table_threshold", configuration.table_threshold)];
        found.extend(
            settings.into_iter().filter_map(|(name, number)| {
                Some((scope.at(&crawler.origin, &["configuration", name]), name, number?))
            }),
        );
    }
    if let Some(environment) = pipeline.environment.as_ref().filter(|here| here.concurrent_executions == Some(0)) {
        let place = Place::Value(environment.origin.key("concurrent_executions"));
        let finding = Diagnostic::new(&rules::INVALID_VALUE, place, "an account without any function is none");
        scope.report(finding.help("Write the quota of the account, 10 at least, or leave it out."));
    }
    for (place, name, number) in found.into_iter().filter(|(.., number)| *number > MOST) {
        let finding = Diagnostic::new(&rules::INVALID_VALUE, place, format!("`{name}: {number}` is more than {MOST}"));
        scope.report(finding.why("Glue keeps it as a signed number of 32 bits.").help("Write a smaller number."));
    }
}
