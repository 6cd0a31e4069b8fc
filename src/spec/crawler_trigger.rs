//! `crawlers.<key>.trigger:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CronSchedule, Duration, S3Path};

/// What starts a crawler: exactly one of `schedule`, `s3`, `job` and `on_demand`.
///
/// For `s3` and `job` EventBridge puts the event into a queue, and a Lambda function starts a crawl unless one has begun
/// since. An event that comes during a crawl waits in the queue and leads to another crawl; many events lead to one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [
    { "required": ["schedule"] },
    { "required": ["s3"] },
    { "required": ["job"] },
    { "required": ["on_demand"] },
]))]
pub struct CrawlerTrigger {
    /// The times, in UTC, at least five minutes apart.
    pub schedule: Option<CronSchedule>,
    /// A prefix of a bucket of this spec: a crawl begins after objects were created below it.
    pub s3: Option<S3Path>,
    /// A key of `jobs`: a crawl begins after this job has succeeded. An hourly check finds events that were lost.
    #[schemars(extend("examples" = ["clean_orders"]))]
    pub job: Option<String>,
    /// `true`: only you start it, with `aws glue start-crawler` or in the console.
    #[schemars(extend("const" = true))]
    pub on_demand: Option<bool>,
    /// For `s3` and `job`: how long events are gathered before a crawl begins, `1s` to `300s`.
    #[schemars(extend("default" = "60s"))]
    pub maximum_batching_window: Option<Duration>,
}
