//! Amazon Athena: work groups and saved queries.

use crate::expr::CfnAttribute::Ref;
use crate::expr::Terraform::{Block, Rename};
use crate::expr::{Arn, Flag, Number, Text};

use super::Tags;

resources! {
    /// A work group.
    WorkGroup = "AWS::Athena::WorkGroup" / "aws_athena_workgroup" as "workgroup" {
        name: Text = "Name",
        description: Text = "Description",
        state: Text = "State",
        recursive_delete_option: Flag = "RecursiveDeleteOption" => Rename("force_destroy"),
        work_group_configuration: WorkGroupConfiguration = "WorkGroupConfiguration" => Block("configuration"),
        tags: Tags = "Tags",
    } => {
        /// The work group's name.
        name: Text = Ref, "name";
    }

    /// A saved query.
    NamedQuery = "AWS::Athena::NamedQuery" / "aws_athena_named_query" as "query" {
        name: Text = "Name",
        description: Text = "Description",
        database: Text = "Database",
        query_string: Text = "QueryString" => Rename("query"),
        work_group: Text = "WorkGroup" => Rename("workgroup"),
    }
}

records! {
    /// What holds for every query of a work group.
    WorkGroupConfiguration {
        bytes_scanned_cutoff_per_query: Number = "BytesScannedCutoffPerQuery",
        enforce_work_group_configuration: Flag = "EnforceWorkGroupConfiguration" => Rename("enforce_workgroup_configuration"),
        publish_cloud_watch_metrics_enabled: Flag = "PublishCloudWatchMetricsEnabled"
            => Rename("publish_cloudwatch_metrics_enabled"),
        requester_pays_enabled: Flag = "RequesterPaysEnabled",
        engine_version: EngineVersion = "EngineVersion" => Block("engine_version"),
        result_configuration: ResultConfiguration = "ResultConfiguration" => Block("result_configuration"),
    }

    /// Athena's engine.
    EngineVersion {
        selected_engine_version: Text = "SelectedEngineVersion",
    }

    /// Where results go.
    ResultConfiguration {
        output_location: Text = "OutputLocation",
        expected_bucket_owner: Text = "ExpectedBucketOwner",
        encryption_configuration: ResultEncryption = "EncryptionConfiguration" => Block("encryption_configuration"),
    }

    /// How results are encrypted.
    ResultEncryption {
        encryption_option: Text = "EncryptionOption",
        kms_key: Arn = "KmsKey" => Rename("kms_key_arn"),
    }
}
