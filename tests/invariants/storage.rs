//! What becomes of data, and who can reach it.

use serde_json::{Map, Value};

use crate::{hold, resources};

#[test]
fn buckets_queues_and_topics_refuse_plain_http() {
    hold(|template| {
        let mut faults = Vec::new();
        for (kind, policy) in [
            ("AWS::S3::Bucket", "AWS::S3::BucketPolicy"),
            ("AWS::SQS::Queue", "AWS::SQS::QueuePolicy"),
            ("AWS::SNS::Topic", "AWS::SNS::TopicPolicy"),
        ] {
            let denies = |policy: &Map<String, Value>| {
                // A JSON boolean: the string would not be taken by AWS Guard's rule.
                policy["PolicyDocument"].to_string().contains(r#""Condition":{"Bool":{"aws:SecureTransport":false}}"#)
            };
            let refusing = resources(template, policy).filter(|(_, policy)| denies(policy)).count();
            let guarded = resources(template, kind).count();
            if refusing < guarded {
                faults.push(format!("{guarded} of {kind}, and {refusing} policies that deny plain HTTP"));
            }
        }
        faults
    });
}

#[test]
fn what_holds_data_says_what_becomes_of_it() {
    const STATEFUL: &[&str] =
        &["AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SQS::Queue", "AWS::Logs::LogGroup", "AWS::Kinesis::Stream"];
    hold(|template| {
        let all = template["Resources"].as_object().expect("resources");
        all.iter()
            .filter(|(_, resource)| STATEFUL.iter().any(|kind| resource["Type"] == *kind))
            .filter(|(_, resource)| resource["DeletionPolicy"].is_null() || resource["UpdateReplacePolicy"].is_null())
            .map(|(id, _)| id.clone())
            .collect()
    });
}

#[test]
fn a_bucket_is_private_versioned_and_owned_by_the_account() {
    hold(|template| {
        let mut faults = Vec::new();
        for (id, bucket) in resources(template, "AWS::S3::Bucket") {
            for switch in ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"] {
                if bucket["PublicAccessBlockConfiguration"][switch] != true {
                    faults.push(format!("{id}: {switch} is not on"));
                }
            }
            if bucket["OwnershipControls"]["Rules"][0]["ObjectOwnership"] != "BucketOwnerEnforced" {
                faults.push(format!("{id} has access control lists"));
            }
            if bucket["VersioningConfiguration"]["Status"] != "Enabled" {
                faults.push(format!("{id} keeps no versions"));
            }
            // The last one is a way of naming buckets that Terraform's provider does not know.
            for unwanted in ["AccessControl", "WebsiteConfiguration", "CorsConfiguration", "BucketNamespace"] {
                if bucket.contains_key(unwanted) {
                    faults.push(format!("{id} has {unwanted}"));
                }
            }
        }
        faults
    });
}

#[test]
fn what_rests_is_encrypted_with_the_key_of_the_lake() {
    hold(|template| {
        let mut faults = Vec::new();
        let has_key = resources(template, "AWS::KMS::Key").next().is_some();
        let logged_to = |id: &str| {
            let mut buckets = resources(template, "AWS::S3::Bucket");
            buckets.any(|(_, bucket)| {
                bucket.get("LoggingConfiguration").is_some_and(|log| log["DestinationBucketName"]["Ref"] == id)
            })
        };
        for (id, bucket) in resources(template, "AWS::S3::Bucket") {
            let rule =
                &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"];
            let algorithm = &rule["SSEAlgorithm"];
            // S3 cannot deliver access logs to a bucket that is encrypted with a key of KMS.
            if logged_to(id) && algorithm != "AES256" {
                faults.push(format!("{id} takes access logs and is encrypted by {algorithm}"));
            }
            // An imported key is in no template.
            let is_keyed = algorithm == "aws:kms" && !rule["KMSMasterKeyID"].is_null();
            if !logged_to(id) && !is_keyed && (has_key || algorithm != "AES256") {
                faults.push(format!("{id} is not encrypted with the key of the lake, but by {algorithm}"));
            }
            if !logged_to(id) && !bucket.contains_key("LoggingConfiguration") {
                faults.push(format!("{id} is not logged"));
            }
        }
        let keyed = [
            ("AWS::Logs::LogGroup", "KmsKeyId"),
            ("AWS::SQS::Queue", "KmsMasterKeyId"),
            ("AWS::SNS::Topic", "KmsMasterKeyId"),
            ("AWS::Lambda::Function", "KmsKeyArn"),
            ("AWS::Glue::Crawler", "CrawlerSecurityConfiguration"),
        ];
        for (kind, property) in keyed.into_iter().filter(|_| has_key) {
            let without = resources(template, kind).filter(|(_, resource)| !resource.contains_key(property));
            faults.extend(without.map(|(id, _)| format!("{id} has no {property}")));
        }
        faults
    });
}

#[test]
fn nothing_that_services_send_to_is_encrypted_with_a_key_that_shuts_them_out() {
    hold(|template| {
        let kinds = ["AWS::SQS::Queue", "AWS::SNS::Topic"];
        let all = kinds.into_iter().flat_map(|kind| resources(template, kind));
        all.filter(|(_, resource)| {
            let key = resource.get("KmsMasterKeyId").map(Value::to_string).unwrap_or_default();
            key.contains("alias/aws/") || resource.contains_key("FifoQueue") || resource.contains_key("FifoTopic")
        })
        .map(|(id, _)| id.to_owned())
        .collect()
    });
}

#[test]
fn logs_come_to_an_end() {
    hold(|template| {
        let groups = resources(template, "AWS::Logs::LogGroup");
        groups.filter(|(_, group)| !group.contains_key("RetentionInDays")).map(|(id, _)| id.to_owned()).collect()
    });
}
