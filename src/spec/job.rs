//! `jobs:`

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use super::{
    DatalakeFormat, Duration, ExecutionClass, Flatten, GlueVersion, JobBookmark, JobLakeFormation, JobType, LibrarySet,
    MaintenanceWindow, PythonVersion, ReadRef, RoleArn, ScriptRef, Trigger, WorkerType, WriteRef,
};

/// A Glue job: a script, what starts it, what it reads and what it writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// What it does, in a sentence. At most 2,048 characters.
    #[schemars(length(max = 2048))]
    pub description: Option<String>,
    /// What runs the script: Spark over data that is there, Spark over a stream, or Python alone.
    #[serde(rename = "type")]
    #[schemars(extend("default" = "glueetl"))]
    pub kind: Option<JobType>,
    /// A Python or Scala file beside the spec, such as `jobs/clean_orders.py`, or a script that lakegen writes.
    ///
    /// `builtin:parquet` reads everything in `reads` and writes it as Parquet, or into declared tables: what is called
    /// `clean` goes to `orders.clean`, and one table alone takes the one thing that is read. `builtin:flatten` makes flat
    /// Parquet tables of nested data.
    ///
    /// `builtin:unify` brings the sources of `mappings` into the one table that it writes, whose schema they map to; its
    /// partition keys hold the day of the run (yyyy-MM-dd, UTC).
    pub script: ScriptRef,
    /// How `builtin:flatten` flattens; only with this script.
    pub flatten: Option<Flatten>,
    /// Of a Scala script: the object whose `main` runs, with its package.
    #[schemars(
        regex(pattern = r"^[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*$"),
        extend("examples" = ["GlueApp", "com.acme.CleanOrders"])
    )]
    pub class: Option<String>,
    /// The Python of the script. Spark jobs take `3`, and their Glue version decides the rest; `pythonshell` takes `3.9`.
    pub python_version: Option<PythonVersion>,
    /// The Glue version of a Spark job. The default is `defaults.job.glue_version`, else 5.1.
    #[schemars(extend("default" = "5.1"))]
    pub glue_version: Option<GlueVersion>,
    /// The size of a worker of a Spark job. The default is `defaults.job.worker_type`, else G.1X.
    #[schemars(extend("default" = "G.1X"))]
    pub worker_type: Option<WorkerType>,
    /// How many workers a run has, the driver included: at least 2. With `auto_scaling` the most it may have.
    #[schemars(range(min = 2), extend("default" = 2))]
    pub number_of_workers: Option<u32>,
    /// Of a `pythonshell` job: how much of a DPU (4 vCPU, 16 GB) it gets. Spark jobs have workers instead.
    #[schemars(extend("enum" = [0.0625, 1], "default" = 0.0625))]
    pub max_capacity: Option<Number>,
    /// Of a `pythonshell` job: the Python libraries that are there beforehand.
    #[schemars(extend("default" = "analytics"))]
    pub library_set: Option<LibrarySet>,
    /// STANDARD starts at once; FLEX waits for spare capacity and costs less. Only `glueetl` with G.1X and G.2X.
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
    /// What its Python imports, beside the spec: files (`jobs/util.py`), folders (`jobs/lib/`), zip files and wheels.
    ///
    /// A folder with an `__init__.py` is a package of its own name; of another folder, everything in it can be imported.
    /// A `pythonshell` job takes wheels only.
    #[schemars(
        inner(regex(pattern = r"^[^/:\\].*(/|\.(py|zip|whl))$")),
        extend("examples" = [["jobs/lib/", "jobs/util.py"]])
    )]
    pub extra_py_files: Option<Vec<String>>,
    /// Of a Spark job: libraries for the Java virtual machine, beside the spec.
    #[schemars(inner(regex(pattern = r"^[^/:\\].*\.jar$")), extend("examples" = [["jobs/postgresql.jar"]]))]
    pub extra_jars: Option<Vec<String>>,
    /// Of a Spark job: files beside the spec that Glue puts into the working directory of the script.
    #[schemars(inner(regex(pattern = r"^[^/:\\].*[^/]$")), extend("examples" = [["jobs/countries.csv"]]))]
    pub extra_files: Option<Vec<String>>,
    /// Packages that pip installs before a run, each with its version: `requests==2.32.3`.
    #[schemars(
        inner(regex(pattern = r"^[A-Za-z0-9][A-Za-z0-9._-]*(\[[A-Za-z0-9._-]+\])?([=<>!~]=?=?[^\s,]+)?$")),
        extend("examples" = [["requests==2.32.3"]])
    )]
    pub additional_python_modules: Option<Vec<String>>,
    /// Of a Spark job: table formats whose libraries Glue loads, and for which Spark is set up. `builtin:unify` has
    /// `iceberg` by itself where it writes such a table.
    pub datalake_formats: Option<BTreeSet<DatalakeFormat>>,
    /// Of a Spark job: settings of Spark, by name.
    #[schemars(extend("examples" = [{ "spark.sql.shuffle.partitions": "400" }]))]
    pub conf: Option<BTreeMap<String, String>>,
    /// Keys of `connections` that it uses: for tables of databases, or to run inside a VPC.
    #[schemars(extend("examples" = [["crm"]]))]
    pub connections: Option<Vec<String>>,
    /// Of a Spark job: whether its event logs are kept, so that the Spark UI shows its runs.
    #[schemars(extend("default" = false))]
    pub spark_ui: Option<bool>,
    /// Of a Spark job: whether logs are seen while it runs.
    #[schemars(extend("default" = true))]
    pub continuous_logging: Option<bool>,
    /// Of a Spark job: whether it publishes metrics for profiling.
    #[schemars(extend("default" = true))]
    pub metrics: Option<bool>,
    /// Of a Spark job: whether it also publishes what went wrong, how skewed and how busy it was. Glue 4.0 or later.
    #[schemars(extend("default" = false))]
    pub observability_metrics: Option<bool>,
    /// Of a Spark job: whether Glue looks for the cause when a run fails.
    #[schemars(extend("default" = true))]
    pub job_insights: Option<bool>,
    /// The name of a security configuration that exists already, or `none`. Left out, it is the lake's own.
    ///
    /// One that exists has to use the lake's key (`encryption.kms_key`), unless the job has a `role` of yours.
    #[schemars(regex(pattern = r"^[A-Za-z0-9_-]{1,255}$"), extend("examples" = ["none", "acme-glue"]))]
    pub security_configuration: Option<String>,
    /// After how many minutes of a run Glue announces that it takes long: whole minutes.
    #[schemars(extend("examples" = ["45m"]))]
    pub notify_delay_after: Option<Duration>,
    /// Whether Glue remembers which input was processed; of `glueetl` jobs. The default is `defaults.job.job_bookmark`,
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
    /// When Glue stops a run: whole minutes, up to seven days. The default is `defaults.job.timeout`, else `60m`; a
    /// `gluestreaming` job that leaves it out runs until it is stopped.
    #[schemars(extend("default" = "60m"))]
    pub timeout: Option<Duration>,
    /// How long a run takes, as far as you know: lakegen warns where it would not end before the next one, or before Glue
    /// stops it.
    #[schemars(extend("examples" = ["25m"]))]
    pub expected_duration: Option<Duration>,
    /// Of a `gluestreaming` job: the day and hour (UTC) from which Glue may restart it once a week, within three hours.
    pub maintenance_window: Option<MaintenanceWindow>,
    /// What starts it. A job without one runs only when someone starts it.
    pub trigger: Option<Trigger>,
    /// Gates of `data_quality`, by key, that its rows pass before it writes.
    ///
    /// The `builtin:` scripts pass the rows of a gate's table through it; a script of yours imports `lakegen_quality`.
    #[schemars(extend("default" = []))]
    pub data_quality: Option<Vec<String>>,
    /// Keys of `mappings`: how the rows that it reads become rows of a schema.
    #[schemars(extend("default" = [], "examples" = [["shop", "store"]]))]
    pub mappings: Option<Vec<String>>,
    /// What it may read: tables (`orders.*`, `orders.clean`) and S3 prefixes (`raw/orders/`). Its role follows from this.
    #[schemars(extend("default" = []))]
    pub reads: Option<Vec<ReadRef>>,
    /// Where it may write: S3 prefixes such as `curated/orders/`, and how. Its role follows from this.
    #[schemars(extend("default" = []))]
    pub writes: Option<Vec<WriteRef>>,
    /// How it reads and writes tables in `lake_formation.registered_locations`: of a Spark job of Glue 5.0 or later. Left
    /// out, it reads and writes their objects with its own role.
    pub lake_formation: Option<JobLakeFormation>,
    /// A role that exists already. lakegen derives one, with least privilege, when left out.
    pub role: Option<RoleArn>,
}
