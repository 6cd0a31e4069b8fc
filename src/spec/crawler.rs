//! `crawlers:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::words;
use super::{
    CrawlerTargets, CrawlerTrigger, DeleteBehavior, Duration, PartitionsBehavior, RecrawlBehavior, Refused, RoleArn,
    TableGroupingPolicy, TablesBehavior, UpdateBehavior,
};

/// A Glue crawler: looks at data and keeps tables in a database. Its role, log group and order of creation follow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["targets"]))]
pub struct Crawler {
    /// What it finds, in a sentence. At most 2,048 characters.
    #[schemars(length(max = 2048))]
    pub description: Option<String>,
    /// The key of the database that it fills. Needed, unless its targets are tables of the catalog.
    #[schemars(extend("examples" = ["orders"]))]
    pub database: Option<String>,
    /// What it crawls. Needed.
    ///
    /// Nested data becomes columns of structs and arrays: `builtin:flatten` makes flat tables of them, a `json` classifier
    /// reads rows from inside a document, and `configuration.table_level` says which folders are tables.
    pub targets: Option<CrawlerTargets>,
    /// Keys of `classifiers`, in the order in which they are tried, before Glue's own: json, csv, parquet, avro, orc...
    #[schemars(length(min = 1), extend("examples" = [["nginx_access"]]))]
    pub classifiers: Option<Vec<String>>,
    /// What its table names start with: lower-case letters, digits and `_`, at most 64. A table is named after its folder.
    #[schemars(regex(pattern = r"^[a-z0-9_]{0,64}$"), extend("default" = "", "examples" = ["raw_"]))]
    pub table_prefix: Option<String>,
    /// What it looks at when it runs again.
    ///
    /// Full crawls of large prefixes take long, since every object is listed: CRAWL_EVENT_MODE reads only what S3 has
    /// announced, CRAWL_NEW_FOLDERS_ONLY only folders that it does not know. A `sample_size` and `exclusions` of the target
    /// shorten any crawl, and a prefix whose tables are declared needs none.
    #[schemars(extend("default" = "CRAWL_EVERYTHING"))]
    pub recrawl_behavior: Option<RecrawlBehavior>,
    /// What it does about changed schemas and vanished objects.
    pub schema_change_policy: Option<SchemaChangePolicy>,
    /// How it makes tables and partitions.
    pub configuration: Option<Configuration>,
    /// What starts it. Needed, because a crawler that nothing starts is nearly always forgotten: `on_demand: true` says
    /// that you start it by hand.
    pub trigger: Option<CrawlerTrigger>,
    /// How long a crawl takes, as far as you know: lakegen warns where it would not end before the next one.
    #[schemars(extend("examples" = ["25m"]))]
    pub expected_duration: Option<Duration>,
    /// Whether it reads S3 with credentials of Lake Formation instead of its role's. Left out, it does where it crawls plain
    /// prefixes only, all of them in `lake_formation.registered_locations`.
    pub lake_formation: Option<CrawlerLakeFormation>,
    /// Whether it records where its tables come from.
    #[schemars(extend("default" = "DISABLE"))]
    pub lineage: Option<CrawlerLineage>,
    /// A role that exists already. lakegen derives one, with least privilege, when left out.
    pub role: Option<RoleArn>,
    /// Recognised only to say why not.
    #[serde(skip_serializing)]
    #[schemars(skip)]
    pub hive_metastore: Option<Refused>,
}

/// Reads S3 with credentials of Lake Formation.
///
/// The crawled locations have to be registered, and the crawler's role needs DATA_LOCATION_ACCESS on them and CREATE_TABLE
/// on its database. With `lake_formation` in this spec lakegen does both; else an administrator of Lake Formation has to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CrawlerLakeFormation {
    /// Whether it does.
    pub use_credentials: bool,
    /// The account that shares the data, if it is another: 12 digits. Quote it.
    #[schemars(regex(pattern = r"^[0-9]{12}$"), extend("examples" = ["222222222222"]))]
    pub account_id: Option<String>,
}

words! {
    /// Whether a crawler records where its tables come from.
    CrawlerLineage {
        /// It does.
        Enable = "ENABLE",
        /// It does not. The default.
        Disable = "DISABLE",
    }
}

/// What a crawler does about changed schemas and vanished objects.
///
/// Left out, both follow from `recrawl_behavior`: UPDATE_IN_DATABASE and DEPRECATE_IN_DATABASE for CRAWL_EVERYTHING,
/// UPDATE_IN_DATABASE and LOG for CRAWL_EVENT_MODE, LOG and LOG for CRAWL_NEW_FOLDERS_ONLY, which accepts nothing else.
/// With `catalog` targets `delete_behavior` is LOG.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemaChangePolicy {
    /// When the schema of a table has changed.
    pub update_behavior: Option<UpdateBehavior>,
    /// When the objects of a table are gone.
    pub delete_behavior: Option<DeleteBehavior>,
}

/// How a crawler makes tables and partitions: Glue's `Configuration` document, typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// How folders become tables. Glue decides by the similarity of schemas when left out.
    pub table_grouping_policy: Option<TableGroupingPolicy>,
    /// Which folder level is a table, the bucket being level 1: for `raw/orders/`, 2 is `orders`.
    #[schemars(range(min = 1))]
    pub table_level: Option<u32>,
    /// What happens to the columns of a table that exists already.
    pub tables: Option<TablesBehavior>,
    /// The crawl fails when it would make more tables than this.
    #[schemars(range(min = 1))]
    pub table_threshold: Option<u32>,
    /// Where a partition takes its columns and format from.
    pub partitions: Option<PartitionsBehavior>,
    /// Whether Glue indexes the partitions, which makes queries over many partitions faster. With
    /// `encryption.catalog_encryption_mode` it does not, as it indexes no encrypted partitions.
    #[schemars(extend("default" = true))]
    pub create_partition_index: Option<bool>,
}
