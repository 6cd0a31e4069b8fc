//! Streams, written down again.

use crate::model::{Firehose, Kinesis, Stream, StreamKind};
use crate::spec::{self, Duration, S3Path};

pub(super) fn stream(stream: &Stream) -> spec::Stream {
    match &stream.kind {
        StreamKind::Firehose(written) => spec::Stream { firehose: Some(firehose(written)), kinesis: None },
        StreamKind::Kinesis(written) => spec::Stream { firehose: None, kinesis: Some(kinesis(written)) },
    }
}

fn firehose(firehose: &Firehose) -> spec::Firehose {
    spec::Firehose {
        to: S3Path::new(firehose.to.to_string()),
        source: firehose.source.clone(),
        buffer: Some(spec::Buffer {
            interval: Some(Duration::from_seconds(firehose.buffer_seconds.into())),
            size: Some(firehose.buffer_size),
        }),
        compression: Some(firehose.compression),
        prefix: Some(firehose.prefix.clone()),
        custom_time_zone: Some(firehose.custom_time_zone.clone()),
        partition_keys: (!firehose.partition_keys.is_empty()).then(|| firehose.partition_keys.clone()),
        append_delimiter_to_record: Some(firehose.append_delimiter),
        file_extension: firehose.file_extension.clone(),
        error_output_prefix: Some(S3Path::new(firehose.error_output_prefix.to_string())),
    }
}

fn kinesis(kinesis: &Kinesis) -> spec::Kinesis {
    spec::Kinesis {
        stream_mode: Some(kinesis.mode),
        shard_count: kinesis.shard_count,
        retention_period: Some(Duration::from_seconds(u64::from(kinesis.retention_hours) * 3600)),
        shard_level_metrics: Some(kinesis.shard_level_metrics.clone()),
    }
}
