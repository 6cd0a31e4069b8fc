//! What a comparison has to know of each resource type: what names it in AWS, and what goes when it goes.

use serde_json::Value;

use super::stack::{Language, Resource};

/// What a resource holds that its deployment did not put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Nothing.
    Nothing,
    /// Something that goes with it; the text says what.
    Data(&'static str),
    /// Objects: S3 does not delete a bucket that has any (S3 User Guide, "Deleting a bucket").
    Objects,
    /// What it remembers of its runs, which a successor of another name does not know; the text says so.
    Memory(&'static str),
}

/// A resource type.
#[derive(Debug)]
pub struct Kind {
    /// `AWS::S3::Bucket`.
    pub cloudformation: &'static str,
    /// The properties that name it, each by the way to it; none where AWS makes an id up, or it has no name of its own.
    pub properties: &'static [&'static str],
    /// Their names in Terraform.
    pub arguments: &'static [&'static str],
    /// `aws_s3_bucket`.
    pub terraform: &'static str,
    /// What goes with it.
    pub holds: Holds,
}

impl Kind {
    /// The type that is called so in either language. Parts that only Terraform makes resources of are none.
    pub fn of(kind: &str) -> Option<&'static Self> {
        KINDS.iter().find(|known| known.cloudformation == kind || known.terraform == kind)
    }
}

/// What a resource is called in AWS, as far as its text tells.
pub(super) fn name(language: Language, resource: &Resource) -> Option<String> {
    let kind = Kind::of(&resource.kind)?;
    let ways = if language == Language::CloudFormation { kind.properties } else { kind.arguments };
    let at =
        |way: &&str| way.split('.').try_fold(&resource.properties, |at, step| at.get(step)).and_then(Value::as_str);
    let names: Vec<&str> = ways.iter().filter_map(at).collect();
    (!names.is_empty()).then(|| names.join("/"))
}

const fn kind(
    cloudformation: &'static str,
    properties: &'static [&'static str],
    terraform: &'static str,
    arguments: &'static [&'static str],
    holds: Holds,
) -> Kind {
    Kind { cloudformation, properties, arguments, terraform, holds }
}

use Holds::{Data, Memory, Nothing, Objects};

