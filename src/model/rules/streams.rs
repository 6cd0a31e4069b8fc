//! Streams: limits of Firehose and Kinesis, and what a Firehose stream writes where.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{Firehose, Pipeline, Read, Stream, StreamKind, StreamMode};

use super::crawled::Crawled;

/// Below these Firehose refuses dynamic partitioning (Amazon Data Firehose Developer Guide, "Dynamic partitioning").
const LEAST_PARTITIONED_MB: u64 = 64;
const LEAST_PARTITIONED_SECONDS: u32 = 60;

fn firehoses(pipeline: &Pipeline) -> impl Iterator<Item = (&Stream, &Firehose)> {
    pipeline.streams.values().filter_map(|stream| stream.firehose().map(|firehose| (stream, firehose)))
}

/// LG-E241 for Firehose (Amazon Data Firehose API reference, "BufferingHints" and "ExtendedS3DestinationConfiguration").
pub(super) fn firehose_limits(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (stream, firehose) in firehoses(pipeline) {
        let at = stream.origin.key("firehose");
        let is_partitioned = !firehose.partition_keys.is_empty();
        let mut report = |path: &[&str], message: String| {
            let place = scope.at(&at, path);
            scope.report(Diagnostic::new(&rules::STREAM_LIMITS, place, message));
        };
        if firehose.buffer_seconds > 900 {
            let message = format!("an object is written after 900 seconds at most, not {}", firehose.buffer_seconds);
            report(&["buffer", "interval"], message);
        } else if is_partitioned && firehose.buffer_seconds < LEAST_PARTITIONED_SECONDS {
            let message =
                format!("with `partition_keys` a buffer is kept for {LEAST_PARTITIONED_SECONDS} seconds at least");
            report(&["buffer", "interval"], message);
        }
        match firehose.buffer_size.whole_megabytes() {
            Some(size @ 1..=128) if is_partitioned && size < LEAST_PARTITIONED_MB => {
                let message = format!("with `partition_keys` a buffer holds {LEAST_PARTITIONED_MB}MB at least");
                report(&["buffer", "size"], message);
            }
            Some(1..=128) => {}
            _ => {
                let message = format!("a buffer holds whole megabytes, 1MB to 128MB, not {}", firehose.buffer_size);
                report(&["buffer", "size"], message);
            }
        }
        let zone = &firehose.custom_time_zone;
        if zone.is_empty() || zone.len() > 50 || !zone.chars().all(|c| c.is_ascii_alphabetic() || "/_".contains(c)) {
            report(&["custom_time_zone"], format!("`{}` names no time zone", zone.escape_default()));
        }
        if let Some(extension) = &firehose.file_extension {
            let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "!-_.*'()".contains(c);
            let rest = extension.strip_prefix('.').unwrap_or_default();
            if rest.is_empty() || extension.len() > 128 || !rest.chars().all(legal) {
                let message = format!("`{}` is not a file extension such as `.json.gz`", extension.escape_default());
                report(&["file_extension"], message);
            }
        }
    }
}

/// LG-E241 for Kinesis (Kinesis Data Streams API reference, "CreateStream"); the retention is checked where it is read.
pub(super) fn kinesis_limits(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for stream in pipeline.streams.values() {
        let StreamKind::Kinesis(kinesis) = &stream.kind else { continue };
        let message = match (kinesis.mode, kinesis.shard_count) {
            (StreamMode::Provisioned, None) => "a PROVISIONED stream needs a `shard_count`".to_owned(),
            (StreamMode::Provisioned, Some(count @ (0 | 100_001..))) => format!("{count} shards are not 1 to 100,000"),
            (StreamMode::OnDemand, Some(_)) => "an ON_DEMAND stream finds its own number of shards".to_owned(),
            _ => continue,
        };
        let place = scope.at(&stream.origin.key("kinesis"), &["shard_count"]);
        let finding = Diagnostic::new(&rules::STREAM_LIMITS, place, message);
        scope.report(match kinesis.mode {
            StreamMode::OnDemand => finding.help("Remove it, or write `stream_mode: PROVISIONED`."),
            StreamMode::Provisioned => finding,
        });
    }
}

/// LG-E244: what is read as a stream is one, and by a job that can.
pub(super) fn readers(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        for (n, read) in job.reads.iter().enumerate() {
            let Read::Stream(key) = read else { continue };
            let place = Place::Value(job.origin.key("reads").index(n));
            if !job.is_streaming() {
                let message =
                    format!("job `{}` is a `{}` job, and only streaming jobs read streams", job.key, job.job_type());
                let finding = Diagnostic::new(&rules::STREAM_REFERENCE, place, message);
                scope.report(
                    finding.help("Write `type: gluestreaming`, or read what a Firehose stream has written to S3."),
                );
            } else if let Some(stream) = pipeline.streams.get(key).filter(|stream| !stream.is_kinesis()) {
                let message = format!("`{key}` is a `firehose` stream, which writes to S3 and has no readers");
                let finding = Diagnostic::new(&rules::STREAM_REFERENCE, place, message);
                scope.report(finding.related(Place::Key(stream.origin.clone()), "declared here"));
            }
        }
    }
}

/// LG-E243: records that could not be processed among the data.
pub(super) fn error_output(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let crawled = Crawled::of(pipeline);
    for (stream, firehose) in firehoses(pipeline) {
        let at = stream.origin.key("firehose");
        let errors = &firehose.error_output_prefix;
        let place = {
            let written = at.key("error_output_prefix");
            Place::Value(if scope.has(&written) { written } else { at.key("to") })
        };
        let mut report = |message: String, other: Option<(Place, &str)>| {
            let finding = Diagnostic::new(&rules::ERROR_OUTPUT_IN_DATA, place.clone(), message);
            scope.report(match other {
                Some((place, what)) => finding.related(place, what),
                None => finding,
            });
        };
        if errors.bucket != firehose.to.bucket {
            report(format!("`{errors}` is in another bucket than `{}`", firehose.to), None);
            continue;
        }
        if errors.overlaps(&firehose.to) {
            report(format!("errors below `{errors}` would lie among the data of `{}`", firehose.to), None);
        }
        if let Some((crawler, _)) = crawled.at(errors).first() {
            let message = format!("errors below `{errors}` would be crawled by `{}`", crawler.key);
            report(message, Some((Place::Key(crawler.origin.key("targets")), "the targets")));
        }
        if let Some(awaited) = pipeline.awaited_locations().find(|location| location.overlaps(errors)) {
            report(format!("errors below `{errors}` would start what waits for objects below `{awaited}`"), None);
        }
    }
}

/// LG-E104: a job that writes where a stream writes.
pub(super) fn shared_output(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (stream, firehose) in firehoses(pipeline) {
        let to = Place::Value(stream.origin.key("firehose").key("to"));
        for job in pipeline.jobs.values() {
            for (at, written) in job.written().filter(|(_, written)| written.overlaps(&firehose.to)) {
                let message =
                    format!("job `{}` writes to `{written}`, and so does the stream `{}`", job.key, stream.key);
                let place = Place::Value(at);
                let finding = Diagnostic::new(&rules::SHARED_OUTPUT_PREFIX, place, message);
                scope.report(finding.related(to.clone(), "the stream"));
            }
        }
    }
}
