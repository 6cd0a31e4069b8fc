//! The user's file as typed data: nothing defaulted, nothing resolved.
//!
//! One file per section. Doc comments here are user documentation: they become the descriptions of the JSON Schema
//! ([`json_schema`]) that an editor shows. A field that may be left out is an `Option`; an empty value (`key:` alone) is
//! not a field that was left out, and the schema does not allow it.

mod alarms;
mod athena;
mod bucket;
mod classifier;
mod columns;
mod connection;
mod crawler;
mod crawler_trigger;
mod data_quality;
mod database;
mod defaults;
mod duration;
mod emr_serverless;
mod encryption;
mod environment;
mod flatten;
mod glue_version;
mod job;
mod job_type;
mod lake_formation;
mod lint;
mod mapping;
mod overlay_schema;
mod projection;
mod refused;
mod schema;
mod size;
mod stream;
mod table;
mod table_format;
mod target;
mod text;
mod trigger;
mod vocabulary;
mod warehouse;
mod words;
mod write;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use alarms::{Alarms, Freshness};
pub use athena::{Athena, AthenaEngineVersion, AthenaWorkgroup, NamedQuery};
pub use bucket::{Bucket, LifecycleRule, Transition, Zone};
pub use classifier::{Classifier, CsvClassifier, XmlClassifier};
pub use columns::{ColumnType, Columns, SchemaColumn};
pub use connection::{Connection, JdbcConnection, MongoDbConnection, Network};
pub use crawler::{Configuration, Crawler, CrawlerLakeFormation, CrawlerLineage, SchemaChangePolicy};
pub use crawler_trigger::CrawlerTrigger;
pub use data_quality::{DataQuality, OnFailure};
pub use database::Database;
pub use defaults::{BucketDefaults, Defaults, JobDefaults};
pub use duration::{Days, Duration, LogRetention};
pub use emr_serverless::{
    EmrApplication, EmrArchitecture, EmrInitialCapacity, EmrMaximumCapacity, EmrNetwork, EmrType, EmrWorkers,
};
pub use encryption::{CatalogEncryptionMode, Encryption, KmsKey};
pub use environment::{AccountId, Environment, Overlay, PolicyArn, Region};
pub use flatten::{Flatten, Separator};
pub use glue_version::GlueVersion;
pub use job::Job;
pub use job_type::{JobType, PythonVersion};
pub use lake_formation::{
    DataLakeSettings, GrantedTable, JobLakeFormation, LakeFormation, LakeFormationMode, LakeFormationPermission,
    LakeFormationPermissions, LfTag, RegisteredLocation,
};
pub use lint::{Allow, Lint};
pub use mapping::{MappedColumn, Mapping};
pub use projection::{PartitionProjection, RangeBound};
pub use refused::Refused;
pub use schema::{SCHEMA_ID, json_schema, json_schema_text};
pub use size::Size;
pub use stream::{Buffer, Firehose, FirehoseCompression, Kinesis, ShardLevelMetric, Stream, StreamMode};
pub use table::{PartitionKey, Table};
pub use table_format::{CsvFormat, IcebergFormat, TableFormat};
pub use target::{
    CatalogTarget, CrawlerTargets, DeltaTarget, DynamoDbTarget, JdbcTarget, MongoDbTarget, S3Target, TableFormatTarget,
};
pub use text::{CronSchedule, Email, MaintenanceWindow, ReadRef, RoleArn, S3Path, ScheduleExpression, ScriptRef};
pub use trigger::{EventPattern, Handler, RetryPolicy, Trigger, Upstream, Via};
pub use vocabulary::*;
pub use warehouse::{RedshiftLog, RedshiftServerless, Warehouse, WarehouseNetwork};
pub use write::WriteRef;

