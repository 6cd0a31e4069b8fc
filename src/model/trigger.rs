//! The types of what starts jobs and crawlers.

use serde_json::Value;

use super::{BucketRef, Job, Pipeline, S3Location};
use crate::diag::Pointer;
pub use crate::spec::Via;

/// What starts a job, and how an event that starts it is handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Where the spec says so.
    pub origin: Pointer,
    /// What it waits for.
    pub source: TriggerSource,
    /// What stands between.
    pub via: Via,
    /// The function that starts the run, where one does.
    pub handler: Handler,
    /// How long EventBridge tries to deliver the event to the function.
    pub retry: Retry,
}

/// What a trigger waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TriggerSource {
    /// The crawler (a key of [`Pipeline::crawlers`]) has succeeded.
    Crawler(String),
    /// The job (a key of [`Pipeline::jobs`]) has succeeded.
    Job(String),
    /// All of these have succeeded since the last run; two or more, each once.
    AllOf(Vec<Upstream>),
    /// An object was created below the location.
    S3(S3Location),
    /// Data has passed the gate (a key of [`Pipeline::gates`]) in a job that has it.
    DataQuality(String),
    /// An event that matches the EventBridge pattern, which is an object.
    EventPattern(Value),
    /// The time has come: an EventBridge expression.
    Schedule(String),
    /// Nothing: people start it.
    OnDemand,
}

impl TriggerSource {
    /// Whether it waits for events that Glue sends on best effort, and whose loss can be found out by asking Glue.
    pub fn loses_events(&self) -> bool {
        match self {
            Self::Crawler(_) | Self::Job(_) | Self::AllOf(_) | Self::DataQuality(_) => true,
            Self::S3(_) | Self::EventPattern(_) | Self::Schedule(_) | Self::OnDemand => false,
        }
    }

    /// Whose success it waits for.
    pub fn upstreams(&self) -> Vec<Upstream> {
        match self {
            Self::Crawler(key) => vec![Upstream::Crawler(key.clone())],
            Self::Job(key) => vec![Upstream::Job(key.clone())],
            Self::AllOf(upstreams) => upstreams.clone(),
            Self::S3(_) | Self::DataQuality(_) | Self::EventPattern(_) | Self::Schedule(_) | Self::OnDemand => {
                Vec::new()
            }
        }
    }
}

/// Something whose success is waited for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Upstream {
    /// A key of [`Pipeline::crawlers`].
    Crawler(String),
    /// A key of [`Pipeline::jobs`].
    Job(String),
}

/// The Lambda function that starts runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// Memory in MB.
    pub memory_size: u32,
    /// When an invocation is stopped.
    pub timeout_seconds: u32,
    /// How many invocations may run at a time.
    pub reserved_concurrent_executions: u32,
}

/// How long a delivery is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// At most so many times again.
    pub attempts: u32,
    /// And not after the event has reached this age.
    pub max_age_seconds: u32,
}

/// What starts a crawler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrawlerTrigger {
    /// Where the spec says so.
    pub origin: Pointer,
    /// What it waits for.
    pub source: CrawlerSource,
}

/// What a crawler waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CrawlerSource {
    /// Nothing: people start it.
    OnDemand,
    /// The time has come: a Glue cron expression, `cron(15 2 * * ? *)`.
    Schedule(String),
    /// An event; events are gathered for a while, since one crawl serves them all.
    Event {
        /// What has happened.
        event: CrawlerEvent,
        /// For how long events are gathered.
        batching_window_seconds: u32,
    },
}

/// An event that a crawl has to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CrawlerEvent {
    /// An object was created below the location.
    S3(S3Location),
    /// The job (a key of [`Pipeline::jobs`]) has succeeded.
    Job(String),
}

impl Pipeline {
    /// The locations whose new objects start a job or a crawler.
    pub fn awaited_locations(&self) -> impl Iterator<Item = &S3Location> {
        let jobs = self.jobs.values().filter_map(|job| match &job.trigger.as_ref()?.source {
            TriggerSource::S3(location) => Some(location),
            _ => None,
        });
        let crawlers = self.crawlers.values().filter_map(|crawler| match &crawler.trigger.as_ref()?.source {
            CrawlerSource::Event { event: CrawlerEvent::S3(location), .. } => Some(location),
            _ => None,
        });
        jobs.chain(crawlers)
    }

    /// The jobs that let data through the gate with this key.
    pub fn gated_by<'p>(&'p self, gate: &str) -> impl Iterator<Item = &'p Job> {
        self.jobs.values().filter(move |job| job.gates.iter().any(|own| own.key == gate))
    }

    /// Whether the bucket with this key has to announce its objects to EventBridge: a trigger waits for some of them, or a
    /// pattern of the user's wants events of S3, from buckets that only it knows.
    pub fn announces(&self, bucket: &str) -> bool {
        let is_this = |location: &S3Location| location.bucket == BucketRef::Declared(bucket.to_owned());
        let mut patterns = self.jobs.values().filter_map(|job| match &job.trigger.as_ref()?.source {
            TriggerSource::EventPattern(pattern) => pattern["source"].as_array(),
            _ => None,
        });
        self.awaited_locations().any(is_this) || patterns.any(|sources| sources.iter().any(|source| source == "aws.s3"))
    }
}
