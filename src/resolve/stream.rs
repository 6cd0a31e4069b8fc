//! Streams: Kinesis streams, and Firehose streams with their roles and logs.

use crate::expr::{Arn, Expr, Handle, Text};
use crate::graph::{Concern, Graph, Name, Output, Scope};
use crate::model::{self, BucketRef, Firehose, Kinesis, StreamKind};
use crate::resource::{
    BufferingHints, DeliveryLogging, DeliveryStream, DeliveryStreamEncryption, DestinationEncryption, DestinationKey,
    DynamicPartitioning, DynamicPartitioningRetry, ExtendedS3Destination, KinesisStream, KinesisStreamSource, LogGroup,
    LogStream, Processing, Processor, ProcessorParameter, StreamEncryption, StreamModeDetails,
};

use super::data::{bucket_arn, is_made, objects};
use super::iam::{RoleSpec, Statement, Trusted, role};
use super::lake::Lake;
use super::log_group::add_log_group;
use super::names::{arn, below};

/// How long Firehose tries to partition a record again: its own default, said because the two tools write different ones.
const PARTITIONING_RETRY_SECONDS: u32 = 300;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    let pipeline = lake.pipeline;
    for stream in pipeline.streams.values() {
        if let StreamKind::Kinesis(kinesis) = &stream.kind {
            let handle = add_kinesis(lake, graph, stream, kinesis);
            lake.streams.insert(stream.key.clone(), handle);
        }
    }
    for stream in pipeline.streams.values() {
        if let StreamKind::Firehose(firehose) = &stream.kind {
            let handle = add_firehose(lake, graph, stream, firehose);
            lake.delivery_streams.insert(stream.key.clone(), handle);
        }
    }
}

fn add_kinesis(lake: &Lake<'_>, graph: &mut Graph, stream: &model::Stream, kinesis: &Kinesis) -> Handle<KinesisStream> {
    let scope = Scope::new(Concern::Streams, &stream.key, &stream.origin);
    let name = lake.names.of(&stream.key);
    let metrics = kinesis.shard_level_metrics.iter().map(|metric| metric.as_str().into()).collect::<Vec<_>>();
    let resource = KinesisStream {
        name: Some(name.clone().into()),
        stream_mode_details: Some(StreamModeDetails { stream_mode: Some(kinesis.mode.as_str().into()) }),
        shard_count: kinesis.shard_count.map(Into::into),
        retention_period_hours: Some(kinesis.retention_hours.into()),
        stream_encryption: Some(StreamEncryption {
            encryption_type: Some("KMS".into()),
            key_id: Some(lake.key_arn().map_or_else(|| "alias/aws/kinesis".into(), |key| Text::of(Expr::from(key)))),
        }),
        desired_shard_level_metrics: (!metrics.is_empty()).then_some(metrics),
        tags: Some(lake.tags()),
    };
    let handle = graph.add(scope.node("stream", resource).keep(false));
    graph.add_output(Output {
        name: Name::new(&stream.key, "stream_name", ""),
        description: format!("Write to it with: aws kinesis put-records --stream-name {name}"),
        value: handle.name().into(),
    });
    handle
}

fn add_firehose(
    lake: &Lake<'_>,
    graph: &mut Graph,
    stream: &model::Stream,
    firehose: &Firehose,
) -> Handle<DeliveryStream> {
    let scope = Scope::new(Concern::Streams, &stream.key, &stream.origin);
    let name = lake.names.of(&stream.key);
    let group_name = log_group_name(&name);
    let group = add_log_group(lake, graph, &scope, "firehose_log_group", &group_name);
    let log_stream = add_log_stream(graph, &scope, group);
    let source = firehose.source.as_ref().and_then(|key| lake.streams.get(key)).copied();
    let role_name = lake.names.part(&stream.key, "firehose");
    let spec = RoleSpec {
        name: &role_name,
        part: "firehose",
        who: format!("the Firehose stream {name}"),
        trusted: Trusted::Firehose,
    };
    let statements = permissions(lake, firehose, source, &group_name);
    let role = role(lake, graph, &scope, spec, statements).arn();
    let resource = DeliveryStream {
        delivery_stream_name: Some(name.clone().into()),
        delivery_stream_type: Some(if source.is_some() { "KinesisStreamAsSource" } else { "DirectPut" }.into()),
        destination: Some("extended_s3".into()),
        // What comes from a Kinesis stream is encrypted there, and Firehose refuses a second time.
        delivery_stream_encryption_configuration_input: source.is_none().then(|| own_encryption(lake)),
        kinesis_stream_source_configuration: source
            .map(|source| KinesisStreamSource { kinesis_stream_arn: Some(source.arn()), role_arn: Some(role.clone()) }),
        extended_s3_destination_configuration: Some(destination(lake, firehose, role, group, log_stream)),
        tags: Some(lake.tags()),
    };
    let handle = graph.add(scope.node("delivery_stream", resource));
    let how = match &firehose.source {
        None => format!("Write to it with: aws firehose put-record-batch --delivery-stream-name {name}"),
        Some(source) => format!("It writes what arrives in the stream {}", lake.names.of(source)),
    };
    graph.add_output(Output {
        name: Name::new(&stream.key, "delivery_stream_name", ""),
        description: how,
        value: handle.name().into(),
    });
    handle
}

/// Where a Firehose stream logs what it could not deliver.
fn log_group_name(name: &str) -> String {
    format!("/aws/kinesisfirehose/{name}")
}

