//! AWS Step Functions: the state machine between an event and a run.

use crate::expr::CfnAttribute::Ref;
use crate::expr::Terraform::{Block, Hook, Rename};
use crate::expr::{Arn, Expr, Flag, Number, Record, Text};

use super::Tags;

resources! {
    /// A state machine.
    StateMachine = "AWS::StepFunctions::StateMachine" / "aws_sfn_state_machine" as "state_machine" {
        state_machine_name: Text = "StateMachineName" => Rename("name"),
        state_machine_type: Text = "StateMachineType" => Rename("type"),
        role_arn: Arn = "RoleArn",
        definition_string: Text = "DefinitionString" => Rename("definition"),
        logging_configuration: StateMachineLogging = "LoggingConfiguration" => Block("logging_configuration"),
        tracing_configuration: StateMachineTracing = "TracingConfiguration" => Block("tracing_configuration"),
        encryption_configuration: StateMachineEncryption = "EncryptionConfiguration" => Block("encryption_configuration"),
        tags: Tags = "Tags",
    } => {
        /// The state machine's ARN.
        arn: Arn = Ref, "arn";
    }
}

records! {
    /// What is logged, and where.
    StateMachineLogging {
        level: Text = "Level",
        include_execution_data: Flag = "IncludeExecutionData",
        destinations: Vec<LogDestination> = "Destinations" => Hook(log_destination, "Terraform has an argument for the group's ARN"),
    }

    /// Where logs go.
    LogDestination {
        cloud_watch_logs_log_group: LogGroupDestination = "CloudWatchLogsLogGroup",
    }

    /// A log group.
    LogGroupDestination {
        log_group_arn: Arn = "LogGroupArn",
    }

    /// Whether X-Ray traces it.
    StateMachineTracing {
        enabled: Flag = "Enabled",
    }

    /// The key of its definition and its executions.
    StateMachineEncryption {
        kind: Text = "Type" => Rename("type"),
        kms_key_id: Arn = "KmsKeyId",
        kms_data_key_reuse_period_seconds: Number = "KmsDataKeyReusePeriodSeconds",
    }
}

/// `[{CloudWatchLogsLogGroup: {LogGroupArn: x}}]` as `log_destination = x`.
fn log_destination(destinations: &Expr) -> Vec<(&'static str, Expr)> {
    let mut arguments = Vec::new();
    destinations.walk(&mut |expr| {
        let Expr::Record(Record(fields)) = expr else { return };
        let arn = fields.iter().find(|(property, _)| property.cloudformation == "LogGroupArn");
        arguments.extend(arn.map(|(_, arn)| ("log_destination", arn.clone())));
    });
    arguments
}
