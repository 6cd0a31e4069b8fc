//! What starts a job.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec;

use super::location;
use crate::model::scope::Scope;
use crate::model::{BucketRef, Handler, Retry, S3Location, Trigger, TriggerSource};

/// What an invocation gets unless the spec says otherwise: enough to look up a crawl and start a run.
const HANDLER: Handler = Handler { memory_size: 256, timeout_seconds: 60, reserved_concurrent_executions: 1 };

/// EventBridge's own maximum: an event is not given up before a day has passed.
const RETRY: Retry = Retry { attempts: 185, max_age_seconds: 86_400 };

const SOURCES: [&str; 4] = ["crawler", "job", "s3", "schedule"];

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
    let written: Vec<_> = SOURCES.into_iter().filter(|source| scope.has(&origin.key(*source))).collect();
    if written.is_empty() && SOURCES.into_iter().any(|source| scope.was_meant(origin, source)) {
        return None;
    }
    if written.len() != 1 {
        let message = match written[..] {
            [] => format!("the trigger of job `{job}` does not say what it waits for"),
            _ => format!("the trigger of job `{job}` waits for {} things: `{}`", written.len(), written.join("`, `")),
        };
        scope.report(Diagnostic::new(&rules::TRIGGER_INCOMPLETE, Place::Key(origin.clone()), message));
        return None;
    }
    match trigger {
        spec::Trigger { crawler: Some(name), .. } => {
            let known = scope.spec.crawlers.iter().flat_map(BTreeMap::keys);
            let found = scope.resolve("crawlers", name, known, &origin.key("crawler"));
            found.then(|| TriggerSource::Crawler(name.clone()))
        }
        spec::Trigger { job: Some(name), .. } => {
            let known = scope.spec.jobs.iter().flat_map(BTreeMap::keys);
            let found = scope.resolve("jobs", name, known, &origin.key("job"));
            found.then(|| TriggerSource::Job(name.clone()))
        }
        spec::Trigger { s3: Some(path), .. } => {
            let at = origin.key("s3");
            let location = location(scope, &rules::INVALID_VALUE, path.as_str(), &at)?;
            announces(scope, &location, &at).then_some(TriggerSource::S3(location))
        }
        spec::Trigger { schedule: Some(schedule), .. } => Some(TriggerSource::Schedule(schedule.as_str().to_owned())),
        _ => None,
    }
}

/// Whether lakegen can make the bucket announce its objects: only if it creates the bucket.
fn announces(scope: &mut Scope<'_>, location: &S3Location, at: &Pointer) -> bool {
    let owned = match &location.bucket {
        BucketRef::Foreign(_) => false,
        BucketRef::Declared(key) => {
            let declared = scope.spec.buckets.as_ref().and_then(|buckets| buckets.get(key));
            declared.is_some_and(|bucket| bucket.import.is_none())
        }
    };
    if !owned {
        let message =
            format!("`{location}` is in a bucket that this spec does not create, so it cannot announce its objects");
        let finding = Diagnostic::new(&rules::FOREIGN_BUCKET_NOTIFICATION, Place::Value(at.clone()), message);
        scope.report(finding.help("Start the job by `schedule`, or crawl the prefix and start it by `crawler`."));
    }
    owned
}
