//! One key for the lake, and how Glue uses it.

use crate::expr::{Arn, Expr, NodeId, Pseudo, Text};
use crate::graph::{Concern, Graph, Scope};
use crate::model::{CatalogEncryptionMode, KmsKey, RecrawlBehavior, Via};
use crate::resource::{
    Alias, BookmarksEncryption, CatalogEncryption, CloudWatchEncryption, ConnectionPasswordEncryption,
    DataCatalogEncryptionSettings, EncryptionAtRest, EncryptionConfiguration, Key, S3Encryption, SecurityConfiguration,
};

use super::emr_serverless;
use super::iam::{Statement, policy};
use super::lake::Lake;
use super::names::{account_root, arn, regional_service};

/// Everything but deleting grants of others: enumerated, because `kms:*` would be a wildcard action.
const ADMINISTER: &[&str] = &[
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
];

const USE: &[&str] = &[
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:CreateGrant",
];

/// What CloudWatch Logs does with the key of a log group (CloudWatch Logs User Guide, "Encrypt log data").
const LOGS: &[&str] = &[
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:DescribeKey",
];

/// What a service does to write something encrypted: a message to a queue or topic, logs to a storage of its own.
const SEND: &[&str] = &["kms:Decrypt", "kms:GenerateDataKey"];

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    let scope = Scope::lake(Concern::Encryption);
    if lake.pipeline.kms_key == KmsKey::Create {
        let key = graph.add(
            scope
                .node(
                    "key",
                    Key {
                        description: Some(format!("Encrypts the data lake {}", lake.pipeline.name).into()),
                        enable_key_rotation: Some(true.into()),
                        pending_window_in_days: Some(30.into()),
                        key_policy: Some(policy(key_policy(lake))),
                        tags: Some(lake.tags()),
                    },
                )
                .keep(lake.keeps_data()),
        );
        graph.add(scope.node(
            "key_alias",
            Alias {
                alias_name: Some(format!("alias/{}", lake.pipeline.name).into()),
                target_key_id: Some(key.key_id()),
            },
        ));
        lake.key = Some(key);
    }
    if let Some(key) = lake.key_arn() {
        let name = lake.names.lake("security");
        lake.security_configuration =
            Some(graph.add(scope.node("security_configuration", security_configuration(&name, &key))).id());
        lake.catalog_encryption = catalog(lake, graph, &key);
    }
}

/// How the account's Data Catalog is encrypted; passwords of connections too, as the one without the other would leave the
/// account's setting for these to chance.
fn catalog(lake: &Lake<'_>, graph: &mut Graph, key: &Arn) -> Option<NodeId> {
    let origin = lake.pipeline.catalog_encryption.as_ref()?;
    let scope = Scope::new(Concern::Encryption, "", origin);
    let settings = DataCatalogEncryptionSettings {
        catalog_id: Some(Text::of(Pseudo::AccountId)),
        data_catalog_encryption_settings: Some(CatalogEncryption {
            connection_password_encryption: Some(ConnectionPasswordEncryption {
                return_connection_password_encrypted: Some(true.into()),
                kms_key_id: Some(key.clone()),
            }),
            encryption_at_rest: Some(EncryptionAtRest {
                catalog_encryption_mode: Some(CatalogEncryptionMode::SseKms.as_str().into()),
                sse_aws_kms_key_id: Some(key.clone()),
            }),
        }),
    };
    let new = scope.node("catalog_encryption", settings).comment("A setting of the whole account and region.");
    Some(graph.add(new.keep(lake.keeps_data())).id())
}

