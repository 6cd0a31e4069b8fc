//! What runs in a lake: crawlers, jobs, workflows and streams, each with what starts it and where it logs.

use serde::Serialize;

use crate::diag::Pointer;
use crate::model::{
    self, CrawlerEvent, CrawlerSource, JobBookmark, Pipeline, StreamKind, TriggerSource, Upstream, Via, WriteMode,
};

use super::deployed::Deployed;

/// A crawler.
#[derive(Debug, Serialize)]
pub(super) struct Crawler {
    name: String,
    description: String,
    starts: String,
    log_group: String,
    /// The function that starts it on events, if there is one.
    function: Option<String>,
}

/// A job.
#[derive(Debug, Serialize)]
pub(super) struct Job {
    name: String,
    description: String,
    starts: String,
    /// Its own log groups; empty where Glue decides.
    log_groups: Vec<String>,
    /// The function that starts it, if there is one.
    function: Option<String>,
    /// Whether it remembers what it has read.
    bookmark: bool,
    /// Whether a second run over the same data writes it a second time.
    appends: bool,
}

/// A Glue workflow.
#[derive(Debug, Serialize)]
pub(super) struct Workflow {
    name: String,
}

/// A stream.
#[derive(Debug, Serialize)]
pub(super) struct Stream {
    name: String,
    /// Where it logs what it could not deliver, if it delivers.
    log_group: Option<String>,
    kinesis: bool,
}

pub(super) fn crawlers(pipeline: &Pipeline, deployed: &Deployed<'_>) -> Vec<Crawler> {
    let crawler = |crawler: &model::Crawler| {
        let name = pipeline.physical_name(&crawler.key);
        let starts = match crawler.trigger.as_ref().map(|trigger| &trigger.source) {
            Some(CrawlerSource::Schedule(expression)) => format!("on schedule, `{expression}` (UTC)"),
            Some(CrawlerSource::Event { event: CrawlerEvent::S3(location), .. }) => {
                format!("when objects are created below `{location}`")
            }
            Some(CrawlerSource::Event { event: CrawlerEvent::Job(job), .. }) => {
                format!("when the job `{}` has succeeded", pipeline.physical_name(job))
            }
            Some(CrawlerSource::OnDemand) | None => "by hand".to_owned(),
        };
        let own = log_groups(deployed, &crawler.origin).into_iter().next();
        Crawler {
            log_group: own.unwrap_or_else(|| "/aws-glue/crawlers".to_owned()),
            function: function(deployed, &format!("{name}-start")),
            description: crawler.description.clone().unwrap_or_default(),
            starts,
            name,
        }
    };
    pipeline.crawlers.values().map(crawler).collect()
}

pub(super) fn jobs(pipeline: &Pipeline, deployed: &Deployed<'_>) -> Vec<Job> {
    let job = |job: &model::Job| {
        let name = pipeline.physical_name(&job.key);
        Job {
            starts: starts(pipeline, job),
            log_groups: log_groups(deployed, &job.origin),
            function: function(deployed, &format!("{name}-trigger")),
            description: job.description.clone().unwrap_or_default(),
            bookmark: job.bookmark() == JobBookmark::Enable,
            appends: job.writes.iter().any(|write| write.mode() == WriteMode::Append),
            name,
        }
    };
    pipeline.jobs.values().map(job).collect()
}

/// What starts a job, in words.
fn starts(pipeline: &Pipeline, job: &model::Job) -> String {
    let Some(trigger) = &job.trigger else { return "by hand".to_owned() };
    let named = |upstream: &Upstream| match upstream {
        Upstream::Crawler(key) => format!("the crawler `{}`", pipeline.physical_name(key)),
        Upstream::Job(key) => format!("the job `{}`", pipeline.physical_name(key)),
    };
    let upstreams: Vec<String> = trigger.source.upstreams().iter().map(named).collect();
    let what = match &trigger.source {
        TriggerSource::Crawler(_) | TriggerSource::Job(_) => format!("when {} has succeeded", upstreams.join(", ")),
        TriggerSource::AllOf(_) => format!("when {} have all succeeded", upstreams.join(", ")),
        TriggerSource::S3(location) => format!("when an object is created below `{location}`"),
        TriggerSource::DataQuality(gate) => format!("when data has passed the gate `{gate}`"),
        TriggerSource::EventPattern(_) => "when an event matches its pattern".to_owned(),
        TriggerSource::Schedule(expression) => format!("on schedule, `{expression}` (UTC)"),
        TriggerSource::OnDemand => "by hand".to_owned(),
    };
    match trigger.via {
        Via::GlueWorkflow => format!("{what}, in a Glue workflow"),
        Via::StepFunctions => format!("{what}, by a state machine"),
        Via::Lambda => what,
    }
}

pub(super) fn workflows(deployed: &Deployed<'_>) -> Vec<Workflow> {
    let names = deployed.all("AWS::Glue::Workflow").map(|node| deployed.text(node, &["Name"]));
    names.map(|name| Workflow { name }).collect()
}

pub(super) fn streams(pipeline: &Pipeline) -> Vec<Stream> {
    let stream = |stream: &model::Stream| {
        let name = pipeline.physical_name(&stream.key);
        let kinesis = matches!(stream.kind, StreamKind::Kinesis(_));
        Stream { log_group: (!kinesis).then(|| format!("/aws/kinesisfirehose/{name}")), kinesis, name }
    };
    pipeline.streams.values().map(stream).collect()
}

/// The log groups that are one thing's alone.
fn log_groups(deployed: &Deployed<'_>, origin: &Pointer) -> Vec<String> {
    deployed
        .all("AWS::Logs::LogGroup")
        .filter(|group| group.origin == *origin)
        .map(|group| deployed.name(group))
        .collect()
}

/// The function of this name, if there is one.
fn function(deployed: &Deployed<'_>, name: &str) -> Option<String> {
    deployed.all("AWS::Lambda::Function").map(|function| deployed.name(function)).find(|own| own == name)
}
