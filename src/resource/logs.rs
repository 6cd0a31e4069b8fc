//! Amazon CloudWatch Logs.

use crate::expr::CfnAttribute::Ref;
use crate::expr::Terraform::Rename;
use crate::expr::{Arn, Number, Text};

use super::Tags;

resources! {
    /// A log group that exists, encrypted and with an end, before anything writes to it.
    LogGroup = "AWS::Logs::LogGroup" / "aws_cloudwatch_log_group" as "log_group" {
        log_group_name: Text = "LogGroupName" => Rename("name"),
        retention_in_days: Number = "RetentionInDays",
        kms_key_id: Arn = "KmsKeyId",
        tags: Tags = "Tags",
    } => {
        /// The group's name.
        name: Text = Ref, "name";
    }

    /// A log stream, for writers that do not make their own.
    LogStream = "AWS::Logs::LogStream" / "aws_cloudwatch_log_stream" as "log_stream" {
        log_group_name: Text = "LogGroupName",
        log_stream_name: Text = "LogStreamName" => Rename("name"),
    } => {
        /// The stream's name.
        name: Text = Ref, "name";
    }
}
