//! Alarms on streams: readers that fall behind, and objects that could not be written.

use crate::expr::{Expr, Handle, Number};
use crate::graph::{Concern, Graph, Scope};
use crate::model::{AlarmKind, Firehose, Kinesis, Stream, StreamKind};
use crate::resource::{Alarm, Dimensions, Topic};

use super::lake::Lake;

/// Firehose may take so much longer than its buffer before anyone is told.
const DELIVERY_SLACK_SECONDS: u32 = 900;
/// A reader may be behind by half of the retention, but not longer than this.
const MOST_BEHIND_HOURS: u32 = 24;
const MILLISECONDS: u32 = 3_600_000;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, topic: Handle<Topic>) {
    let pipeline = lake.pipeline;
    let wanted = |kind| pipeline.alarms.when.contains(&kind);
    for stream in pipeline.streams.values() {
        let mut alarms = Vec::new();
        match &stream.kind {
            StreamKind::Kinesis(kinesis) if wanted(AlarmKind::StreamBehind) => {
                alarms.extend(reader_behind(lake, stream, kinesis).map(|alarm| ("behind_alarm", alarm)));
            }
            StreamKind::Kinesis(_) => {}
            StreamKind::Firehose(firehose) => {
                if wanted(AlarmKind::StreamBehind) {
                    alarms.extend(delivery_behind(lake, stream, firehose).map(|alarm| ("behind_alarm", alarm)));
                }
                if wanted(AlarmKind::DeliveryFailed) {
                    alarms.extend(delivery_failed(lake, stream).map(|alarm| ("delivery_alarm", alarm)));
                }
            }
        }
        let scope = Scope::new(Concern::Alarms, &stream.key, &stream.origin);
        for (role, alarm) in alarms {
            let alarm = Alarm {
                treat_missing_data: Some("notBreaching".into()),
                alarm_actions: Some(vec![topic.arn()]),
                tags: Some(lake.tags()),
                ..alarm
            };
            lake.alarms.push(graph.add(scope.node(role, alarm)));
        }
    }
}

/// Kinesis Data Streams Developer Guide, "Monitoring the Amazon Kinesis Data Streams service with Amazon CloudWatch".
fn reader_behind(lake: &Lake<'_>, stream: &Stream, kinesis: &Kinesis) -> Option<Alarm> {
    let name = lake.streams.get(&stream.key)?.name();
    let hours = (kinesis.retention_hours / 2).min(MOST_BEHIND_HOURS);
    Some(Alarm {
        alarm_name: Some(lake.names.part(&stream.key, "behind").into()),
        alarm_description: Some(
            format!("A reader of the stream {} is {hours} hours behind", lake.names.of(&stream.key)).into(),
        ),
        comparison_operator: Some("GreaterThanThreshold".into()),
        ..metric("AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", ("StreamName", name.into()), hours * MILLISECONDS)
    })
}

/// Amazon Data Firehose Developer Guide, "Monitor Amazon Data Firehose with CloudWatch metrics".
fn delivery_behind(lake: &Lake<'_>, stream: &Stream, firehose: &Firehose) -> Option<Alarm> {
    let seconds = firehose.buffer_seconds + DELIVERY_SLACK_SECONDS;
    Some(Alarm {
        alarm_name: Some(lake.names.part(&stream.key, "behind").into()),
        alarm_description: Some(
            format!("Records in the Firehose stream {} are older than {seconds} seconds", lake.names.of(&stream.key))
                .into(),
        ),
        comparison_operator: Some("GreaterThanThreshold".into()),
        ..metric("AWS/Firehose", "DeliveryToS3.DataFreshness", delivery_stream(lake, stream)?, seconds)
    })
}

fn delivery_failed(lake: &Lake<'_>, stream: &Stream) -> Option<Alarm> {
    Some(Alarm {
        alarm_name: Some(lake.names.part(&stream.key, "delivery").into()),
        alarm_description: Some(
            format!("The Firehose stream {} could not write to S3; see its log", lake.names.of(&stream.key)).into(),
        ),
        comparison_operator: Some("LessThanThreshold".into()),
        statistic: Some("Minimum".into()),
        ..metric("AWS/Firehose", "DeliveryToS3.Success", delivery_stream(lake, stream)?, 1)
    })
}

fn delivery_stream(lake: &Lake<'_>, stream: &Stream) -> Option<(&'static str, Expr)> {
    Some(("DeliveryStreamName", lake.delivery_streams.get(&stream.key)?.name().into()))
}

/// The worst of three times five minutes in a row.
fn metric(namespace: &str, name: &str, (dimension, value): (&str, Expr), threshold: u32) -> Alarm {
    Alarm {
        namespace: Some(namespace.into()),
        metric_name: Some(name.into()),
        dimensions: Some(Dimensions(vec![(dimension.to_owned(), value)])),
        statistic: Some("Maximum".into()),
        period: Some(300.into()),
        evaluation_periods: Some(3.into()),
        threshold: Some(Number::from(threshold)),
        ..Alarm::default()
    }
}
