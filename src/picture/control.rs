//! What starts what, as the spec says it.

use serde_json::Value;

use crate::model::{CrawlerEvent, CrawlerSource, Job, Pipeline, TriggerSource, Upstream, Via};

use super::canvas::Canvas;
use super::places::location_node;
use super::{Flow, Kind, alarms};

/// Draws an edge from each cause to what it starts, and notes the schedules.
pub(super) fn draw(canvas: &mut Canvas, pipeline: &Pipeline) {
    for job in pipeline.jobs.values() {
        let node = canvas.node(Kind::Job, &job.key);
        for cause in of_job(canvas, pipeline, job) {
            canvas.edge(cause.node, node, Flow::Control, &format!("{}{}", cause.event, by(job)));
        }
        note_start(canvas, node, job);
    }
    for crawler in pipeline.crawlers.values() {
        let node = canvas.node(Kind::Crawler, &crawler.key);
        match crawler.trigger.as_ref().map(|trigger| &trigger.source) {
            Some(CrawlerSource::Event { event, .. }) => {
                let cause = of_crawler(canvas, pipeline, event);
                canvas.edge(cause.node, node, Flow::Control, cause.event);
            }
            other => note_crawl(canvas, node, other),
        }
    }
    alarms::note(canvas, pipeline);
}

/// What starts something.
pub(super) struct Cause {
    /// The node that the event comes from.
    pub(super) node: usize,
    /// What has happened to it.
    pub(super) event: &'static str,
    /// The last part of the name of the rule for it.
    pub(super) part: &'static str,
}

/// The events that start a job; none for schedules.
pub(super) fn of_job(canvas: &mut Canvas, pipeline: &Pipeline, job: &Job) -> Vec<Cause> {
    let Some(trigger) = &job.trigger else { return Vec::new() };
    match &trigger.source {
        TriggerSource::Crawler(key) => vec![crawled(canvas, key, "succeeded")],
        TriggerSource::Job(key) => vec![ran(canvas, key, "succeeded")],
        TriggerSource::AllOf(upstreams) => {
            let cause = |upstream: &Upstream| match upstream {
                Upstream::Crawler(key) => crawled(canvas, key, "all succeeded"),
                Upstream::Job(key) => ran(canvas, key, "all succeeded"),
            };
            upstreams.iter().map(cause).collect()
        }
        TriggerSource::S3(location) => {
            vec![Cause { node: location_node(canvas, pipeline, location), event: "object created", part: "s3" }]
        }
        TriggerSource::DataQuality(gate) => {
            vec![Cause { node: canvas.node(Kind::Gate, gate), event: "passed", part: "gate" }]
        }
        TriggerSource::EventPattern(pattern) => {
            let node = canvas.declared(Kind::Event, &event_name(pattern), &trigger.origin);
            vec![Cause { node, event: "event", part: "event" }]
        }
        TriggerSource::Schedule(_) | TriggerSource::OnDemand => Vec::new(),
    }
}

/// The event that starts a crawler.
pub(super) fn of_crawler(canvas: &mut Canvas, pipeline: &Pipeline, event: &CrawlerEvent) -> Cause {
    match event {
        CrawlerEvent::S3(location) => {
            Cause { node: location_node(canvas, pipeline, location), event: "object created", part: "start-s3" }
        }
        CrawlerEvent::Job(key) => Cause { part: "start-job", ..ran(canvas, key, "succeeded") },
    }
}

fn crawled(canvas: &mut Canvas, key: &str, event: &'static str) -> Cause {
    Cause { node: canvas.node(Kind::Crawler, key), event, part: "crawler" }
}

fn ran(canvas: &mut Canvas, key: &str, event: &'static str) -> Cause {
    Cause { node: canvas.node(Kind::Job, key), event, part: "job" }
}

/// When a job starts that waits for no event.
pub(super) fn note_start(canvas: &mut Canvas, node: usize, job: &Job) {
    match job.trigger.as_ref().map(|trigger| &trigger.source) {
        Some(TriggerSource::Schedule(expression)) => canvas.note(node, expression),
        Some(TriggerSource::OnDemand) => canvas.note(node, "by hand"),
        _ => {}
    }
}

/// When a crawler starts that waits for no event.
pub(super) fn note_crawl(canvas: &mut Canvas, node: usize, source: Option<&CrawlerSource>) {
    match source {
        Some(CrawlerSource::Schedule(expression)) => canvas.note(node, expression),
        Some(CrawlerSource::OnDemand) => canvas.note(node, "by hand"),
        Some(CrawlerSource::Event { .. }) | None => {}
    }
}

/// What stands between an event and a job, if it is not the function that is there by default.
fn by(job: &Job) -> &'static str {
    match job.trigger.as_ref().map(|trigger| trigger.via) {
        Some(Via::StepFunctions) => ", by state machine",
        Some(Via::GlueWorkflow) => ", in workflow",
        Some(Via::Lambda) | None => "",
    }
}

/// What a pattern waits for, in short: its first source and its first detail type.
fn event_name(pattern: &Value) -> String {
    let first = |member: &str| pattern[member].as_array().and_then(|values| values.iter().find_map(Value::as_str));
    match (first("source"), first("detail-type")) {
        (Some(source), Some(kind)) => format!("{source}: {kind}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "an event".to_owned(),
    }
}
