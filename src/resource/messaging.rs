//! Amazon SQS and Amazon SNS.

use crate::expr::CfnAttribute::{GetAtt, Ref};
use crate::expr::Terraform::{Json, Rename, Single};
use crate::expr::{Arn, Document, Flag, Number, Text, Url};

use super::Tags;

resources! {
    /// A standard queue.
    Queue = "AWS::SQS::Queue" / "aws_sqs_queue" as "queue" {
        queue_name: Text = "QueueName" => Rename("name"),
        message_retention_period: Number = "MessageRetentionPeriod" => Rename("message_retention_seconds"),
        visibility_timeout: Number = "VisibilityTimeout" => Rename("visibility_timeout_seconds"),
        maximum_message_size: Number = "MaximumMessageSize" => Rename("max_message_size"),
        redrive_policy: Document = "RedrivePolicy" => Json("redrive_policy"),
        kms_master_key_id: Arn = "KmsMasterKeyId",
        kms_data_key_reuse_period_seconds: Number = "KmsDataKeyReusePeriodSeconds",
        sqs_managed_sse_enabled: Flag = "SqsManagedSseEnabled",
        tags: Tags = "Tags",
    } => {
        /// The queue's address.
        url: Url = Ref, "url";
        /// The queue's ARN.
        arn: Arn = GetAtt("Arn"), "arn";
        /// The queue's name.
        name: Text = GetAtt("QueueName"), "name";
    }

    /// A queue's resource policy.
    QueuePolicy = "AWS::SQS::QueuePolicy" / "aws_sqs_queue_policy" as "queue_policy" {
        queues: Vec<Url> = "Queues" => Single("queue_url"),
        policy_document: Document = "PolicyDocument" => Json("policy"),
    }

    /// A topic.
    Topic = "AWS::SNS::Topic" / "aws_sns_topic" as "topic" {
        topic_name: Text = "TopicName" => Rename("name"),
        display_name: Text = "DisplayName",
        kms_master_key_id: Text = "KmsMasterKeyId",
        tags: Tags = "Tags",
    } => {
        /// The topic's ARN.
        arn: Arn = Ref, "arn";
    }

    /// A topic's resource policy.
    TopicPolicy = "AWS::SNS::TopicPolicy" / "aws_sns_topic_policy" as "topic_policy" {
        topics: Vec<Arn> = "Topics" => Single("arn"),
        policy_document: Document = "PolicyDocument" => Json("policy"),
    }

    /// Who is told.
    Subscription = "AWS::SNS::Subscription" / "aws_sns_topic_subscription" as "subscription" {
        topic_arn: Arn = "TopicArn",
        protocol: Text = "Protocol",
        endpoint: Text = "Endpoint",
    }
}
