//! Triggers: limits of EventBridge and Lambda.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::schedule::{parse_eventbridge, parse_glue};
use crate::model::scope::Scope;
use crate::model::{Job, Pipeline, Trigger, TriggerSource, Via};

fn triggers(pipeline: &Pipeline) -> impl Iterator<Item = (&Job, &Trigger)> {
    pipeline.jobs.values().filter_map(|job| job.trigger.as_ref().map(|trigger| (job, trigger)))
}

/// LG-E090.
pub(super) fn handler_limits(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (_, trigger) in triggers(pipeline) {
        let handler = trigger.handler;
        if !(128..=10_240).contains(&handler.memory_size) {
            let place = scope.at(&trigger.origin, &["handler", "memory_size"]);
            let message = format!("{} MB is not 128 to 10,240 MB", handler.memory_size);
            scope.report(Diagnostic::new(&rules::LAMBDA_LIMITS, place, message));
        }
        if !(1..=900).contains(&handler.timeout_seconds) {
            let place = scope.at(&trigger.origin, &["handler", "timeout"]);
            let message = format!("{} seconds is not 1 to 900 seconds", handler.timeout_seconds);
            scope.report(Diagnostic::new(&rules::LAMBDA_LIMITS, place, message));
        }
    }
}

/// LG-E094.
pub(super) fn handler_concurrency(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (_, trigger) in triggers(pipeline) {
        let reserved = trigger.handler.reserved_concurrent_executions;
        if reserved != 1 {
            let place = scope.at(&trigger.origin, &["handler", "reserved_concurrent_executions"]);
            let message = format!("the function that starts runs works one event at a time, not {reserved}");
            scope.report(Diagnostic::new(&rules::HANDLER_CONCURRENCY, place, message));
        }
    }
}

/// LG-E097, and LG-E026 for what Glue itself starts.
pub(super) fn schedule(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (_, trigger) in triggers(pipeline) {
        let TriggerSource::Schedule(schedule) = &trigger.source else { continue };
        let (rule, parsed) = match trigger.via {
            Via::Lambda | Via::StepFunctions => (&rules::SCHEDULE_EXPRESSION, parse_eventbridge(schedule)),
            Via::GlueWorkflow => (&rules::SCHEDULE_SYNTAX, parse_glue(schedule).map(drop)),
        };
        if let Err(malformed) = parsed {
            scope.report_malformed(rule, Place::Value(trigger.origin.key("schedule")), malformed);
        }
    }
}

/// LG-E098.
pub(super) fn retry_range(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (_, trigger) in triggers(pipeline) {
        let retry = trigger.retry;
        if retry.attempts > 185 {
            let place = scope.at(&trigger.origin, &["retry_policy", "maximum_retry_attempts"]);
            let message = format!("{} attempts; EventBridge makes at most 185", retry.attempts);
            scope.report(Diagnostic::new(&rules::RETRY_RANGE, place, message));
        }
        if !(60..=86_400).contains(&retry.max_age_seconds) {
            let place = scope.at(&trigger.origin, &["retry_policy", "maximum_event_age"]);
            let message = format!("an event is kept for 60 seconds to 24 hours, not {} seconds", retry.max_age_seconds);
            scope.report(Diagnostic::new(&rules::RETRY_RANGE, place, message));
        }
    }
}

/// LG-E261.
pub(super) fn gate_never_passed(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, trigger) in triggers(pipeline) {
        if let TriggerSource::DataQuality(gate) = &trigger.source
            && pipeline.gates.contains_key(gate)
            && pipeline.gated_by(gate).next().is_none()
        {
            let message = format!("job `{}` waits for gate `{gate}`, which no job has", job.key);
            let place = Place::Value(trigger.origin.key("data_quality"));
            scope.report(Diagnostic::new(&rules::GATE_NEVER_PASSED, place, message));
        }
    }
}

/// LG-W081.
pub(super) fn object_event(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, trigger) in triggers(pipeline) {
        if let TriggerSource::S3(location) = &trigger.source {
            let message = format!("each object below `{location}` starts a run of job `{}`", job.key);
            let place = Place::Value(trigger.origin.key("s3"));
            scope.report(Diagnostic::new(&rules::OBJECT_EVENT_STARTS_JOB, place, message));
        }
    }
}
