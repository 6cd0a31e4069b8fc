//! `crawlers.<key>.targets:`

use std::fmt;

use schemars::{JsonSchema, Schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::schema::or_shorthand;
use super::{JdbcMetadata, S3Path};

/// What a crawler crawls: of one kind or several. One path for each crawler is best: its event then says what is new.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct CrawlerTargets {
    /// S3 prefixes: `raw/orders/` (a bucket key and a prefix), or a mapping with exclusions and a sample size.
    #[schemars(length(min = 1))]
    pub s3: Option<Vec<S3Target>>,
    /// Tables of relational databases.
    #[schemars(length(min = 1))]
    pub jdbc: Option<Vec<JdbcTarget>>,
    /// DynamoDB tables.
    #[schemars(length(min = 1))]
    pub dynamodb: Option<Vec<DynamoDbTarget>>,
    /// Tables that the Data Catalog has already: the crawl keeps them up to date and makes none.
    #[schemars(length(min = 1))]
    pub catalog: Option<Vec<CatalogTarget>>,
    /// Delta Lake tables in S3.
    #[schemars(length(min = 1))]
    pub delta: Option<Vec<DeltaTarget>>,
    /// Folders in S3 that hold Iceberg tables.
    #[schemars(length(min = 1))]
    pub iceberg: Option<Vec<TableFormatTarget>>,
    /// Folders in S3 that hold Hudi tables.
    #[schemars(length(min = 1))]
    pub hudi: Option<Vec<TableFormatTarget>>,
    /// Collections of MongoDB or DocumentDB.
    #[schemars(length(min = 1))]
    pub mongodb: Option<Vec<MongoDbTarget>>,
}

/// An S3 prefix to crawl: the path alone, or a mapping.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = path_or_mapping)]
pub struct S3Target {
    /// The prefix to crawl.
    pub path: S3Path,
    /// What is left out: glob patterns relative to the path. `*` stays within a folder, `**` crosses folders.
    ///
    /// lakegen always leaves out `**/_temporary/**`, `**/_SUCCESS`, `**/_spark_metadata/**` and `**/*_$folder$`.
    #[schemars(extend("default" = [], "examples" = [["**/_temporary/**", "**.tmp"]]))]
    pub exclusions: Option<Vec<String>>,
    /// How many files of each leaf folder are read: 1 to 249. All files when left out.
    #[schemars(range(min = 1, max = 249))]
    pub sample_size: Option<u32>,
    /// A key of `connections` that only says `network`: for a bucket that is reached from inside a VPC only.
    pub connection: Option<String>,
}

/// Tables of a relational database.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["connection", "path"]))]
pub struct JdbcTarget {
    /// A key of `connections` with `jdbc`. Needed.
    #[schemars(extend("examples" = ["crm_postgres"]))]
    pub connection: Option<String>,
    /// Database, schema and table, `%` standing for any: `crm/public/orders`, `crm/public/%`; without schemas `shop/%`.
    #[schemars(length(min = 1), extend("examples" = ["crm/public/orders", "crm/public/%"]))]
    pub path: String,
    /// What is left out, written as in `path`.
    #[schemars(extend("default" = [], "examples" = [["crm/public/tmp_%"]]))]
    pub exclusions: Option<Vec<String>>,
    /// What else the tables keep of the source.
    #[schemars(extend("default" = []))]
    pub enable_additional_metadata: Option<Vec<JdbcMetadata>>,
}

/// A DynamoDB table of this account and region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DynamoDbTarget {
    /// The name of the table.
    #[schemars(regex(pattern = r"^[A-Za-z0-9_.-]{3,255}$"), extend("examples" = ["carts"]))]
    pub path: String,
    /// Whether the crawl reads every row, or a sample.
    #[schemars(extend("default" = true))]
    pub scan_all: Option<bool>,
    /// Which part of the table's read capacity the crawl may use: 0.1 to 1.5. Glue takes half when left out.
    #[schemars(range(min = 0.1, max = 1.5))]
    pub scan_rate: Option<serde_json::Number>,
}

/// Tables that the Data Catalog has already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogTarget {
    /// The key of their database.
    pub database: String,
    /// Their names.
    #[schemars(length(min = 1), extend("examples" = [["orders", "returns"]]))]
    pub tables: Vec<String>,
    /// Where their data lies: S3 prefixes that the crawl has to read. No file says it, so it is asked.
    #[schemars(length(min = 1), extend("examples" = [["raw/orders/"]]))]
    pub locations: Vec<S3Path>,
    /// A key of `connections` that only says `network`.
    pub connection: Option<String>,
}

/// Delta Lake tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeltaTarget {
    /// The folder of each table: the one that holds `_delta_log/`.
    #[schemars(length(min = 1), extend("examples" = [["raw/events/"]]))]
    pub delta_tables: Vec<S3Path>,
    /// Whether the crawl writes manifest files beside the data, for engines that cannot read a Delta log.
    #[schemars(extend("default" = false))]
    pub write_manifest: Option<bool>,
    /// Whether the tables are Delta tables, for engines that read the log, such as Athena version 3. They are, unless
    /// manifests are written.
    #[schemars(extend("default" = true))]
    pub create_native_delta_table: Option<bool>,
    /// A key of `connections` that only says `network`.
    pub connection: Option<String>,
}

/// Folders that hold Iceberg or Hudi tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableFormatTarget {
    /// The folders to look in.
    #[schemars(length(min = 1), extend("examples" = [["raw/lakehouse/"]]))]
    pub paths: Vec<S3Path>,
    /// What is left out: glob patterns relative to the paths.
    #[schemars(extend("default" = [], "examples" = [["tmp/**"]]))]
    pub exclusions: Option<Vec<String>>,
    /// How many folders deep the crawl looks for tables: 1 to 20. A small number makes a quick crawl.
    #[schemars(range(min = 1, max = 20), extend("default" = 10))]
    pub maximum_traversal_depth: Option<u32>,
    /// A key of `connections` that only says `network`.
    pub connection: Option<String>,
}

/// Collections of MongoDB or DocumentDB.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["connection", "path"]))]
pub struct MongoDbTarget {
    /// A key of `connections` with `mongodb`. Needed.
    pub connection: Option<String>,
    /// Database and collection: `shop/reviews`, `shop/%`.
    #[schemars(length(min = 1), extend("examples" = ["shop/reviews"]))]
    pub path: String,
    /// Whether the crawl reads every document, or a sample. Terraform only: CloudFormation cannot say it.
    pub scan_all: Option<bool>,
}

fn path_or_mapping(schema: &mut Schema) {
    or_shorthand(schema, "S3Path");
}

impl Serialize for S3Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for S3Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PathOrMapping;

        impl<'de> Visitor<'de> for PathOrMapping {
            type Value = S3Target;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a path such as `raw/orders/`, or a mapping with `path`")
            }

            fn visit_str<E: de::Error>(self, path: &str) -> Result<S3Target, E> {
                Ok(S3Target { path: S3Path::new(path), exclusions: None, sample_size: None, connection: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<S3Target, A::Error> {
                S3Target::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(PathOrMapping)
    }
}
