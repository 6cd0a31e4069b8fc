//! Jobs, by what runs them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    DatalakeFormat, Duration, ExecutionClass, Flatten, Gate, GlueVersion, JobBookmark, JobType, LakeFormationMode,
    LibrarySet, Read, Script, Trigger, WorkerType, Write,
};
use crate::diag::Pointer;

/// A Glue job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it does.
    pub description: Option<String>,
    /// What it runs.
    pub script: Script,
    /// How it flattens, if its script is [`super::Builtin::Flatten`].
    pub flatten: Option<Flatten>,
    /// What it runs on, with the settings that only this has.
    pub kind: JobKind,
    /// What its Python imports.
    pub python_files: Vec<JobFile>,
    /// What pip installs before a run.
    pub python_modules: Vec<String>,
    /// Keys of [`super::Pipeline::connections`] that it uses.
    pub connections: Vec<String>,
    /// How Glue encrypts what the job writes.
    pub security: JobSecurity,
    /// After how many minutes of a run Glue announces that it takes long.
    pub notify_delay_after_minutes: Option<u32>,
    /// How long a run takes, as far as its owner knows.
    pub expected_duration: Option<Duration>,
    /// The user's own arguments, names with their leading `--`.
    pub arguments: BTreeMap<String, String>,
    /// Whether runs wait when the job is busy, instead of failing.
    pub queuing: bool,
    /// How often Glue itself runs a failed run again.
    pub max_retries: u32,
    /// How many runs may be active at a time.
    pub max_concurrent_runs: u32,
    /// What starts it; nothing when absent.
    pub trigger: Option<Trigger>,
    /// Keys of [`super::Pipeline::mappings`]: how the rows that it reads become rows of a schema.
    pub mappings: Vec<String>,
    /// What it may read.
    pub reads: Vec<Read>,
    /// Where it may write.
    pub writes: Vec<Write>,
    /// What its rows have to pass before it writes.
    pub gates: Vec<Gate>,
    /// How it reads and writes tables by the grants of Lake Formation, if it does.
    pub lake_formation: Option<LakeFormationMode>,
    /// The ARN of a role that exists already; else lakegen derives one.
    pub role: Option<String>,
}

/// What a job runs on. What one kind knows and another does not stands in the kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Spark on several workers.
    Spark(Spark),
    /// Python on a part of a machine.
    PythonShell(PythonShell),
}

/// Spark on several workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spark {
    /// Glue's version.
    pub glue_version: GlueVersion,
    /// The size of a worker.
    pub worker_type: WorkerType,
    /// How many workers, the driver included; the upper limit when `auto_scaling` is on.
    pub number_of_workers: u32,
    /// Whether Glue adds and removes workers during a run.
    pub auto_scaling: bool,
    /// Libraries for the Java virtual machine.
    pub jars: Vec<JobFile>,
    /// Files in the working directory of the script.
    pub files: Vec<JobFile>,
    /// Table formats whose libraries are loaded.
    pub formats: BTreeSet<DatalakeFormat>,
    /// The user's own settings of Spark.
    pub conf: BTreeMap<String, String>,
    /// What is watched.
    pub monitoring: Monitoring,
    /// What the script is written in.
    pub language: Language,
    /// Whether a run ends by itself.
    pub mode: SparkMode,
}

/// What is watched of a Spark job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Monitoring {
    /// Whether its event logs are kept.
    pub spark_ui: bool,
    /// Whether logs are seen while it runs.
    pub continuous_logging: bool,
    /// Whether it publishes metrics for profiling.
    pub metrics: bool,
    /// Whether it also publishes what went wrong.
    pub observability_metrics: bool,
    /// Whether Glue looks for the cause when a run fails.
    pub job_insights: bool,
}

/// A file that a job needs beside its script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobFile {
    /// Relative to the spec's folder, with `/`; a folder ends in it.
    pub path: String,
    /// What is there.
    pub content: JobFileContent,
}