/// A data lake on AWS, declared once and rendered as CloudFormation, Terraform and CDK.
///
/// Property names are the AWS names in snake_case; values are AWS's own words, case-exact. Buckets, databases, crawlers
/// and jobs are mappings: the key is the name by which the rest of the file refers to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The version of this file format: `1`.
    pub lakegen: FormatVersion,
    /// The name of the lake: the first part of every physical name, so keep it short (at most 23 characters).
    ///
    /// Lower-case letters, digits and single dashes, starting with a letter: `orders`, `web-logs`.
    #[schemars(
        regex(pattern = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"),
        length(max = 23),
        extend("examples" = ["orders", "web-logs"])
    )]
    pub name: String,
    /// What the lake is for, in a sentence.
    #[schemars(length(max = 1000))]
    pub description: Option<String>,
    /// Tags for every resource that takes tags. Quote values that look like numbers: `cost-center: "4711"`.
    ///
    /// At most 50; keys up to 128 and values up to 256 characters; `aws:` is reserved.
    #[schemars(extend("maxProperties" = 50, "examples" = [{ "team": "data", "cost-center": "4711" }]))]
    pub tags: Option<BTreeMap<String, String>>,
    /// The places that the lake is deployed to, by name, and what is different in each: `dev`, `prod`.
    ///
    /// The lake of an environment is called `<name>-<environment>`, unless the environment sets `name`, and the length of
    /// names counts with that. `render`, `validate` and the others work on every environment unless `--env` names some.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$" }))]
    pub environments: Option<BTreeMap<String, Environment>>,
    /// Values for what buckets, jobs, roles and log groups leave out.
    pub defaults: Option<Defaults>,
    /// How data, logs, queues and topics are encrypted.
    pub encryption: Option<Encryption>,
    /// S3 buckets by key. The physical name is `<name>-<key>-<account>-<region>`, with `_` as `-`.
    ///
    /// Each is private, versioned, encrypted and refuses plain HTTP. Besides these lakegen creates `artifacts` (scripts,
    /// temporary files) and `access_logs`; both keys are reserved.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub buckets: Option<BTreeMap<String, Bucket>>,
    /// Streams by key: data that arrives record by record, written to S3 or kept for streaming jobs. Named `<name>-<key>`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub streams: Option<BTreeMap<String, Stream>>,
    /// Glue Data Catalog databases by key. The key is the physical name, as SQL writes it.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 255 }))]
    pub databases: Option<BTreeMap<String, Database>>,
    /// Columns by key, declared once for every table, mapping and rule that has them: `unified_order: { id: string }`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub schemas: Option<BTreeMap<String, Columns>>,
    /// Tables of the Data Catalog that lakegen makes, keyed `database.table`. Tables that crawlers make are not declared.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*\\.[a-z0-9_]{1,255}$" }))]
    pub tables: Option<BTreeMap<String, Table>>,
    /// How rows of tables become rows of a schema, by key. Jobs name those that they do in `mappings`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub mappings: Option<BTreeMap<String, Mapping>>,
    /// Glue connections by key: how crawlers reach databases, and S3 from inside a VPC. Named `<name>-<key>`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub connections: Option<BTreeMap<String, Connection>>,
    /// Glue classifiers by key, for data that crawlers do not recognise by themselves. Named `<name>-<key>`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub classifiers: Option<BTreeMap<String, Classifier>>,
    /// Glue crawlers by key: each looks at data and keeps tables in a database. Named `<name>-<key>`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub crawlers: Option<BTreeMap<String, Crawler>>,
    /// Gates by key: rules that data has to pass before a job writes it. Each is a Glue data quality ruleset named
    /// `<name>-<key>`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub data_quality: Option<BTreeMap<String, DataQuality>>,
    /// Glue jobs by key. Named `<name>-<key>`. Their roles follow from `reads` and `writes`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub jobs: Option<BTreeMap<String, Job>>,
    /// Data warehouses by key, loaded by jobs. Named `<name>-<key>`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub warehouses: Option<BTreeMap<String, Warehouse>>,
    /// EMR Serverless applications by key: Spark and Hive on the lake's tables. Named `<name>-<key>`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub emr_serverless: Option<BTreeMap<String, EmrApplication>>,
    /// SQL on the lake's tables.
    pub athena: Option<Athena>,
    /// Who sees which tables and columns, by Lake Formation.
    pub lake_formation: Option<LakeFormation>,
    /// Who is told when something fails.
    pub alarms: Option<Alarms>,
    /// Which warnings are known and accepted here.
    pub lint: Option<Lint>,
    /// Recognised only to say why not.
    #[serde(skip_serializing)]
    #[schemars(skip)]
    pub hive_metastore: Option<Refused>,
}

/// The version of the file format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct FormatVersion;

impl TryFrom<u64> for FormatVersion {
    type Error = String;

    fn try_from(version: u64) -> Result<Self, String> {
        match version {
            1 => Ok(Self),
            other => Err(format!("this lakegen reads format version 1, not {other}")),
        }
    }
}

impl From<FormatVersion> for u64 {
    fn from(_: FormatVersion) -> Self {
        1
    }
}

impl JsonSchema for FormatVersion {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FormatVersion".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "const": 1 })
    }
}

impl Spec {
    /// The spec as YAML, without what it leaves out.
    ///
    /// # Errors
    /// When a value cannot be written as YAML.
    pub fn to_yaml(&self) -> Result<String, serde_yaml::Error> {
        fn without_nulls(value: serde_yaml::Value) -> serde_yaml::Value {
            use serde_yaml::Value;
            match value {
                Value::Mapping(members) => {
                    let written = members.into_iter().filter(|(_, member)| !member.is_null());
                    Value::Mapping(written.map(|(key, member)| (key, without_nulls(member))).collect())
                }
                Value::Sequence(items) => Value::Sequence(items.into_iter().map(without_nulls).collect()),
                scalar => scalar,
            }
        }
        serde_yaml::to_string(&without_nulls(serde_yaml::to_value(self)?))
    }
}
