//! Amazon EventBridge: rules on the default bus.

use crate::expr::CfnAttribute::{GetAtt, Ref};
use crate::expr::Terraform::{Block, Json, Rename, Satellite as InSatellite};
use crate::expr::{Arn, Document, Number, Satellite, SatelliteBody, Text};

use super::Tags;

static TARGET: Satellite = Satellite {
    resource: "aws_cloudwatch_event_target",
    link: "rule",
    owner: "name",
    body: SatelliteBody::EachRecord,
    barrier: false,
};

resources! {
    /// A rule: a pattern or a schedule, and whom it calls.
    Rule = "AWS::Events::Rule" / "aws_cloudwatch_event_rule" as "rule" {
        name: Text = "Name",
        description: Text = "Description",
        event_pattern: Document = "EventPattern" => Json("event_pattern"),
        schedule_expression: Text = "ScheduleExpression",
        state: Text = "State",
        targets: Vec<Target> = "Targets" => InSatellite(&TARGET),
        tags: Tags = "Tags",
    } => {
        /// The rule's name.
        name: Text = Ref, "name";
        /// The rule's ARN.
        arn: Arn = GetAtt("Arn"), "arn";
    }
}

records! {
    /// What a rule calls.
    Target {
        id: Text = "Id" => Rename("target_id"),
        arn: Arn = "Arn",
        role_arn: Arn = "RoleArn",
        input: Document = "Input",
        retry_policy: RetryPolicy = "RetryPolicy" => Block("retry_policy"),
        dead_letter_config: TargetDeadLetter = "DeadLetterConfig" => Block("dead_letter_config"),
    }

    /// How long EventBridge tries to deliver.
    RetryPolicy {
        maximum_retry_attempts: Number = "MaximumRetryAttempts",
        maximum_event_age_in_seconds: Number = "MaximumEventAgeInSeconds",
    }

    /// Where an event goes that could not be delivered.
    TargetDeadLetter {
        arn: Arn = "Arn",
    }
}
