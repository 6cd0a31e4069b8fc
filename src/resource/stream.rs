//! Amazon Data Firehose and Kinesis Data Streams.

use crate::expr::CfnAttribute::{GetAtt, Ref};
use crate::expr::Terraform::{Absent, Block, Flatten, Rename};
use crate::expr::{Arn, Flag, Number, Text};

use super::Tags;

resources! {
    /// A stream that keeps records for its readers.
    KinesisStream = "AWS::Kinesis::Stream" / "aws_kinesis_stream" as "stream" {
        name: Text = "Name",
        stream_mode_details: StreamModeDetails = "StreamModeDetails" => Block("stream_mode_details"),
        shard_count: Number = "ShardCount",
        retention_period_hours: Number = "RetentionPeriodHours" => Rename("retention_period"),
        stream_encryption: StreamEncryption = "StreamEncryption" => Flatten,
        desired_shard_level_metrics: Vec<Text> = "DesiredShardLevelMetrics" => Rename("shard_level_metrics"),
        tags: Tags = "Tags",
    } => {
        /// The stream's name.
        name: Text = Ref, "name";
        /// The stream's ARN.
        arn: Arn = GetAtt("Arn"), "arn";
    }

    /// A Firehose stream that writes to S3.
    DeliveryStream = "AWS::KinesisFirehose::DeliveryStream" / "aws_kinesis_firehose_delivery_stream" as "delivery_stream" {
        delivery_stream_name: Text = "DeliveryStreamName" => Rename("name"),
        delivery_stream_type: Text = "DeliveryStreamType" => Absent("the provider knows it by the block of the source"),
        destination: Text = "",
        kinesis_stream_source_configuration: KinesisStreamSource = "KinesisStreamSourceConfiguration" => Block("kinesis_source_configuration"),
        delivery_stream_encryption_configuration_input: DeliveryStreamEncryption = "DeliveryStreamEncryptionConfigurationInput" => Block("server_side_encryption"),
        extended_s3_destination_configuration: ExtendedS3Destination = "ExtendedS3DestinationConfiguration" => Block("extended_s3_configuration"),
        tags: Tags = "Tags",
    } => {
        /// The stream's name.
        name: Text = Ref, "name";
        /// The stream's ARN.
        arn: Arn = GetAtt("Arn"), "arn";
    }
}

records! {
    /// Who decides the capacity.
    StreamModeDetails {
        stream_mode: Text = "StreamMode",
    }

    /// How records are encrypted.
    StreamEncryption {
        encryption_type: Text = "EncryptionType",
        key_id: Text = "KeyId" => Rename("kms_key_id"),
    }

    /// The Kinesis stream that a Firehose stream reads.
    KinesisStreamSource {
        kinesis_stream_arn: Arn = "KinesisStreamARN",
        role_arn: Arn = "RoleARN",
    }

    /// How Firehose encrypts what it keeps.
    DeliveryStreamEncryption {
        enabled: Flag = "",
        key_type: Text = "KeyType",
        key_arn: Arn = "KeyARN",
    }

    /// Where and how objects are written.
    ExtendedS3Destination {
        bucket_arn: Arn = "BucketARN",
        role_arn: Arn = "RoleARN",
        prefix: Text = "Prefix",
        error_output_prefix: Text = "ErrorOutputPrefix",
        custom_time_zone: Text = "CustomTimeZone",
        file_extension: Text = "FileExtension",
        compression_format: Text = "CompressionFormat",
        s3_backup_mode: Text = "S3BackupMode",
        buffering_hints: BufferingHints = "BufferingHints" => Flatten,
        encryption_configuration: DestinationEncryption = "EncryptionConfiguration" => Flatten,
        cloud_watch_logging_options: DeliveryLogging = "CloudWatchLoggingOptions" => Block("cloudwatch_logging_options"),
        dynamic_partitioning_configuration: DynamicPartitioning = "DynamicPartitioningConfiguration" => Block("dynamic_partitioning_configuration"),
        processing_configuration: Processing = "ProcessingConfiguration" => Block("processing_configuration"),
    }

    /// When an object is written.
    BufferingHints {
        interval_in_seconds: Number = "IntervalInSeconds" => Rename("buffering_interval"),
        size_in_mbs: Number = "SizeInMBs" => Rename("buffering_size"),
    }

    /// How objects are encrypted.
    DestinationEncryption {
        kms_encryption_config: DestinationKey = "KMSEncryptionConfig" => Flatten,
    }

    /// The key for it.
    DestinationKey {
        aws_kms_key_arn: Arn = "AWSKMSKeyARN" => Rename("kms_key_arn"),
    }

    /// Where failed deliveries are told.
    DeliveryLogging {
        enabled: Flag = "Enabled",
        log_group_name: Text = "LogGroupName",
        log_stream_name: Text = "LogStreamName",
    }

    /// Folders by what is in the records.
    DynamicPartitioning {
        enabled: Flag = "Enabled",
        retry_options: DynamicPartitioningRetry = "RetryOptions" => Flatten,
    }

    /// How long it tries again.
    DynamicPartitioningRetry {
        duration_in_seconds: Number = "DurationInSeconds" => Rename("retry_duration"),
    }

    /// What is done to each record.
    Processing {
        enabled: Flag = "Enabled",
        processors: Vec<Processor> = "Processors" => Block("processors"),
    }

    /// One step of it.
    Processor {
        r#type: Text = "Type" => Rename("type"),
        parameters: Vec<ProcessorParameter> = "Parameters" => Block("parameters"),
    }

    /// A parameter of a step.
    ProcessorParameter {
        parameter_name: Text = "ParameterName",
        parameter_value: Text = "ParameterValue",
    }
}
