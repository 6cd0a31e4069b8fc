//! The types of a resolved pipeline. Whoever holds a [`Pipeline`] need not ask what was optional in the spec.

use std::collections::BTreeMap;

use super::{
    Alarms, Allowed, Athena, Connection, CrawlerTrigger, EmrApplication, Environment, Gate, Job, LakeFormation,
    Mapping, Schema, Stream, Table, Targets, Warehouse,
};
use crate::diag::Pointer;
pub use crate::spec::{
    CatalogEncryptionMode, Configuration, ContainsHeader, CrawlerLakeFormation, CrawlerLineage, CsvClassifier,
    CsvSerde, CustomDatatype, DeleteBehavior, Duration, ExecutionClass, GlueVersion, JobBookmark, JobType, LibrarySet,
    PartitionsBehavior, RecrawlBehavior, StorageClass, TableGroupingPolicy, TablesBehavior, UpdateBehavior, WorkerType,
    Zone,
};

/// One data lake: everything that the resources are made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// The first part of every physical name; with the environment in it, unless that sets the name.
    pub name: String,
    /// The environment that the lake is in, if the spec declares any.
    pub environment: Option<Environment>,
    /// The ARN of the policy that limits every role.
    pub permissions_boundary: Option<String>,
    /// What the lake is for.
    pub description: Option<String>,
    /// Tags of every resource that takes tags.
    pub tags: BTreeMap<String, String>,
    /// Which key encrypts data, logs, queues and topics.
    pub kms_key: KmsKey,
    /// Where the spec says that the account's Data Catalog is encrypted with this key; else the setting is left alone.
    pub catalog_encryption: Option<Pointer>,
    /// How many days log groups keep their events.
    pub log_retention_days: u32,
    /// Buckets by key, imported ones too.
    pub buckets: BTreeMap<String, Bucket>,
    /// Streams by key.
    pub streams: BTreeMap<String, Stream>,
    /// Data Catalog databases by key; the key is the physical name.
    pub databases: BTreeMap<String, Database>,
    /// Schemas by key.
    pub schemas: BTreeMap<String, Schema>,
    /// Declared tables by key, `database.table`.
    pub tables: BTreeMap<String, Table>,
    /// How rows of tables become rows of schemas, by key.
    pub mappings: BTreeMap<String, Mapping>,
    /// Connections by key, imported ones too.
    pub connections: BTreeMap<String, Connection>,
    /// Classifiers by key.
    pub classifiers: BTreeMap<String, Classifier>,
    /// Crawlers by key.
    pub crawlers: BTreeMap<String, Crawler>,
    /// Gates by key.
    pub gates: BTreeMap<String, Gate>,
    /// Jobs by key.
    pub jobs: BTreeMap<String, Job>,
    /// Warehouses by key.
    pub warehouses: BTreeMap<String, Warehouse>,
    /// EMR Serverless applications by key.
    pub emr_serverless: BTreeMap<String, EmrApplication>,
    /// Athena's work group and saved queries.
    pub athena: Option<Athena>,
    /// Where Lake Formation hands out access, and to whom.
    pub lake_formation: Option<LakeFormation>,
    /// Who is told about what.
    pub alarms: Alarms,
    /// Warnings that are accepted.
    pub allowed: Vec<Allowed>,
}

impl Pipeline {
    /// The physical name of what has `key`: `orders` and `raw_orders` make `orders-raw-orders`.
    ///
    /// Streams, connections, classifiers, crawlers and jobs are named so; buckets carry account and region behind it; a database is named by its key alone.
    pub fn physical_name(&self, key: &str) -> String {
        format!("{}-{}", self.name, key.replace('_', "-"))
    }
}

/// Which KMS key encrypts the lake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KmsKey {
    /// One that lakegen creates, with rotation.
    Create,
    /// The keys that AWS manages for each service.
    AwsManaged,
    /// An existing key, by ARN.
    Imported(String),
}

/// An S3 bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// The physical name of a bucket that exists already: never created, only granted.
    pub import: Option<String>,
    /// What it is for.
    pub zone: Option<Zone>,
    /// Lifecycle rules in the spec's order.
    pub lifecycle: Vec<LifecycleRule>,
    /// Whether it outlives its stack.
    pub retain: bool,
}

/// When the objects of a bucket move and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifecycleRule {
    /// The rule's name within the bucket: `rule-1`, `rule-2`...
    pub id: String,
    /// The objects it applies to; empty means all.
    pub prefix: String,
    /// Where current versions move to.
    pub transition: Option<Transition>,
    /// After how many days current versions expire.
    pub expire_days: Option<u32>,
    /// After how many days old versions are deleted for good.
    pub noncurrent_expire_days: Option<u32>,
}

