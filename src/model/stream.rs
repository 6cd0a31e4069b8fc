//! Streams: data that arrives record by record.

use std::collections::{BTreeMap, BTreeSet};

use super::S3Location;
use crate::diag::Pointer;
pub use crate::spec::{FirehoseCompression, ShardLevelMetric, Size, StreamMode};

/// A stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it is.
    pub kind: StreamKind,
}

/// What a stream is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// It writes to S3.
    Firehose(Box<Firehose>),
    /// It keeps records for readers.
    Kinesis(Kinesis),
}

/// A Firehose stream that writes to S3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firehose {
    /// Where objects are written.
    pub to: S3Location,
    /// Where records go that could not be processed: in the bucket of `to`.
    pub error_output_prefix: S3Location,
    /// The Kinesis stream that it reads, a key of [`super::Pipeline::streams`]; else producers write to it.
    pub source: Option<String>,
    /// An object is written after so many seconds.
    pub buffer_seconds: u32,
    /// And when so much has arrived.
    pub buffer_size: Size,
    /// How objects are compressed.
    pub compression: FirehoseCompression,
    /// Folders below `to`, with Firehose's expressions; may be empty.
    pub prefix: String,
    /// The time zone of the expressions.
    pub custom_time_zone: String,
    /// jq expressions by the names that `prefix` has for their values.
    pub partition_keys: BTreeMap<String, String>,
    /// Whether each record is followed by a line break.
    pub append_delimiter: bool,
    /// What object names end in, instead of what goes with the compression.
    pub file_extension: Option<String>,
}

/// A Kinesis data stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinesis {
    /// Who decides the capacity.
    pub mode: StreamMode,
    /// How many shards; only when provisioned.
    pub shard_count: Option<u32>,
    /// How long records can be read.
    pub retention_hours: u32,
    /// Metrics of each single shard.
    pub shard_level_metrics: BTreeSet<ShardLevelMetric>,
}

impl Stream {
    /// The Firehose stream that it is.
    pub fn firehose(&self) -> Option<&Firehose> {
        match &self.kind {
            StreamKind::Firehose(firehose) => Some(firehose),
            StreamKind::Kinesis(_) => None,
        }
    }

    /// Whether it is a Kinesis stream.
    pub const fn is_kinesis(&self) -> bool {
        matches!(self.kind, StreamKind::Kinesis(_))
    }
}
