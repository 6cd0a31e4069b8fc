//! EMR Serverless applications.

use super::{Read, S3Location, Size, Write};
use crate::diag::Pointer;
pub use crate::spec::{EmrArchitecture, EmrMaximumCapacity, EmrNetwork, EmrType};

/// After how many idle minutes an application stops unless it says otherwise (Amazon EMR Serverless User Guide,
/// "Understanding application behavior").
pub const DEFAULT_IDLE_TIMEOUT_MINUTES: u32 = 15;

/// An EMR Serverless application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmrApplication {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What runs.
    pub kind: EmrType,
    /// The release of Amazon EMR.
    pub release_label: String,
    /// The processors that it runs on.
    pub architecture: EmrArchitecture,
    /// Workers that are ready, at most one entry of a type.
    pub initial_capacity: Vec<EmrWorkers>,
    /// What all workers may have together.
    pub maximum_capacity: Option<EmrMaximumCapacity>,
    /// Whether the submission of a run starts it.
    pub auto_start: bool,
    /// After how many idle minutes it stops; never when absent.
    pub idle_timeout_minutes: Option<u32>,
    /// Where in a VPC its workers stand.
    pub network: Option<EmrNetwork>,
    /// What its runs may read.
    pub reads: Vec<Read>,
    /// Where its runs may write.
    pub writes: Vec<Write>,
}

/// Workers of one type that are ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmrWorkers {
    /// What they are for.
    pub worker_type: EmrWorkerType,
    /// How many.
    pub count: u32,
    /// How many vCPUs each has.
    pub cpu: u32,
    /// How much memory each has.
    pub memory: Size,
    /// How much disk each has.
    pub disk: Size,
}

/// What a worker is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmrWorkerType {
    /// It leads a run of Spark.
    Driver,
    /// It does the work of Spark.
    Executor,
    /// It leads a query of Hive.
    HiveDriver,
    /// It does the work of Hive.
    TezTask,
}

impl EmrWorkerType {
    /// The word of EMR Serverless.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Driver => "Driver",
            Self::Executor => "Executor",
            Self::HiveDriver => "HiveDriver",
            Self::TezTask => "TezTask",
        }
    }

    /// The same as the spec writes it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Driver => "driver",
            Self::Executor => "executor",
            Self::HiveDriver => "hive_driver",
            Self::TezTask => "tez_task",
        }
    }

    /// Which kind of application has such workers.
    pub const fn kind(self) -> EmrType {
        match self {
            Self::Driver | Self::Executor => EmrType::Spark,
            Self::HiveDriver | Self::TezTask => EmrType::Hive,
        }
    }
}

impl EmrApplication {
    /// Whether its runs can be set up for Iceberg: Spark of the releases whose Iceberg lies where it is known to lie.
    pub fn has_iceberg(&self) -> bool {
        self.kind == EmrType::Spark && !self.release_label.starts_with("emr-spark-")
    }

    /// The prefixes in S3 below which its runs write.
    pub fn outputs(&self) -> impl Iterator<Item = &S3Location> {
        self.writes.iter().filter_map(Write::location)
    }
}