/// A move to another storage class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The class objects move to.
    pub storage_class: StorageClass,
    /// After how many days.
    pub days: u32,
}

/// A bucket by what the spec knows of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BucketRef {
    /// A key of [`Pipeline::buckets`].
    Declared(String),
    /// The physical name of a bucket that the spec does not declare.
    Foreign(String),
}

/// A prefix in a bucket.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct S3Location {
    /// The bucket.
    pub bucket: BucketRef,
    /// Empty for the whole bucket, else it ends in `/`.
    pub prefix: String,
}

/// A Data Catalog database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Database {
    /// Its key in the spec, which is its physical name.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it holds.
    pub description: Option<String>,
    /// Where its tables lie, unless they say another place.
    pub location: Option<S3Location>,
}

/// A Glue classifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classifier {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it recognises.
    pub format: ClassifierFormat,
}

/// What a classifier recognises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClassifierFormat {
    /// Lines of text.
    Grok {
        /// The pattern of a line.
        pattern: String,
        /// Further named patterns, one a line.
        custom_patterns: Option<String>,
        /// What the tables are classified as.
        classification: String,
    },
    /// JSON whose rows lie at a path.
    Json {
        /// The JSON path of a row.
        path: String,
    },
    /// XML.
    Xml {
        /// The element that is a row.
        row_tag: String,
        /// What the tables are classified as.
        classification: String,
    },
    /// CSV.
    Csv(CsvClassifier),
}

/// A Glue crawler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crawler {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it finds.
    pub description: Option<String>,
    /// The database it fills, or keeps up to date: a key of [`Pipeline::databases`].
    pub database: String,
    /// What it crawls; at least one.
    pub targets: Targets,
    /// Keys of [`Pipeline::classifiers`], in the order in which they are tried.
    pub classifiers: Vec<String>,
    /// What its table names start with; may be empty.
    pub table_prefix: String,
    /// How it reads S3, if not by its own role.
    pub lake_formation: Option<CrawlerLakeFormation>,
    /// Whether it records where its tables come from; Glue decides when absent.
    pub lineage: Option<CrawlerLineage>,
    /// What it looks at when it runs again.
    pub recrawl: RecrawlBehavior,
    /// What it does with changed schemas.
    pub update_behavior: UpdateBehavior,
    /// What it does with vanished objects.
    pub delete_behavior: DeleteBehavior,
    /// How it makes tables and partitions.
    pub configuration: Configuration,
    /// What starts it; nothing when absent.
    pub trigger: Option<CrawlerTrigger>,
    /// How long a crawl takes, as far as its owner knows.
    pub expected_duration: Option<Duration>,
    /// The ARN of a role that exists already; else lakegen derives one.
    pub role: Option<String>,
}

/// The code of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Script {
    /// A file beside the spec.
    Local {
        /// Relative to the spec's folder, with `/`.
        path: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// A script that lakegen writes.
    Builtin(Builtin),
}

/// A script that lakegen writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Builtin {
    /// Reads every table and location, writes Parquet.
    Parquet,
    /// Reads every table and location, writes flat tables as Parquet.
    Flatten,
    /// Reads every table and location, loads tables of warehouses.
    Redshift,
    /// Brings the rows of several tables into one, by mappings.
    Unify,
}

impl Builtin {
    /// Every script.
    pub const ALL: [Self; 4] = [Self::Parquet, Self::Flatten, Self::Redshift, Self::Unify];

    /// The word behind `builtin:`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Flatten => "flatten",
            Self::Redshift => "redshift",
            Self::Unify => "unify",
        }
    }
}

impl Crawler {
    /// Whether it reads S3 by the grants of Lake Formation.
    pub fn uses_lake_formation(&self) -> bool {
        self.lake_formation.as_ref().is_some_and(|lake_formation| lake_formation.use_credentials)
    }
}

/// Something a job may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// The objects below a prefix.
    Location(S3Location),
    /// A Kinesis stream: a key of [`Pipeline::streams`].
    Stream(String),
    /// Tables of a database, with the data behind them.
    Tables {
        /// A key of [`Pipeline::databases`].
        database: String,
        /// A table name, in which `*` stands for any text.
        tables: String,
        /// The S3 targets of the crawlers that fill the database, without duplicates: where the data lies.
        locations: Vec<S3Location>,
    },
}
