//! `jobs:`

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    Duration, ExecutionClass, Flatten, GlueVersion, JobBookmark, ReadRef, RoleArn, ScriptRef, Trigger, WorkerType, WriteRef,
};

/// A Glue job: a script, what starts it, what it reads and what it writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// What it does, in a sentence. At most 2,048 characters.
    #[schemars(length(max = 2048))]
    pub description: Option<String>,
    /// The kind of job.
    #[serde(rename = "type")]
    #[schemars(extend("default" = "glueetl"))]
    pub kind: Option<JobType>,
    /// A Python file beside the spec, such as `jobs/clean_orders.py`, or a script that lakegen writes.
    ///
    /// `builtin:parquet` reads everything in `reads` and writes it as Parquet. `builtin:flatten` makes flat Parquet tables
    /// of nested data.
    pub script: ScriptRef,
    /// How `builtin:flatten` flattens; only with this script.
    pub flatten: Option<Flatten>,
    /// The Glue version. The default is `defaults.job.glue_version`, else 5.1.
    #[schemars(extend("default" = "5.1"))]
    pub glue_version: Option<GlueVersion>,
    /// The size of a worker. The default is `defaults.job.worker_type`, else G.1X.
    #[schemars(extend("default" = "G.1X"))]
    pub worker_type: Option<WorkerType>,
    /// How many workers a run has, the driver included: at least 2. With `auto_scaling` the most it may have.
    #[schemars(range(min = 2), extend("default" = 2))]
    pub number_of_workers: Option<u32>,
    /// STANDARD starts at once; FLEX waits for spare capacity and costs less. Only G.1X and G.2X.
    #[schemars(extend("default" = "STANDARD"))]
    pub execution_class: Option<ExecutionClass>,
    /// Whether Glue adds and removes workers while the job runs.
    #[schemars(extend("default" = false))]
    pub auto_scaling: Option<bool>,
    /// Arguments of the script, names with their leading `--`, values as strings.
    ///
    /// `--lakegen_*` is reserved: the trigger passes what started the run, and `--lakegen_reads`, `--lakegen_writes`
    /// and `--lakegen_write_modes` hold the job's inputs and outputs.
    #[schemars(extend("propertyNames" = { "pattern": "^--[^\\s=]+$" }, "examples" = [{ "--currency": "EUR" }]))]
    pub arguments: Option<BTreeMap<String, String>>,
    /// Whether Glue remembers which input was processed. The default is `defaults.job.job_bookmark`,
    /// else disable; a `builtin:` script that appends has it enabled.
    #[schemars(extend("default" = "disable"))]
    pub job_bookmark: Option<JobBookmark>,
    /// Whether a run waits while the job or the account is busy, instead of failing.
    #[schemars(extend("default" = true))]
    pub job_run_queuing_enabled: Option<bool>,
    /// How often Glue itself runs a failed run again: 0 to 10. Trigger and hourly check retry what failed to start.
    #[schemars(range(max = 10), extend("default" = 0))]
    pub max_retries: Option<u32>,
    /// How many runs may be active at a time.
    #[schemars(range(min = 1), extend("default" = 1))]
    pub max_concurrent_runs: Option<u32>,
    /// When Glue stops a run: whole minutes, up to seven days. The default is `defaults.job.timeout`, else `60m`.
    #[schemars(extend("default" = "60m"))]
    pub timeout: Option<Duration>,
    /// What starts it. A job without one runs only when someone starts it.
    pub trigger: Option<Trigger>,
    /// What it may read: tables (`orders.*`, `orders.clean`) and S3 prefixes (`raw/orders/`). Its role follows from this.
    #[schemars(extend("default" = []))]
    pub reads: Option<Vec<ReadRef>>,
    /// Where it may write: S3 prefixes such as `curated/orders/`, and how. Its role follows from this.
    #[schemars(extend("default" = []))]
    pub writes: Option<Vec<WriteRef>>,
    /// A role that exists already. lakegen derives one, with least privilege, when left out.
    pub role: Option<RoleArn>,
}

/// The kind of job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum JobType {
    /// A Spark batch job.
    Glueetl,
    /// Recognised only to say why not.
    #[schemars(skip)]
    Batch,
}

impl<'de> Deserialize<'de> for JobType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;

        impl Visitor<'_> for Words {
            type Value = JobType;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`glueetl`")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<JobType, E> {
                match word {
                    "glueetl" => Ok(JobType::Glueetl),
                    "batch" => Ok(JobType::Batch),
                    other => Err(E::unknown_variant(other, &["glueetl"])),
                }
            }
        }

        deserializer.deserialize_str(Words)
    }
}
