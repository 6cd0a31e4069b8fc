//! What a job runs on: Glue versions, workers, execution class.
//!
//! Sources: AWS Glue developer guide, "AWS Glue versions", "AWS Glue version support policy" and "Configuring job
//! properties for Spark jobs", as of November 2026.

use time::Date;
use time::macros::date;

use crate::diag::{Diagnostic, rules};
use crate::model::scope::Scope;
use crate::model::{GlueVersion, Job, Pipeline, Spark, SparkMode, TriggerSource, WorkerType};

/// The jobs that run on Spark, each with what it runs on.
fn on_spark(pipeline: &Pipeline) -> impl Iterator<Item = (&Job, &Spark)> {
    pipeline.jobs.values().filter_map(|job| Some((job, job.spark()?)))
}

/// The last days of a version: from the first on without support, from the second on jobs cannot be created or run.
const fn last_days(version: GlueVersion) -> Option<(Date, Date)> {
    match version {
        GlueVersion::V0_9 => Some((date!(2022 - 06 - 01), date!(2026 - 04 - 01))),
        GlueVersion::V1_0 => Some((date!(2022 - 09 - 30), date!(2026 - 04 - 01))),
        GlueVersion::V2_0 => Some((date!(2024 - 01 - 31), date!(2026 - 04 - 01))),
        _ => None,
    }
}

/// LG-E050, and before the last day LG-W050.
pub(super) fn glue_version(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, spark) in on_spark(pipeline) {
        let version = spark.glue_version;
        let Some((support, life)) = last_days(version) else { continue };
        let (rule, message) = if scope.day >= life {
            (&rules::GLUE_VERSION, format!("Glue {version} ended on {life}"))
        } else if scope.day >= support {
            (&rules::GLUE_VERSION_AGE, format!("Glue {version} is without support since {support} and ends on {life}"))
        } else {
            continue;
        };
        let place = scope.at_job(job, "glue_version");
        scope.report(Diagnostic::new(rule, place, message));
    }
}

/// LG-W050.
pub(super) fn glue_version_age(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, spark) in on_spark(pipeline) {
        let version = spark.glue_version;
        let message = match version {
            GlueVersion::V3_0 => {
                format!("Glue {version} runs Spark {} on Python 3.7, both out of support", version.spark())
            }
            GlueVersion::V6_0 => format!("Glue {version} runs Spark {}, a new major version", version.spark()),
            _ => continue,
        };
        let place = scope.at_job(job, "glue_version");
        scope.report(Diagnostic::new(&rules::GLUE_VERSION_AGE, place, message));
    }
}

/// LG-E051.
pub(super) fn worker_type(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, spark) in on_spark(pipeline).filter(|(_, spark)| spark.glue_version >= GlueVersion::V3_0) {
        let (worker, version) = (spark.worker_type, spark.glue_version);
        let message = match oldest_version(worker, &spark.mode) {
            Err(reason) => format!("{worker} {reason}"),
            Ok(oldest) if version < oldest => {
                format!("{worker} needs Glue {oldest} or later, and job `{}` runs on {version}", job.key)
            }
            Ok(_) => continue,
        };
        let place = scope.at_job(job, "worker_type");
        scope.report(Diagnostic::new(&rules::WORKER_ILLEGAL, place, message));
    }
}

/// The first Glue version that has the worker for such jobs, or why none has.
const fn oldest_version(worker: WorkerType, mode: &SparkMode) -> Result<GlueVersion, &'static str> {
    match worker {
        WorkerType::G1X | WorkerType::G2X => Ok(GlueVersion::V2_0),
        WorkerType::G4X | WorkerType::G8X => Ok(GlueVersion::V3_0),
        WorkerType::G12X | WorkerType::G16X | WorkerType::R1X | WorkerType::R2X | WorkerType::R4X | WorkerType::R8X => {
            Ok(GlueVersion::V4_0)
        }
        WorkerType::G025X => match mode {
            SparkMode::Streaming { .. } => Ok(GlueVersion::V3_0),
            SparkMode::Batch { .. } => Err("is for streaming jobs only"),
        },
        WorkerType::Standard => Err("is the worker of Glue before 2.0, which has ended"),
        WorkerType::Z2X => Err("is the worker of Glue for Ray, which is closed to new customers"),
    }
}

/// LG-E053.
pub(super) fn number_of_workers(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, spark) in on_spark(pipeline).filter(|(_, spark)| spark.number_of_workers < 2) {
        let place = scope.at_job(job, "number_of_workers");
        let message = format!("a Spark job needs at least 2 workers, not {}", spark.number_of_workers);
        scope.report(Diagnostic::new(&rules::TOO_FEW_WORKERS, place, message));
    }
}

/// LG-W297. Source: AWS CloudFormation, `AWS::Glue::Job`, "NumberOfWorkers": 299 for G.1X and 149 for G.2X. What larger workers
/// take is a matter of the account's quota of DPUs alone.
pub(super) fn most_workers(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, spark) in on_spark(pipeline) {
        let most = match spark.worker_type {
            WorkerType::G1X => 299,
            WorkerType::G2X => 149,
            _ => continue,
        };
        // What is more than any number of them has been said.
        if spark.number_of_workers > most && i32::try_from(spark.number_of_workers).is_ok() {
            let message = format!(
                "{} workers, and Glue documents {most} of {} as the most",
                spark.number_of_workers, spark.worker_type
            );
            let place = scope.at_job(job, "number_of_workers");
            scope.report(Diagnostic::new(&rules::MANY_WORKERS, place, message));
        }
    }
}

/// LG-E054: the worker. That only batches take FLEX is said where settings are read.
pub(super) fn flex(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, spark) in on_spark(pipeline).filter(|(job, _)| job.is_flex()) {
        let worker = spark.worker_type;
        if oldest_version(worker, &spark.mode).is_err() || matches!(worker, WorkerType::G1X | WorkerType::G2X) {
            continue;
        }
        let place = scope.at_job(job, "execution_class");
        let finding = Diagnostic::new(&rules::FLEX_ILLEGAL, place, format!("FLEX has no {worker} workers"));
        scope.report(finding.related(scope.at_job(job, "worker_type"), "chosen here"));
    }
}

/// LG-W053.
pub(super) fn flex_in_event_path(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| job.is_flex()) {
        let Some(trigger) = &job.trigger else { continue };
        if matches!(trigger.source, TriggerSource::Schedule(_) | TriggerSource::OnDemand) {
            continue;
        }
        let place = scope.at_job(job, "execution_class");
        let message = format!("job `{}` is started by an event and then waits for spare capacity", job.key);
        scope.report(Diagnostic::new(&rules::FLEX_IN_EVENT_PATH, place, message));
    }
}
