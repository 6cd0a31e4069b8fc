//! What starts jobs and crawlers.

mod all_of;
mod crawler;
mod source;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec;

use crate::model::scope::Scope;
use crate::model::{Handler, Retry, Trigger, TriggerSource, Via};

pub(super) use crawler::crawler_trigger;
use source::{Waiter, crawler_ref, job_ref, on_demand, only_source, s3_ref};

/// What an invocation gets unless the spec says otherwise: enough to look up a crawl and start a run.
const HANDLER: Handler = Handler { memory_size: 256, timeout_seconds: 60, reserved_concurrent_executions: 1 };

/// EventBridge's own maximum: an event is not given up before a day has passed.
const RETRY: Retry = Retry { attempts: 185, max_age_seconds: 86_400 };

const SOURCES: &[&str] = &["crawler", "job", "all_of", "s3", "schedule", "data_quality", "event_pattern", "on_demand"];

/// The trigger of a job: `Some(None)` when it has none, `None` when it cannot be understood.
pub(super) fn trigger(
    scope: &mut Scope<'_>,
    job: &str,
    origin: &Pointer,
    trigger: Option<&spec::Trigger>,
) -> Option<Option<Trigger>> {
    let Some(trigger) = trigger else {
        return if scope.has(origin) { None } else { Some(None) };
    };
    let source = source(scope, job, origin, trigger)?;
    let handler = trigger.handler.clone().unwrap_or_default();
    let retry = trigger.retry_policy.clone().unwrap_or_default();
    Some(Some(Trigger {
        origin: origin.clone(),
        source,
        via: trigger.via.unwrap_or(Via::Lambda),
        handler: Handler {
            memory_size: handler.memory_size.unwrap_or(HANDLER.memory_size),
            timeout_seconds: handler.timeout.map_or(HANDLER.timeout_seconds, seconds),
            reserved_concurrent_executions: handler
                .reserved_concurrent_executions
                .unwrap_or(HANDLER.reserved_concurrent_executions),
        },
        retry: Retry {
            attempts: retry.maximum_retry_attempts.unwrap_or(RETRY.attempts),
            max_age_seconds: retry.maximum_event_age.map_or(RETRY.max_age_seconds, seconds),
        },
    }))
}

fn seconds(duration: spec::Duration) -> u32 {
    u32::try_from(duration.seconds()).unwrap_or(u32::MAX)
}

fn source(scope: &mut Scope<'_>, job: &str, origin: &Pointer, trigger: &spec::Trigger) -> Option<TriggerSource> {
    if trigger.alarm.is_some() {
        let message = format!("job `{job}` would be started by an alarm");
        scope.report(Diagnostic::new(&rules::ALARM_AS_TRIGGER, Place::Key(origin.key("alarm")), message));
        return None;
    }
    let waiter = Waiter { kind: "job", key: job, sources: SOURCES };
    let at = origin.key(only_source(scope, &waiter, origin)?);
    match trigger {
        spec::Trigger { crawler: Some(name), .. } => crawler_ref(scope, name, &at).map(TriggerSource::Crawler),
        spec::Trigger { job: Some(name), .. } => job_ref(scope, name, &at).map(TriggerSource::Job),
        spec::Trigger { all_of: Some(upstreams), .. } => {
            all_of::all_of(scope, job, upstreams, &at).map(TriggerSource::AllOf)
        }
        spec::Trigger { data_quality: Some(name), .. } => {
            let known = scope.spec.data_quality.iter().flat_map(BTreeMap::keys);
            scope.resolve("data_quality", name, known, &at).then(|| TriggerSource::DataQuality(name.clone()))
        }
        spec::Trigger { event_pattern: Some(pattern), .. } => {
            Some(TriggerSource::EventPattern(Value::Object(pattern.0.clone())))
        }
        spec::Trigger { s3: Some(path), .. } => s3_ref(scope, &waiter, path, &at).map(TriggerSource::S3),
        spec::Trigger { schedule: Some(schedule), .. } => Some(TriggerSource::Schedule(schedule.as_str().to_owned())),
        spec::Trigger { on_demand: Some(wanted), .. } => {
            on_demand(scope, &waiter, *wanted, &at).then_some(TriggerSource::OnDemand)
        }
        _ => None,
    }
}
