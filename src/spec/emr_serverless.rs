//! `emr_serverless:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::words;
use super::{Duration, ReadRef, Size, WriteRef};

/// An EMR Serverless application: Spark or Hive for runs that people or other tools submit, with the Data Catalog as its
/// metastore and without a cluster.
///
/// What it may read and write follows from `reads` and `writes`, as for jobs. Its outputs are what a run is submitted with:
/// the id of the application, the role, the place for scripts, and the value of `--configuration-overrides`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmrApplication {
    /// What runs.
    #[serde(rename = "type")]
    #[schemars(extend("default" = "spark"))]
    pub kind: Option<EmrType>,
    /// The release of Amazon EMR: `emr-6.6.0` or later.
    #[schemars(
        regex(pattern = r"^emr-(spark-)?[1-9][0-9]*\.[0-9]+\.[0-9]+$"),
        extend("examples" = ["emr-7.9.0"])
    )]
    pub release_label: String,
    /// The processors that it runs on.
    #[schemars(extend("default" = "X86_64"))]
    pub architecture: Option<EmrArchitecture>,
    /// Workers that are ready as long as the application is started, and paid for as long. Left out, each run waits for
    /// its workers.
    pub initial_capacity: Option<EmrInitialCapacity>,
    /// The capacity that all runs together never exceed. Left out, there is no limit but the account's.
    pub maximum_capacity: Option<EmrMaximumCapacity>,
    /// Whether the submission of a run starts the application.
    #[schemars(extend("default" = true))]
    pub auto_start: Option<bool>,
    /// Whether the application stops when it has nothing to do.
    #[schemars(extend("default" = true))]
    pub auto_stop: Option<bool>,
    /// After how long without a run it stops: whole minutes, up to `7d`.
    #[schemars(extend("default" = "15m"))]
    pub idle_timeout: Option<Duration>,
    /// Where in your VPC its workers stand. Left out, they reach AWS's services of the region and nothing else.
    pub network: Option<EmrNetwork>,
    /// What its runs may read: tables and prefixes.
    #[schemars(extend("examples" = [["orders.*", "raw/lookup/"]]))]
    pub reads: Option<Vec<ReadRef>>,
    /// Where its runs may write: tables and prefixes.
    #[schemars(extend("examples" = [["curated/adhoc/"]]))]
    pub writes: Option<Vec<WriteRef>>,
}

/// Workers that are ready: `driver` and `executor` of Spark, `hive_driver` and `tez_task` of Hive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct EmrInitialCapacity {
    /// Drivers of Spark: as many runs as there are start at once.
    pub driver: Option<EmrWorkers>,
    /// Executors of Spark.
    pub executor: Option<EmrWorkers>,
    /// Drivers of Hive: as many queries as there are start at once.
    pub hive_driver: Option<EmrWorkers>,
    /// Tasks of Tez, which do the work of Hive.
    pub tez_task: Option<EmrWorkers>,
}

/// Workers of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmrWorkers {
    /// How many.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub worker_count: u32,
    /// How many vCPUs each has.
    #[schemars(extend("enum" = [1, 2, 4, 8, 16, 32]))]
    pub cpu: u32,
    /// How much memory each has: 2 to 8 times as many GB as vCPUs, about.
    #[schemars(extend("examples" = ["16GB"]))]
    pub memory: Size,
    /// How much disk each has: `20GB` to `200GB`.
    #[schemars(extend("default" = "20GB"))]
    pub disk: Option<Size>,
}

/// What all workers of an application may have together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmrMaximumCapacity {
    /// How many vCPUs: at least 2.
    #[schemars(range(min = 2))]
    pub cpu: u32,
    /// How much memory: at least `4GB`.
    #[schemars(extend("examples" = ["400GB"]))]
    pub memory: Size,
    /// How much disk: at least `40GB`. Left out, the disks are not limited.
    #[schemars(extend("examples" = ["2000GB"]))]
    pub disk: Option<Size>,
}

/// A place in a VPC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmrNetwork {
    /// Private subnets, better in several availability zones. Workers need a route to S3 and Glue from there: endpoints or
    /// NAT.
    #[schemars(
        length(min = 1, max = 16),
        inner(regex(pattern = r"^subnet-([0-9a-f]{8}|[0-9a-f]{17})$")),
        extend("examples" = [["subnet-0a1b2c3d", "subnet-1a1b2c3d"]])
    )]
    pub subnets: Vec<String>,
    /// The security groups of the workers.
    #[schemars(
        length(min = 1, max = 5),
        inner(regex(pattern = r"^sg-([0-9a-f]{8}|[0-9a-f]{17})$")),
        extend("examples" = [["sg-0aa11bb2"]])
    )]
    pub security_groups: Vec<String>,
}

words! {
    /// What an EMR Serverless application runs.
    EmrType {
        /// Apache Spark.
        Spark = "spark",
        /// Apache Hive on Tez.
        Hive = "hive",
    }
}

words! {
    /// The processors that an EMR Serverless application runs on.
    EmrArchitecture {
        /// AWS Graviton. Libraries in C have to be built for it.
        Arm64 = "ARM64",
        /// Intel and AMD. The default.
        X86_64 = "X86_64",
    }
}
