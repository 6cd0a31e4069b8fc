//! Triggers, written down again.

use serde_json::Value;

use crate::model::{CrawlerEvent, CrawlerSource, CrawlerTrigger, Trigger, TriggerSource, Upstream, Via};
use crate::spec::{self, CronSchedule, Duration, S3Path, ScheduleExpression};

pub(super) fn trigger(trigger: &Trigger) -> spec::Trigger {
    let by_function = trigger.via == Via::Lambda;
    let handler = spec::Handler {
        memory_size: Some(trigger.handler.memory_size),
        timeout: Some(Duration::from_seconds(trigger.handler.timeout_seconds.into())),
        reserved_concurrent_executions: Some(trigger.handler.reserved_concurrent_executions),
    };
    let retry_policy = spec::RetryPolicy {
        maximum_retry_attempts: Some(trigger.retry.attempts),
        maximum_event_age: Some(Duration::from_seconds(trigger.retry.max_age_seconds.into())),
    };
    let mut written = spec::Trigger {
        via: Some(trigger.via),
        handler: by_function.then_some(handler),
        retry_policy: (trigger.via != Via::GlueWorkflow).then_some(retry_policy),
        ..spec::Trigger::default()
    };
    match &trigger.source {
        TriggerSource::Crawler(key) => written.crawler = Some(key.clone()),
        TriggerSource::Job(key) => written.job = Some(key.clone()),
        TriggerSource::S3(location) => written.s3 = Some(S3Path::new(location.to_string())),
        TriggerSource::Schedule(schedule) => written.schedule = Some(ScheduleExpression::new(schedule)),
        TriggerSource::AllOf(upstreams) => written.all_of = Some(upstreams.iter().map(upstream).collect()),
        TriggerSource::EventPattern(Value::Object(pattern)) => {
            written.event_pattern = Some(spec::EventPattern(pattern.clone()));
        }
        TriggerSource::DataQuality(gate) => written.data_quality = Some(gate.clone()),
        TriggerSource::EventPattern(_) => {}
        TriggerSource::OnDemand => written.on_demand = Some(true),
    }
    written
}

fn upstream(upstream: &Upstream) -> spec::Upstream {
    match upstream {
        Upstream::Crawler(key) => spec::Upstream { crawler: Some(key.clone()), job: None },
        Upstream::Job(key) => spec::Upstream { crawler: None, job: Some(key.clone()) },
    }
}

pub(super) fn crawler_trigger(trigger: &CrawlerTrigger) -> spec::CrawlerTrigger {
    let mut written = spec::CrawlerTrigger::default();
    match &trigger.source {
        CrawlerSource::OnDemand => written.on_demand = Some(true),
        CrawlerSource::Schedule(schedule) => written.schedule = Some(CronSchedule::new(schedule)),
        CrawlerSource::Event { event, batching_window_seconds } => {
            written.maximum_batching_window = Some(Duration::from_seconds((*batching_window_seconds).into()));
            match event {
                CrawlerEvent::S3(location) => written.s3 = Some(S3Path::new(location.to_string())),
                CrawlerEvent::Job(key) => written.job = Some(key.clone()),
            }
        }
    }
    written
}
