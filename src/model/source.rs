//! What crawlers read, and how they reach it.

use std::collections::BTreeSet;

use serde_json::Number;

use crate::diag::Pointer;
pub use crate::spec::{JdbcMetadata, Network};

use super::{Crawler, Pipeline, Read, S3Location};

/// What a crawler crawls; at least one of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// S3 prefixes.
    pub s3: Vec<S3Target>,
    /// Tables of relational databases.
    pub jdbc: Vec<JdbcTarget>,
    /// DynamoDB tables.
    pub dynamodb: Vec<DynamoDbTarget>,
    /// Tables that the Data Catalog has already.
    pub catalog: Vec<CatalogTarget>,
    /// Delta Lake tables.
    pub delta: Vec<DeltaTarget>,
    /// Folders with Iceberg tables.
    pub iceberg: Vec<TableFormatTarget>,
    /// Folders with Hudi tables.
    pub hudi: Vec<TableFormatTarget>,
    /// Collections of MongoDB.
    pub mongodb: Vec<MongoDbTarget>,
}

impl Targets {
    /// How many there are of each kind, by the spec's word for it.
    pub fn counts(&self) -> [(&'static str, usize); 8] {
        [
            ("s3", self.s3.len()),
            ("jdbc", self.jdbc.len()),
            ("dynamodb", self.dynamodb.len()),
            ("catalog", self.catalog.len()),
            ("delta", self.delta.len()),
            ("iceberg", self.iceberg.len()),
            ("hudi", self.hudi.len()),
            ("mongodb", self.mongodb.len()),
        ]
    }

    /// The kinds of which there is one, by the spec's words.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.counts().into_iter().filter(|(_, count)| *count > 0).map(|(kind, _)| kind).collect()
    }

    /// Where the table formats lie that are not plain S3 targets: Delta, Iceberg and Hudi.
    pub fn table_locations(&self) -> impl Iterator<Item = &S3Location> {
        let formats = self.iceberg.iter().chain(&self.hudi).flat_map(|target| &target.locations);
        self.delta.iter().flat_map(|target| &target.locations).chain(formats)
    }

    /// Those of [`Self::table_locations`] of which nothing is left out.
    pub fn unfiltered_locations(&self) -> impl Iterator<Item = &S3Location> {
        let formats = self.iceberg.iter().chain(&self.hudi).filter(|target| target.exclusions.is_empty());
        let formats = formats.flat_map(|target| &target.locations);
        self.delta.iter().flat_map(|target| &target.locations).chain(formats)
    }

    /// Everything in S3 that a crawl reads.
    pub fn locations(&self) -> BTreeSet<&S3Location> {
        let catalog = self.catalog.iter().flat_map(|target| &target.locations);
        self.s3.iter().map(|target| &target.location).chain(catalog).chain(self.table_locations()).collect()
    }

    /// The connections that a crawl uses, each with the place of its target and the kind that it has to be.
    pub fn connections(&self) -> Vec<(&str, &Pointer, ConnectionUse)> {
        use ConnectionUse::{Jdbc, MongoDb, PrivateS3};
        let s3 = self.s3.iter().map(|target| (target.connection.as_deref(), &target.origin, PrivateS3));
        let catalog = self.catalog.iter().map(|target| (target.connection.as_deref(), &target.origin, PrivateS3));
        let delta = self.delta.iter().map(|target| (target.connection.as_deref(), &target.origin, PrivateS3));
        let formats = self.iceberg.iter().chain(&self.hudi);
        let formats = formats.map(|target| (target.connection.as_deref(), &target.origin, PrivateS3));
        let jdbc = self.jdbc.iter().map(|target| (Some(target.connection.as_str()), &target.origin, Jdbc));
        let mongodb = self.mongodb.iter().map(|target| (Some(target.connection.as_str()), &target.origin, MongoDb));
        let all = s3.chain(catalog).chain(delta).chain(formats).chain(jdbc).chain(mongodb);
        all.filter_map(|(name, origin, kind)| name.map(|name| (name, origin, kind))).collect()
    }
}