/// What lies at the path of a [`JobFile`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobFileContent {
    /// A file with these bytes.
    File(Vec<u8>),
    /// A folder, as the files that its archive holds.
    Folder(BTreeMap<String, Vec<u8>>),
}

/// How Glue encrypts what a job writes by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobSecurity {
    /// As the lake does.
    Lake,
    /// By a security configuration that exists already.
    Imported(String),
    /// Without a security configuration.
    None,
}

/// The language of a script for Spark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Language {
    /// Python.
    Python,
    /// Scala, with the object whose `main` runs.
    Scala {
        /// The object's name, with its package.
        class: String,
    },
}

/// Whether a run of Spark ends by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SparkMode {
    /// It works through the data that is there.
    Batch {
        /// The capacity it runs on.
        execution_class: ExecutionClass,
        /// Whether Glue remembers what was processed.
        bookmark: JobBookmark,
        /// When a run is stopped.
        timeout_minutes: u32,
    },
    /// It follows a stream.
    Streaming {
        /// From when on Glue may restart it once a week: `Sun:03`.
        maintenance_window: Option<String>,
        /// When a run is stopped; never when absent.
        timeout_minutes: Option<u32>,
    },
}

/// Python on a part of a machine: always 3.9, the only one that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PythonShell {
    /// Which part.
    pub capacity: ShellCapacity,
    /// What is installed beforehand.
    pub library_set: LibrarySet,
    /// When a run is stopped.
    pub timeout_minutes: u32,
}

/// How much of a DPU a Python shell job has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShellCapacity {
    /// 0.0625.
    Sixteenth,
    /// 1.
    Whole,
}

impl ShellCapacity {
    /// The number that Glue takes for it; a whole one without a fraction, as every writer of JSON spells it.
    pub fn dpus(self) -> Option<serde_json::Number> {
        match self {
            Self::Sixteenth => serde_json::Number::from_f64(0.0625),
            Self::Whole => Some(1.into()),
        }
    }
}

impl Job {
    /// Glue's word for what runs the script.
    pub fn job_type(&self) -> JobType {
        match &self.kind {
            JobKind::PythonShell(_) => JobType::Pythonshell,
            JobKind::Spark(Spark { mode: SparkMode::Batch { .. }, .. }) => JobType::Glueetl,
            JobKind::Spark(Spark { mode: SparkMode::Streaming { .. }, .. }) => JobType::Gluestreaming,
        }
    }

    /// What it runs on, if that is Spark.
    pub fn spark(&self) -> Option<&Spark> {
        match &self.kind {
            JobKind::Spark(spark) => Some(spark),
            JobKind::PythonShell(_) => None,
        }
    }

    /// Whether Glue remembers what was processed; only batches of Spark have that.
    pub fn bookmark(&self) -> JobBookmark {
        match &self.kind {
            JobKind::Spark(Spark { mode: SparkMode::Batch { bookmark, .. }, .. }) => *bookmark,
            _ => JobBookmark::Disable,
        }
    }

    /// Whether it waits for spare capacity.
    pub fn is_flex(&self) -> bool {
        let Some(Spark { mode: SparkMode::Batch { execution_class, .. }, .. }) = self.spark() else { return false };
        *execution_class == ExecutionClass::Flex
    }

    /// Whether a run goes on until it is stopped.
    pub fn is_streaming(&self) -> bool {
        self.job_type() == JobType::Gluestreaming
    }

    /// When a run is stopped, if ever.
    pub fn timeout_minutes(&self) -> Option<u32> {
        match &self.kind {
            JobKind::PythonShell(shell) => Some(shell.timeout_minutes),
            JobKind::Spark(spark) => match spark.mode {
                SparkMode::Batch { timeout_minutes, .. } => Some(timeout_minutes),
                SparkMode::Streaming { timeout_minutes, .. } => timeout_minutes,
            },
        }
    }
}
