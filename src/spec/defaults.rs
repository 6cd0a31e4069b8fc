//! `defaults:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DeletionPolicy, Duration, ExecutionClass, GlueVersion, JobBookmark, LogRetention, PolicyArn, WorkerType};

/// Values for what buckets, jobs, roles and log groups leave out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// For every job.
    pub job: Option<JobDefaults>,
    /// For every bucket.
    pub bucket: Option<BucketDefaults>,
    /// The ARN of a policy that limits what every role of the lake may do, however much its own policy allows.
    pub permissions_boundary: Option<PolicyArn>,
    /// How long CloudWatch keeps log events. CloudWatch accepts these periods only.
    #[schemars(extend("default" = "365d"))]
    pub log_retention: Option<LogRetention>,
}

/// What a job uses when it does not say otherwise. A job takes what its `type` knows, and passes over the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JobDefaults {
    /// The Glue version.
    #[schemars(extend("default" = "5.1"))]
    pub glue_version: Option<GlueVersion>,
    /// The size of a worker.
    #[schemars(extend("default" = "G.1X"))]
    pub worker_type: Option<WorkerType>,
    /// How many workers a run has, the driver included: at least 2.
    #[schemars(range(min = 2), extend("default" = 2))]
    pub number_of_workers: Option<u32>,
    /// STANDARD starts at once; FLEX waits for spare capacity.
    #[schemars(extend("default" = "STANDARD"))]
    pub execution_class: Option<ExecutionClass>,
    /// Whether Glue adds and removes workers while a job runs.
    #[schemars(extend("default" = false))]
    pub auto_scaling: Option<bool>,
    /// When Glue stops a run of a job that is not `gluestreaming`: whole minutes, up to seven days.
    #[schemars(extend("default" = "60m"))]
    pub timeout: Option<Duration>,
    /// Whether Glue remembers which input was processed.
    #[schemars(extend("default" = "disable"))]
    pub job_bookmark: Option<JobBookmark>,
    /// How often Glue itself runs a failed run again: 0 to 10.
    #[schemars(range(max = 10), extend("default" = 0))]
    pub max_retries: Option<u32>,
    /// Keys of `connections` that every job uses, for example to run inside a VPC.
    pub connections: Option<Vec<String>>,
    /// Whether event logs are kept, so that the Spark UI shows the runs.
    #[schemars(extend("default" = false))]
    pub spark_ui: Option<bool>,
    /// Whether logs are seen while a job runs.
    #[schemars(extend("default" = true))]
    pub continuous_logging: Option<bool>,
    /// Whether jobs publish metrics for profiling.
    #[schemars(extend("default" = true))]
    pub metrics: Option<bool>,
    /// Whether jobs also publish what went wrong, how skewed and how busy they were. Glue 4.0 or later.
    #[schemars(extend("default" = false))]
    pub observability_metrics: Option<bool>,
    /// Whether Glue looks for the cause when a run fails.
    #[schemars(extend("default" = true))]
    pub job_insights: Option<bool>,
    /// The name of a security configuration that exists already, or `none`. Left out, it is the lake's own.
    #[schemars(regex(pattern = r"^[A-Za-z0-9_-]{1,255}$"))]
    pub security_configuration: Option<String>,
}

/// What a bucket uses when it does not say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BucketDefaults {
    /// Whether buckets outlive their stack.
    #[schemars(extend("default" = "Retain"))]
    pub deletion_policy: Option<DeletionPolicy>,
}