fn key_policy(lake: &Lake<'_>) -> Vec<Statement> {
    let name = &lake.pipeline.name;
    let this_key = || ["*"];
    let logs = |group: String| Expr::from(arn("logs", format!("log-group:{group}")));
    let mut logged = vec![
        logs(format!("/aws/lambda/{name}-*")),
        logs(format!("/aws-glue/jobs/{name}/*")),
        logs(format!("/aws-glue/jobs/{name}-security-role/*")),
        logs(format!("/aws-glue/crawlers-role/{name}-*")),
    ];
    if lake.pipeline.streams.values().any(|stream| stream.firehose().is_some()) {
        logged.push(logs(format!("/aws/kinesisfirehose/{name}-*")));
    }
    if !lake.pipeline.emr_serverless.is_empty() {
        logged.push(logs(format!("{}/{name}-*", emr_serverless::LOG_GROUPS)));
    }
    if !lake.pipeline.warehouses.is_empty() {
        logged.push(logs(format!("/aws/redshift/{name}-*")));
    }
    let has_state_machines = lake
        .pipeline
        .jobs
        .values()
        .any(|job| job.trigger.as_ref().is_some_and(|trigger| trigger.via == Via::StepFunctions));
    if has_state_machines {
        logged.push(logs(format!("/aws/vendedlogs/states/{name}-*")));
    }
    let mut statements = vec![
        Statement::allow("KeyAdministrationThroughIam", ADMINISTER, this_key()).by_principal(account_root()),
        Statement::allow("KeyUseThroughIam", USE, this_key()).by_principal(account_root()),
        Statement::allow("CloudWatchLogs", LOGS, this_key()).by_service(regional_service("logs")).when(
            "ArnLike",
            "kms:EncryptionContext:aws:logs:arn",
            logged,
        ),
        Statement::allow("EventBridgeToDeadLetters", SEND, this_key())
            .by_service("events.amazonaws.com")
            .for_this_account()
            .when("ArnLike", "aws:SourceArn", arn("events", format!("rule/{name}-*"))),
        Statement::allow("AlarmsToTopic", SEND, this_key())
            .by_service("cloudwatch.amazonaws.com")
            .for_this_account()
            .when("ArnLike", "aws:SourceArn", arn("cloudwatch", format!("alarm:{name}-*"))),
    ];
    if has_state_machines {
        // AWS Step Functions Developer Guide, "Data at rest encryption": logs of an encrypted state machine.
        statements.push(
            Statement::allow("LogDelivery", &["kms:Decrypt"], this_key())
                .by_service("delivery.logs.amazonaws.com")
                .when("StringEquals", "kms:EncryptionContext:SourceArn", arn("logs", "*")),
        );
    }
    if !lake.pipeline.emr_serverless.is_empty() {
        // Amazon EMR Serverless User Guide, "Encrypting logs": what runs leave in EMR's own storage.
        statements.push(
            Statement::allow("EmrServerlessLogs", SEND, this_key()).by_service("emr-serverless.amazonaws.com").when(
                "ArnLike",
                "aws:SourceArn",
                arn("emr-serverless", "/applications/*"),
            ),
        );
    }
    if lake.pipeline.crawlers.values().any(|crawler| crawler.recrawl == RecrawlBehavior::EventMode) {
        statements.push(
            Statement::allow("S3NotificationsToQueue", SEND, this_key())
                .by_service("s3.amazonaws.com")
                .for_this_account()
                .when("ArnLike", "aws:SourceArn", lake.names.bucket_arn("*")),
        );
    }
    statements
}

fn security_configuration(name: &str, key: &Arn) -> SecurityConfiguration {
    SecurityConfiguration {
        name: Some(name.into()),
        encryption_configuration: Some(EncryptionConfiguration {
            cloud_watch_encryption: Some(CloudWatchEncryption {
                cloud_watch_encryption_mode: Some("SSE-KMS".into()),
                kms_key_arn: Some(key.clone()),
            }),
            job_bookmarks_encryption: Some(BookmarksEncryption {
                job_bookmarks_encryption_mode: Some("CSE-KMS".into()),
                kms_key_arn: Some(key.clone()),
            }),
            s3_encryptions: Some(vec![S3Encryption {
                s3_encryption_mode: Some("SSE-KMS".into()),
                kms_key_arn: Some(key.clone()),
            }]),
        }),
    }
}