/// Every type of the resource table.
pub static KINDS: &[Kind] = &[
    kind("AWS::Athena::NamedQuery", &[], "aws_athena_named_query", &[], Nothing),
    kind("AWS::Athena::WorkGroup", &["Name"], "aws_athena_workgroup", &["name"], Nothing),
    kind("AWS::CloudWatch::Alarm", &["AlarmName"], "aws_cloudwatch_metric_alarm", &["alarm_name"], Nothing),
    kind("AWS::CloudWatch::Dashboard", &["DashboardName"], "aws_cloudwatch_dashboard", &["dashboard_name"], Nothing),
    kind("AWS::EMRServerless::Application", &[], "aws_emrserverless_application", &[], Nothing),
    kind("AWS::Events::Rule", &["Name"], "aws_cloudwatch_event_rule", &["name"], Nothing),
    kind(
        "AWS::Glue::Classifier",
        &["GrokClassifier.Name", "JsonClassifier.Name", "XMLClassifier.Name", "CsvClassifier.Name"],
        "aws_glue_classifier",
        &["name"],
        Nothing,
    ),
    kind("AWS::Glue::Connection", &["ConnectionInput.Name"], "aws_glue_connection", &["name"], Nothing),
    kind(
        "AWS::Glue::Crawler",
        &["Name"],
        "aws_glue_crawler",
        &["name"],
        Memory("what it knows of earlier crawls: its successor crawls everything again"),
    ),
    kind(
        "AWS::Glue::DataCatalogEncryptionSettings",
        &["CatalogId"],
        "aws_glue_data_catalog_encryption_settings",
        &["catalog_id"],
        Nothing,
    ),
    kind("AWS::Glue::DataQualityRuleset", &["Name"], "aws_glue_data_quality_ruleset", &["name"], Nothing),
    kind(
        "AWS::Glue::Database",
        &["DatabaseInput.Name"],
        "aws_glue_catalog_database",
        &["name"],
        Data("its tables, those of crawlers too; Glue deletes them with the database"),
    ),
    kind(
        "AWS::Glue::Job",
        &["Name"],
        "aws_glue_job",
        &["name"],
        Memory("its job bookmark: its successor reads everything again that it has read before"),
    ),
    kind("AWS::Glue::SecurityConfiguration", &["Name"], "aws_glue_security_configuration", &["name"], Nothing),
    kind(
        "AWS::Glue::Table",
        &["DatabaseName", "TableInput.Name"],
        "aws_glue_catalog_table",
        &["database_name", "name"],
        Data("its partitions, and of an Iceberg table the place of its metadata; the files in S3 stay"),
    ),
    kind("AWS::Glue::Trigger", &["Name"], "aws_glue_trigger", &["name"], Nothing),
    kind("AWS::Glue::Workflow", &["Name"], "aws_glue_workflow", &["name"], Nothing),
    kind("AWS::IAM::ManagedPolicy", &["ManagedPolicyName"], "aws_iam_policy", &["name"], Nothing),
    kind("AWS::IAM::Role", &["RoleName"], "aws_iam_role", &["name"], Nothing),
    kind("AWS::KMS::Alias", &["AliasName"], "aws_kms_alias", &["name"], Nothing),
    kind(
        "AWS::KMS::Key",
        &[],
        "aws_kms_key",
        &[],
        Data("whatever it has encrypted: nobody can read that once the waiting period of the deleted key is over"),
    ),
    kind(
        "AWS::Kinesis::Stream",
        &["Name"],
        "aws_kinesis_stream",
        &["name"],
        Data("the records that nobody has read yet"),
    ),
    kind(
        "AWS::KinesisFirehose::DeliveryStream",
        &["DeliveryStreamName"],
        "aws_kinesis_firehose_delivery_stream",
        &["name"],
        Data("the records that it has not delivered yet"),
    ),
    kind("AWS::LakeFormation::DataLakeSettings", &[], "aws_lakeformation_data_lake_settings", &[], Nothing),
    kind("AWS::LakeFormation::PrincipalPermissions", &[], "aws_lakeformation_permissions", &[], Nothing),
    kind("AWS::LakeFormation::Resource", &["ResourceArn"], "aws_lakeformation_resource", &["arn"], Nothing),
    kind(
        "AWS::LakeFormation::Tag",
        &["TagKey"],
        "aws_lakeformation_lf_tag",
        &["key"],
        Data("what it says of things that others have tagged with it, and what is granted by that"),
    ),
    kind("AWS::LakeFormation::TagAssociation", &[], "aws_lakeformation_resource_lf_tags", &[], Nothing),
    kind("AWS::Lambda::EventInvokeConfig", &[], "aws_lambda_function_event_invoke_config", &[], Nothing),
    kind("AWS::Lambda::EventSourceMapping", &[], "aws_lambda_event_source_mapping", &[], Nothing),
    kind("AWS::Lambda::Function", &["FunctionName"], "aws_lambda_function", &["function_name"], Nothing),
    kind("AWS::Lambda::Permission", &[], "aws_lambda_permission", &[], Nothing),
    kind("AWS::Logs::LogGroup", &["LogGroupName"], "aws_cloudwatch_log_group", &["name"], Data("the logs so far")),
    kind(
        "AWS::Logs::LogStream",
        &["LogGroupName", "LogStreamName"],
        "aws_cloudwatch_log_stream",
        &["log_group_name", "name"],
        Nothing,
    ),
    kind(
        "AWS::RedshiftServerless::Namespace",
        &["NamespaceName"],
        "aws_redshiftserverless_namespace",
        &["namespace_name"],
        Data("its databases with all their rows"),
    ),
    kind(
        "AWS::RedshiftServerless::Workgroup",
        &["WorkgroupName"],
        "aws_redshiftserverless_workgroup",
        &["workgroup_name"],
        Nothing,
    ),
    kind("AWS::S3::Bucket", &["BucketName"], "aws_s3_bucket", &["bucket"], Objects),
    kind("AWS::S3::BucketPolicy", &[], "aws_s3_bucket_policy", &[], Nothing),
    kind("AWS::SNS::Subscription", &[], "aws_sns_topic_subscription", &[], Nothing),
    kind("AWS::SNS::Topic", &["TopicName"], "aws_sns_topic", &["name"], Nothing),
    kind("AWS::SNS::TopicPolicy", &[], "aws_sns_topic_policy", &[], Nothing),
    kind("AWS::SQS::Queue", &["QueueName"], "aws_sqs_queue", &["name"], Data("the messages that wait in it")),
    kind("AWS::SQS::QueuePolicy", &[], "aws_sqs_queue_policy", &[], Nothing),
    kind("AWS::StepFunctions::StateMachine", &["StateMachineName"], "aws_sfn_state_machine", &["name"], Nothing),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource;

    #[test]
    fn every_type_of_the_table_is_known() {
        for resource in resource::types() {
            let known = KINDS.iter().find(|kind| kind.cloudformation == resource.cloudformation);
            let known = known.unwrap_or_else(|| panic!("{} is missing", resource.cloudformation));
            assert_eq!(known.terraform, resource.terraform);
            for way in known.properties {
                let first = way.split('.').next().unwrap_or_default();
                assert!(resource.properties.iter().any(|property| property.cloudformation == first), "{way}");
            }
        }
        assert_eq!(KINDS.len(), resource::types().count());
    }
}