impl Pipeline {
    /// The crawlers that may have made the tables of `read`: those that fill its database, and whose tables begin as
    /// it does. A table that the spec declares has none.
    pub fn crawlers_behind(&self, read: &Read) -> Vec<&Crawler> {
        let Read::Tables { database, tables, .. } = read else { return Vec::new() };
        if self.tables.contains_key(&format!("{database}.{tables}")) {
            return Vec::new();
        }
        let (fixed, open) = tables.split_once('*').map_or((tables.as_str(), false), |(fixed, _)| (fixed, true));
        let begins = |prefix: &str| fixed.starts_with(prefix) || (open && prefix.starts_with(fixed));
        let fills = |crawler: &&Crawler| crawler.database == *database && begins(&crawler.table_prefix);
        self.crawlers.values().filter(fills).collect()
    }
}

/// What a target wants of its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionUse {
    /// A way to S3 inside a VPC.
    PrivateS3,
    /// A relational database.
    Jdbc,
    /// MongoDB.
    MongoDb,
}

/// One S3 prefix that a crawler reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Target {
    /// Where the spec says so.
    pub origin: Pointer,
    /// What is crawled.
    pub location: S3Location,
    /// Glob patterns, relative to the location, of what is left out; Spark's own files are always among them.
    pub exclusions: Vec<String>,
    /// How many files of each leaf folder are read; all when absent.
    pub sample_size: Option<u32>,
    /// A key of [`Pipeline::connections`](super::Pipeline::connections).
    pub connection: Option<String>,
}

/// Tables of a relational database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JdbcTarget {
    /// Where the spec says so.
    pub origin: Pointer,
    /// A key of [`Pipeline::connections`](super::Pipeline::connections).
    pub connection: String,
    /// Database, schema and table.
    pub path: String,
    /// What is left out.
    pub exclusions: Vec<String>,
    /// What else the tables keep.
    pub metadata: Vec<JdbcMetadata>,
}

/// A DynamoDB table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DynamoDbTarget {
    /// Where the spec says so.
    pub origin: Pointer,
    /// Its name.
    pub table: String,
    /// Whether every row is read.
    pub scan_all: bool,
    /// Which part of the read capacity may be used.
    pub scan_rate: Option<Number>,
}

/// Tables that the Data Catalog has already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogTarget {
    /// Where the spec says so.
    pub origin: Pointer,
    /// A key of [`Pipeline::databases`](super::Pipeline::databases).
    pub database: String,
    /// The tables' names.
    pub tables: Vec<String>,
    /// Where their data lies.
    pub locations: Vec<S3Location>,
    /// A key of [`Pipeline::connections`](super::Pipeline::connections).
    pub connection: Option<String>,
}

/// Delta Lake tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeltaTarget {
    /// Where the spec says so.
    pub origin: Pointer,
    /// The folders of the tables.
    pub locations: Vec<S3Location>,
    /// Whether the crawl writes manifests.
    pub write_manifest: bool,
    /// Whether the tables are native Delta tables.
    pub native: bool,
    /// A key of [`Pipeline::connections`](super::Pipeline::connections).
    pub connection: Option<String>,
}

/// Folders with Iceberg or Hudi tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFormatTarget {
    /// Where the spec says so.
    pub origin: Pointer,
    /// The folders.
    pub locations: Vec<S3Location>,
    /// Glob patterns of what is left out.
    pub exclusions: Vec<String>,
    /// How many folders deep tables are looked for.
    pub depth: u32,
    /// A key of [`Pipeline::connections`](super::Pipeline::connections).
    pub connection: Option<String>,
}

/// Collections of MongoDB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MongoDbTarget {
    /// Where the spec says so.
    pub origin: Pointer,
    /// A key of [`Pipeline::connections`](super::Pipeline::connections).
    pub connection: String,
    /// Database and collection.
    pub path: String,
    /// Whether every document is read.
    pub scan_all: Option<bool>,
}

/// A Glue connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it leads to.
    pub description: Option<String>,
    /// What stands at its other end.
    pub end: ConnectionEnd,
    /// The secret, by name or ARN, that holds user and password.
    pub secret: Option<String>,
    /// Where Glue puts its network interfaces.
    pub network: Option<Network>,
}

/// What stands at the other end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionEnd {
    /// A relational database.
    Jdbc {
        /// Where it listens.
        url: String,
        /// Whether Glue refuses to talk without TLS.
        enforce_ssl: bool,
    },
    /// MongoDB, by its URL.
    MongoDb(String),
    /// Nothing but the network itself.
    Network,
    /// Whatever the existing connection of this name leads to.
    Imported(String),
}
