//! What a job runs on: Glue versions, workers, execution class.
//!
//! Sources: AWS Glue developer guide, "AWS Glue versions", "AWS Glue version support policy" and "Configuring job
//! properties for Spark jobs", as of November 2026.

use crate::diag::{Diagnostic, rules};
use crate::model::scope::Scope;
use crate::model::{ExecutionClass, GlueVersion, Job, Pipeline, TriggerSource, WorkerType};

/// LG-E050.
pub(super) fn glue_version(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| job.glue_version < GlueVersion::V3_0) {
        let place = scope.at_job(job, "glue_version");
        scope.report(Diagnostic::new(&rules::GLUE_VERSION, place, format!("Glue {} has ended", job.glue_version)));
    }
}

/// LG-W050.
pub(super) fn glue_version_age(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        let version = job.glue_version;
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
    for job in pipeline.jobs.values().filter(|job| job.glue_version >= GlueVersion::V3_0) {
        let worker = job.worker_type;
        let message = match oldest_version(worker) {
            Err(reason) => format!("{worker} {reason}"),
            Ok(oldest) if job.glue_version < oldest => {
                format!("{worker} needs Glue {oldest} or later, and job `{}` runs on {}", job.key, job.glue_version)
            }
            Ok(_) => continue,
        };
        let place = scope.at_job(job, "worker_type");
        scope.report(Diagnostic::new(&rules::WORKER_ILLEGAL, place, message));
    }
}

/// The first Glue version that has the worker for Spark batch jobs, or why none has.
const fn oldest_version(worker: WorkerType) -> Result<GlueVersion, &'static str> {
    match worker {
        WorkerType::G1X | WorkerType::G2X => Ok(GlueVersion::V2_0),
        WorkerType::G4X | WorkerType::G8X => Ok(GlueVersion::V3_0),
        WorkerType::G12X | WorkerType::G16X | WorkerType::R1X | WorkerType::R2X | WorkerType::R4X | WorkerType::R8X => {
            Ok(GlueVersion::V4_0)
        }
        WorkerType::G025X => Err("is for streaming jobs only"),
        WorkerType::Standard => Err("is the worker of Glue before 2.0, which has ended"),
        WorkerType::Z2X => Err("is the worker of Glue for Ray, which is closed to new customers"),
    }
}

/// LG-E053.
pub(super) fn number_of_workers(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| job.number_of_workers < 2) {
        let place = scope.at_job(job, "number_of_workers");
        let message = format!("a Spark job needs at least 2 workers, not {}", job.number_of_workers);
        scope.report(Diagnostic::new(&rules::TOO_FEW_WORKERS, place, message));
    }
}

/// LG-E054.
pub(super) fn flex(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| is_flex(job)) {
        if oldest_version(job.worker_type).is_err() || matches!(job.worker_type, WorkerType::G1X | WorkerType::G2X) {
            continue;
        }
        let place = scope.at_job(job, "execution_class");
        let message = format!("FLEX has no {} workers", job.worker_type);
        let finding = Diagnostic::new(&rules::FLEX_ILLEGAL, place, message);
        scope.report(finding.related(scope.at_job(job, "worker_type"), "chosen here"));
    }
}

/// LG-W053.
pub(super) fn flex_in_event_path(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| is_flex(job)) {
        let Some(trigger) = &job.trigger else { continue };
        if matches!(trigger.source, TriggerSource::Schedule(_) | TriggerSource::OnDemand) {
            continue;
        }
        let place = scope.at_job(job, "execution_class");
        let message = format!("job `{}` is started by an event and then waits for spare capacity", job.key);
        scope.report(Diagnostic::new(&rules::FLEX_IN_EVENT_PATH, place, message));
    }
}

fn is_flex(job: &Job) -> bool {
    job.execution_class == ExecutionClass::Flex
}
