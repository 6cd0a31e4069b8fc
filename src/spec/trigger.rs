//! `jobs.<key>.trigger:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::words;
use super::{Duration, Refused, S3Path, ScheduleExpression};

/// What starts a job: exactly one of `crawler`, `job`, `all_of`, `s3`, `schedule`, `data_quality`, `event_pattern` and
/// `on_demand`.
///
/// An EventBridge rule catches the event and a Lambda function starts the run, once for each event. Events that cannot be
/// handled end in a dead-letter queue; for `crawler`, `job`, `all_of` and `data_quality` an
/// hourly check finds events that were lost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [
    { "required": ["crawler"] },
    { "required": ["job"] },
    { "required": ["all_of"] },
    { "required": ["s3"] },
    { "required": ["schedule"] },
    { "required": ["data_quality"] },
    { "required": ["event_pattern"] },
    { "required": ["on_demand"] },
]))]
pub struct Trigger {
    /// A key of `crawlers`: starts the job each time this crawler has succeeded.
    #[schemars(extend("examples" = ["raw_orders"]))]
    pub crawler: Option<String>,
    /// A key of `jobs`: starts the job each time that job has succeeded.
    #[schemars(extend("examples" = ["clean_orders"]))]
    pub job: Option<String>,
    /// Starts the job once when all of these have succeeded since the last run that it started, in any order.
    ///
    /// The run is told which successes it follows, in `--lakegen_all_of`. One upstream that succeeds several times before
    /// the others counts once, with its newest success.
    #[schemars(length(min = 2, max = 20), extend("examples" = [[{ "crawler": "shop" }, { "crawler": "stores" }]]))]
    pub all_of: Option<Vec<Upstream>>,
    /// A prefix of a bucket of this spec: starts the job for each object that is created below it.
    pub s3: Option<S3Path>,
    /// Starts the job at these times, in UTC.
    pub schedule: Option<ScheduleExpression>,
    /// A key of `data_quality`: starts the job each time data has passed this gate in a job, with its `minimum_score`.
    ///
    /// The gate is passed before that job has written: wait for the `job` to read what it writes. The run is told
    /// `--lakegen_data_quality_result_id`, `--lakegen_upstream_job` and `--lakegen_upstream_run_id`.
    #[schemars(extend("examples" = ["claims_gate"]))]
    pub data_quality: Option<String>,
    /// An EventBridge event pattern: starts the job for each event on the account's default bus that it matches.
    ///
    /// Every leaf is a list, and values are case-exact as everywhere in EventBridge. The run is told the event:
    /// `--lakegen_event_id`, `--lakegen_event_source`, `--lakegen_event_detail_type` and, up to 4,096 characters,
    /// `--lakegen_event_detail` as JSON. An event that its sender loses is lost, as nothing
    /// else tells of it: for what Glue's crawlers, jobs and gates do, use `crawler`, `job` and `data_quality`, which find
    /// lost events.
    #[schemars(extend("examples" = [{ "source": ["acme.orders"], "detail-type": ["Export Finished"] }]))]
    pub event_pattern: Option<EventPattern>,
    /// `true`: only you start it, which is also what no trigger at all means.
    #[schemars(extend("const" = true))]
    pub on_demand: Option<bool>,
    /// What stands between the event and the run.
    #[schemars(extend("default" = "lambda"))]
    pub via: Option<Via>,
    /// The Lambda function that starts the run.
    pub handler: Option<Handler>,
    /// How long EventBridge tries to hand the event to the function.
    pub retry_policy: Option<RetryPolicy>,
    /// Recognised only to say why not.
    #[serde(skip_serializing)]
    #[schemars(skip)]
    pub alarm: Option<Refused>,
}

/// Something whose success a job waits for: exactly one of `crawler` and `job`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["crawler"] }, { "required": ["job"] }]))]
pub struct Upstream {
    /// A key of `crawlers`.
    pub crawler: Option<String>,
    /// A key of `jobs`.
    pub job: Option<String>,
}

/// An EventBridge event pattern: which events a rule wants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("minProperties" = 1))]
pub struct EventPattern(pub serde_json::Map<String, serde_json::Value>);

/// The Lambda function that starts the run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Handler {
    /// Memory in MB: 128 to 10,240.
    #[schemars(range(min = 128, max = 10240), extend("default" = 256))]
    pub memory_size: Option<u32>,
    /// When an invocation is stopped: up to 900 seconds.
    #[schemars(extend("default" = "60s"))]
    pub timeout: Option<Duration>,
    /// How many invocations may run at a time. 1 keeps them one after the other, so that no event starts two runs.
    #[schemars(range(min = 1, max = 1), extend("default" = 1))]
    pub reserved_concurrent_executions: Option<u32>,
}

/// How long EventBridge tries to hand the event to the function before it goes to the dead-letter queue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetryPolicy {
    /// At most so many more attempts: 0 to 185.
    #[schemars(range(max = 185), extend("default" = 185))]
    pub maximum_retry_attempts: Option<u32>,
    /// And none after the event has reached this age: `60s` to `24h`.
    #[schemars(extend("default" = "24h"))]
    pub maximum_event_age: Option<Duration>,
}

words! {
    /// What stands between an event and the run that it starts.
    Via {
        /// A Lambda function that looks up what has run before it starts anything: one run for each event, however often it
        /// is delivered, and an hourly check for events that were lost, which also repeats runs that failed, twice. The
        /// default.
        Lambda = "lambda",
        /// A Glue workflow: it starts the crawlers before the job, at the one time that they share or by hand, and the job
        /// when all of them have succeeded in that run. No event can be lost, and none is needed; but one crawl that fails
        /// leaves its jobs out until the next run, and what is started outside of the workflow counts for nothing.
        GlueWorkflow = "glue_workflow",
        /// A Step Functions state machine, and no function: an execution for each event, which waits while the job is busy and
        /// then for the end of the run. Executions are named for what has happened, and Step Functions starts one of a name
        /// only: one run for each event, however often it is delivered, and an hourly check for events that were lost. A run
        /// that fails is not repeated: redrive its execution. Not for `all_of`.
        StepFunctions = "step_functions",
    }
}
