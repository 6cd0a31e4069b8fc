//! AWS Glue: jobs, and how they encrypt. Crawlers and the Data Catalog have files of their own.

use crate::expr::CfnAttribute::{ArnOfRef, Ref};
use crate::expr::Terraform::{Block, Flatten, Rename};
use crate::expr::{Arn, Document, Flag, Number, Text};

use super::TagMap;

resources! {
    /// A job.
    Job = "AWS::Glue::Job" / "aws_glue_job" as "job" {
        name: Text = "Name",
        description: Text = "Description",
        role: Arn = "Role" => Rename("role_arn"),
        glue_version: Text = "GlueVersion",
        worker_type: Text = "WorkerType",
        number_of_workers: Number = "NumberOfWorkers",
        max_capacity: Number = "MaxCapacity",
        execution_class: Text = "ExecutionClass",
        timeout: Number = "Timeout",
        maintenance_window: Text = "MaintenanceWindow",
        max_retries: Number = "MaxRetries",
        job_run_queuing_enabled: Flag = "JobRunQueuingEnabled",
        security_configuration: Text = "SecurityConfiguration",
        default_arguments: Document = "DefaultArguments",
        non_overridable_arguments: Document = "NonOverridableArguments",
        connections: ConnectionsList = "Connections" => Flatten,
        command: JobCommand = "Command" => Block("command"),
        execution_property: ExecutionProperty = "ExecutionProperty" => Block("execution_property"),
        notification_property: NotificationProperty = "NotificationProperty" => Block("notification_property"),
        tags: TagMap = "Tags",
    } => {
        /// The job's name.
        name: Text = Ref, "name";
        /// The job's ARN.
        arn: Arn = ArnOfRef { service: "glue", prefix: "job/" }, "arn";
    }

    /// Rules that data has to pass.
    DataQualityRuleset = "AWS::Glue::DataQualityRuleset" / "aws_glue_data_quality_ruleset" as "ruleset" {
        name: Text = "Name",
        description: Text = "Description",
        ruleset: Text = "Ruleset",
        target_table: TargetTable = "TargetTable" => Block("target_table"),
        tags: TagMap = "Tags",
    }

    /// How what Glue writes is encrypted.
    SecurityConfiguration = "AWS::Glue::SecurityConfiguration" / "aws_glue_security_configuration" as "security_configuration" {
        name: Text = "Name",
        encryption_configuration: EncryptionConfiguration = "EncryptionConfiguration" => Block("encryption_configuration"),
    }
}

records! {
    /// What runs.
    JobCommand {
        name: Text = "Name",
        script_location: Text = "ScriptLocation",
        python_version: Text = "PythonVersion",
    }

    /// How a job reaches data outside S3, or runs inside a VPC.
    ConnectionsList {
        connections: Vec<Text> = "Connections",
    }

    /// When a run counts as slow.
    NotificationProperty {
        notify_delay_after: Number = "NotifyDelayAfter",
    }

    /// The table that a ruleset is about.
    TargetTable {
        database_name: Text = "DatabaseName",
        table_name: Text = "TableName",
    }

    /// How many runs at once.
    ExecutionProperty {
        max_concurrent_runs: Number = "MaxConcurrentRuns",
    }

    /// Encryption of data, logs and bookmarks.
    EncryptionConfiguration {
        cloud_watch_encryption: CloudWatchEncryption = "CloudWatchEncryption" => Block("cloudwatch_encryption"),
        job_bookmarks_encryption: BookmarksEncryption = "JobBookmarksEncryption" => Block("job_bookmarks_encryption"),
        s3_encryptions: Vec<S3Encryption> = "S3Encryptions" => Block("s3_encryption"),
    }

    /// Of logs.
    CloudWatchEncryption {
        cloud_watch_encryption_mode: Text = "CloudWatchEncryptionMode" => Rename("cloudwatch_encryption_mode"),
        kms_key_arn: Arn = "KmsKeyArn",
    }

    /// Of bookmarks.
    BookmarksEncryption {
        job_bookmarks_encryption_mode: Text = "JobBookmarksEncryptionMode",
        kms_key_arn: Arn = "KmsKeyArn",
    }

    /// Of data.
    S3Encryption {
        s3_encryption_mode: Text = "S3EncryptionMode",
        kms_key_arn: Arn = "KmsKeyArn",
    }
}
