//! `streams:`

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::words;
use super::{Duration, S3Path, Size};

/// Data that arrives record by record: exactly one of `firehose`, which writes it to S3, and `kinesis`, which keeps it for
/// readers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["firehose"] }, { "required": ["kinesis"] }]))]
pub struct Stream {
    /// A Firehose stream: collects records and writes them to S3 as objects.
    pub firehose: Option<Firehose>,
    /// A Kinesis data stream: keeps records in order, for streaming jobs and for a Firehose stream to read.
    pub kinesis: Option<Kinesis>,
}

/// A Firehose stream: collects records and writes them to S3 as objects. Its role, log group and encryption follow.
///
/// Whoever writes to it needs `firehose:PutRecordBatch` on it. Objects arrive at every `buffer`; crawl the prefix, or
/// declare the table, and start jobs from there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Firehose {
    /// Where objects are written.
    pub to: S3Path,
    /// The key of a `kinesis` stream of this spec that it reads. When left out, producers write to it directly.
    #[schemars(extend("examples" = ["clicks"]))]
    pub source: Option<String>,
    /// How much it collects before it writes an object.
    pub buffer: Option<Buffer>,
    /// How objects are compressed. Glue and Athena read GZIP and UNCOMPRESSED by themselves.
    #[schemars(extend("default" = "GZIP"))]
    pub compression: Option<FirehoseCompression>,
    /// Folders below `to`, with Firehose's expressions; ends in `/`. Empty for none.
    ///
    /// `!{timestamp:yyyy-MM-dd}` is the time of arrival, `!{partitionKeyFromQuery:customer}` a key of `partition_keys`,
    /// `!{firehose:random-string}` a random text. The default is folders that Glue and Athena know as partitions.
    #[schemars(extend(
        "default" = "dt=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/",
        "examples" = ["dt=!{timestamp:yyyy-MM-dd}/", "customer=!{partitionKeyFromQuery:customer}/"]
    ))]
    pub prefix: Option<String>,
    /// The time zone of `!{timestamp:...}`.
    #[schemars(regex(pattern = r"^[A-Za-z/_]{1,50}$"), extend("default" = "UTC", "examples" = ["Europe/Berlin"]))]
    pub custom_time_zone: Option<String>,
    /// Dynamic partitioning of JSON records: names for `prefix`, each with the jq expression that finds its value.
    ///
    /// Every value that arrives opens a buffer of its own, 500 at a time at most. It costs extra, for each GB and object.
    #[schemars(extend(
        "propertyNames" = { "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" },
        "minProperties" = 1,
        "examples" = [{ "customer": ".customer.id" }]
    ))]
    pub partition_keys: Option<BTreeMap<String, String>>,
    /// Whether each record is followed by a line break, which makes JSON records into JSON lines. Not needed if the
    /// producers end their records so.
    #[schemars(extend("default" = false))]
    pub append_delimiter_to_record: Option<bool>,
    /// What object names end in, instead of what goes with the compression.
    #[schemars(regex(pattern = r"^\.[0-9a-z!\-_.*'()]{1,127}$"), extend("examples" = [".json.gz"]))]
    pub file_extension: Option<String>,
    /// Where records go that could not be processed: a prefix of the same bucket that nothing crawls. The default is
    /// `firehose_errors/<key>/`.
    #[schemars(extend("examples" = ["raw/firehose_errors/access/"]))]
    pub error_output_prefix: Option<S3Path>,
}

/// How much is collected before an object is written: whichever is reached first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Buffer {
    /// For how long: up to 900 seconds; with `partition_keys` at least 60.
    #[schemars(extend("default" = "5m"))]
    pub interval: Option<Duration>,
    /// How much: whole megabytes, 1MB to 128MB; with `partition_keys` at least 64MB. Large objects are faster to read.
    #[schemars(extend("default" = "128MB"))]
    pub size: Option<Size>,
}

/// A Kinesis data stream, encrypted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kinesis {
    /// Who decides the capacity.
    #[schemars(extend("default" = "ON_DEMAND"))]
    pub stream_mode: Option<StreamMode>,
    /// How many shards, each taking 1 MB or 1,000 records in a second. With PROVISIONED only, and needed there.
    #[schemars(range(min = 1, max = 100_000))]
    pub shard_count: Option<u32>,
    /// How long records can be read: whole hours, `24h` to `365d`. More than a day costs extra.
    #[schemars(extend("default" = "1d"))]
    pub retention_period: Option<Duration>,
    /// Metrics of each single shard, beside those of the stream. They cost extra.
    #[schemars(with = "Option<Vec<ShardLevelMetric>>", extend("default" = []))]
    pub shard_level_metrics: Option<BTreeSet<ShardLevelMetric>>,
}

words! {
    /// How Firehose compresses objects.
    FirehoseCompression {
        /// As they are.
        Uncompressed = "UNCOMPRESSED",
        /// gzip. The default.
        Gzip = "GZIP",
        /// ZIP. Spark does not read it.
        Zip = "ZIP",
        /// Snappy in frames. Spark does not read it.
        Snappy = "Snappy",
        /// Snappy as Hadoop writes it.
        HadoopSnappy = "HADOOP_SNAPPY",
    }
}

words! {
    /// Who decides the capacity of a Kinesis stream.
    StreamMode {
        /// Kinesis, by what arrives. The default.
        OnDemand = "ON_DEMAND",
        /// You, by `shard_count`.
        Provisioned = "PROVISIONED",
    }
}

words! {
    /// A metric of each single shard.
    ShardLevelMetric {
        /// Bytes put.
        IncomingBytes = "IncomingBytes",
        /// Records put.
        IncomingRecords = "IncomingRecords",
        /// Bytes read.
        OutgoingBytes = "OutgoingBytes",
        /// Records read.
        OutgoingRecords = "OutgoingRecords",
        /// Puts that were refused because the shard was full.
        WriteProvisionedThroughputExceeded = "WriteProvisionedThroughputExceeded",
        /// Reads that were refused because the shard was busy.
        ReadProvisionedThroughputExceeded = "ReadProvisionedThroughputExceeded",
        /// How old the last record is that was read.
        IteratorAgeMilliseconds = "IteratorAgeMilliseconds",
    }
}