/// Firehose writes to a log stream and does not make one.
fn add_log_stream(graph: &mut Graph, scope: &Scope, group: Handle<LogGroup>) -> Handle<LogStream> {
    let stream = LogStream { log_group_name: Some(group.name()), log_stream_name: Some("DestinationDelivery".into()) };
    graph.add(scope.node("firehose_log_stream", stream))
}

fn own_encryption(lake: &Lake<'_>) -> DeliveryStreamEncryption {
    let key_arn = lake.key_arn();
    let key_type = if key_arn.is_some() { "CUSTOMER_MANAGED_CMK" } else { "AWS_OWNED_CMK" };
    DeliveryStreamEncryption { enabled: Some(true.into()), key_type: Some(key_type.into()), key_arn }
}

fn destination(
    lake: &Lake<'_>,
    firehose: &Firehose,
    role: Arn,
    group: Handle<LogGroup>,
    log_stream: Handle<LogStream>,
) -> ExtendedS3Destination {
    let errors = &firehose.error_output_prefix.prefix;
    let errors = format!("{errors}!{{firehose:error-output-type}}/!{{timestamp:yyyy-MM-dd}}/");
    let processors = processors(firehose);
    let size = u32::try_from(firehose.buffer_size.whole_megabytes().unwrap_or(0)).unwrap_or(u32::MAX);
    ExtendedS3Destination {
        bucket_arn: Some(bucket_arn(lake, &firehose.to.bucket)),
        role_arn: Some(role),
        prefix: Some(format!("{}{}", firehose.to.prefix, firehose.prefix).into()),
        error_output_prefix: Some(errors.into()),
        custom_time_zone: Some((&firehose.custom_time_zone).into()),
        file_extension: firehose.file_extension.as_ref().map(Into::into),
        compression_format: Some(firehose.compression.as_str().into()),
        s3_backup_mode: Some("Disabled".into()),
        buffering_hints: Some(BufferingHints {
            interval_in_seconds: Some(firehose.buffer_seconds.into()),
            size_in_mbs: Some(size.into()),
        }),
        encryption_configuration: object_key(lake, &firehose.to.bucket).map(|key| DestinationEncryption {
            kms_encryption_config: Some(DestinationKey { aws_kms_key_arn: Some(key) }),
        }),
        cloud_watch_logging_options: Some(DeliveryLogging {
            enabled: Some(true.into()),
            log_group_name: Some(group.name()),
            log_stream_name: Some(log_stream.name()),
        }),
        dynamic_partitioning_configuration: (!firehose.partition_keys.is_empty()).then(|| DynamicPartitioning {
            enabled: Some(true.into()),
            retry_options: Some(DynamicPartitioningRetry {
                duration_in_seconds: Some(PARTITIONING_RETRY_SECONDS.into()),
            }),
        }),
        processing_configuration: (!processors.is_empty())
            .then(|| Processing { enabled: Some(true.into()), processors: Some(processors) }),
    }
}

/// The lake's key, for buckets that the lake makes; others have a default of their own.
fn object_key(lake: &Lake<'_>, bucket: &BucketRef) -> Option<Arn> {
    lake.key_arn().filter(|_| is_made(lake, bucket))
}

fn processors(firehose: &Firehose) -> Vec<Processor> {
    let parameter = |name: &str, value: &str| ProcessorParameter {
        parameter_name: Some(name.into()),
        parameter_value: Some(value.into()),
    };
    let processor = |kind: &str, parameters: Vec<ProcessorParameter>| Processor {
        r#type: Some(kind.into()),
        parameters: Some(parameters),
    };
    let mut processors = Vec::new();
    if !firehose.partition_keys.is_empty() {
        let queries: Vec<_> = firehose.partition_keys.iter().map(|(name, query)| format!("{name}:{query}")).collect();
        let query = format!("{{{}}}", queries.join(","));
        let parameters = vec![parameter("MetadataExtractionQuery", &query), parameter("JsonParsingEngine", "JQ-1.6")];
        processors.push(processor("MetadataExtraction", parameters));
    }
    if firehose.append_delimiter {
        // A backslash and an n: Firehose reads the escape (Amazon Data Firehose API reference, "ProcessorParameter").
        processors.push(processor("AppendDelimiterToRecord", vec![parameter("Delimiter", "\\n")]));
    }
    processors
}

/// Amazon Data Firehose Developer Guide, "Grant Firehose access to an Amazon S3 destination", without what it lists
/// beyond writing new objects.
fn permissions(
    lake: &Lake<'_>,
    firehose: &Firehose,
    source: Option<Handle<KinesisStream>>,
    log_group: &str,
) -> Vec<Statement> {
    let written = [&firehose.to, &firehose.error_output_prefix].map(|location| objects(lake, location));
    let group = Arn::of(arn("logs", format!("log-group:{log_group}")));
    let mut statements = vec![
        Statement::allow("WriteObjects", &["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], written),
        Statement::allow(
            "FindBucket",
            &["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
            [bucket_arn(lake, &firehose.to.bucket)],
        ),
        Statement::allow("WriteLogs", &["logs:PutLogEvents"], [below(&group, ":log-stream:*")]),
    ];
    if let Some(key) = lake.key_arn() {
        statements.push(Statement::allow("UseKeyForData", &["kms:Decrypt", "kms:GenerateDataKey"], [&key]).via("s3"));
        if source.is_some() {
            statements.push(Statement::allow("DecryptSource", &["kms:Decrypt"], [&key]).via("kinesis"));
        }
    }
    if let Some(source) = source {
        statements.push(Statement::allow("ReadSource", READ_STREAM, [source.arn()]));
    }
    statements
}

/// Reading a Kinesis stream.
pub(super) const READ_STREAM: &[&str] =
    &["kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"];
