//! Streams: where they write, and what they read.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec::{self, Duration};

use super::location;
use crate::model::scope::Scope;
use crate::model::{Firehose, FirehoseCompression, Kinesis, S3Location, Size, Stream, StreamKind, StreamMode};

/// Larger than Firehose's own 5 MB: fewer and larger objects are crawled and read faster.
const BUFFER_SIZE: Size = Size::from_megabytes(128);
const BUFFER_INTERVAL: Duration = Duration::from_seconds(300);
/// Folders that Glue and Athena know as partitions.
const PREFIX: &str = "dt=!{timestamp:yyyy-MM-dd}/hour=!{timestamp:HH}/";
const RETENTION: Duration = Duration::from_seconds(24 * 3600);

pub(super) fn stream(scope: &mut Scope<'_>, key: &str, origin: Pointer, stream: &spec::Stream) -> Option<Stream> {
    let kind = match (&stream.firehose, &stream.kinesis) {
        (Some(declared), None) => {
            StreamKind::Firehose(Box::new(firehose(scope, key, &origin.key("firehose"), declared)?))
        }
        (None, Some(declared)) => StreamKind::Kinesis(kinesis(scope, &origin.key("kinesis"), declared)),
        (Some(_), Some(_)) => {
            let message = format!("stream `{key}` is both a `firehose` and a `kinesis` stream");
            let finding = Diagnostic::new(&rules::STREAM_KIND, Place::Key(origin), message);
            scope.report(finding.help("Declare two streams, and let the first name the second as its `source`."));
            return None;
        }
        (None, None) => {
            if !["firehose", "kinesis"].into_iter().any(|kind| scope.was_meant(&origin, kind)) {
                let message = format!("stream `{key}` does not say what it is");
                scope.report(Diagnostic::new(&rules::STREAM_KIND, Place::Key(origin), message));
            }
            return None;
        }
    };
    Some(Stream { key: key.to_owned(), origin, kind })
}

fn firehose(scope: &mut Scope<'_>, key: &str, at: &Pointer, declared: &spec::Firehose) -> Option<Firehose> {
    let to = location(scope, &rules::INVALID_VALUE, declared.to.as_str(), &at.key("to"));
    let source = source(scope, at, declared.source.as_deref());
    let errors = match &declared.error_output_prefix {
        Some(path) => location(scope, &rules::INVALID_VALUE, path.as_str(), &at.key("error_output_prefix")),
        None => {
            to.as_ref().map(|to| S3Location { bucket: to.bucket.clone(), prefix: format!("firehose_errors/{key}/") })
        }
    };
    let buffer = declared.buffer.clone().unwrap_or_default();
    let interval = buffer.interval.unwrap_or(BUFFER_INTERVAL).seconds();
    Some(Firehose {
        to: to?,
        error_output_prefix: errors?,
        source: source?,
        buffer_seconds: u32::try_from(interval).unwrap_or(u32::MAX),
        buffer_size: buffer.size.unwrap_or(BUFFER_SIZE),
        compression: declared.compression.unwrap_or(FirehoseCompression::Gzip),
        prefix: declared.prefix.clone().unwrap_or_else(|| PREFIX.to_owned()),
        custom_time_zone: declared.custom_time_zone.clone().unwrap_or_else(|| "UTC".to_owned()),
        partition_keys: declared.partition_keys.clone().unwrap_or_default(),
        append_delimiter: declared.append_delimiter_to_record.unwrap_or(false),
        file_extension: declared.file_extension.clone(),
    })
}

/// The Kinesis stream that a Firehose stream reads; the outer `None` says that there is no such stream.
#[expect(clippy::option_option, reason = "left out and misspelt are two things")]
fn source(scope: &mut Scope<'_>, at: &Pointer, name: Option<&str>) -> Option<Option<String>> {
    let Some(name) = name else { return Some(None) };
    let at = at.key("source");
    let streams = scope.spec.streams.as_ref();
    if !scope.resolve("streams", name, streams.into_iter().flat_map(BTreeMap::keys), &at) {
        return None;
    }
    if streams.and_then(|streams| streams.get(name)).is_some_and(|stream| stream.firehose.is_some()) {
        let message = format!("`{name}` is a `firehose` stream, and a Firehose stream reads `kinesis` streams");
        let finding = Diagnostic::new(&rules::STREAM_REFERENCE, Place::Value(at), message);
        scope.report(finding.related(Place::Key(Pointer::root().key("streams").key(name)), "declared here"));
    }
    Some(Some(name.to_owned()))
}

fn kinesis(scope: &mut Scope<'_>, at: &Pointer, declared: &spec::Kinesis) -> Kinesis {
    let mode = declared.stream_mode.unwrap_or(StreamMode::OnDemand);
    let retention = declared.retention_period.unwrap_or(RETENTION);
    let hours = retention.seconds() / 3600;
    if !retention.seconds().is_multiple_of(3600) || !(24..=8760).contains(&hours) {
        let message = format!("Kinesis keeps records for whole hours from `24h` to `365d`, and `{retention}` is not");
        let place = Place::Value(at.key("retention_period"));
        scope.report(Diagnostic::new(&rules::STREAM_LIMITS, place, message).help("Write for example `3d`."));
    }
    Kinesis {
        mode,
        shard_count: declared.shard_count,
        retention_hours: u32::try_from(hours).unwrap_or(u32::MAX),
        shard_level_metrics: declared.shard_level_metrics.clone().unwrap_or_default(),
    }
}
