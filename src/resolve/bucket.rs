//! Buckets: private, encrypted, versioned, TLS only, and logged.

use crate::expr::{Handle, NodeId, Text};
use crate::graph::Name;
use crate::graph::{Concern, Graph, Output, Scope};
use crate::model::{self, BucketRef, S3Location};
use crate::resource::{
    AbortUpload, Bucket, BucketEncryption, BucketPolicy, EncryptionByDefault, EncryptionRule, EventBridgeNotification,
    FilterRule, Lifecycle, LifecycleRule, Logging, NoncurrentExpiration, Notification, NotificationFilter,
    OwnershipControls, OwnershipRule, PublicAccessBlock, QueueNotification, S3KeyFilter, Transition, Versioning,
};

use super::iam::{Statement, policy};
use super::lake::Lake;
use super::names::below;

/// The bucket for scripts and temporary files.
const ARTIFACTS: &str = "artifacts";

/// A place of lakegen's own, in the bucket for scripts and temporary files.
pub(super) fn in_artifacts(prefix: String) -> S3Location {
    S3Location { bucket: BucketRef::Declared(ARTIFACTS.to_owned()), prefix }
}
/// The bucket that the others log to.
const ACCESS_LOGS: &str = "access_logs";

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    let pipeline = lake.pipeline;
    let created = || pipeline.buckets.values().filter(|bucket| bucket.import.is_none());

    let logs = Scope::lake(Concern::Storage);
    let logs_bucket = graph.add(
        logs.node(
            "access_logs_bucket",
            Bucket {
                // S3 cannot deliver access logs into a bucket that is encrypted with KMS.
                bucket_encryption: Some(encryption(None)),
                lifecycle_configuration: Some(lifecycle(vec![expiring("expire-logs", "", 365), housekeeping()])),
                ..base(lake, ACCESS_LOGS)
            },
        )
        .keep(lake.keeps_data()),
    );
    let sources = created().map(|bucket| bucket.key.as_str()).chain([ARTIFACTS]);
    let deliver = Statement::allow("S3ServerAccessLogs", &["s3:PutObject"], [below(&logs_bucket.arn(), "/*")])
        .by_service("logging.s3.amazonaws.com")
        .for_this_account()
        .when("ArnLike", "aws:SourceArn", sources.map(|key| lake.names.bucket_arn(key)).collect::<Vec<_>>());
    // S3 asks whether it may deliver when a bucket begins to log.
    let may_log = secure(graph, &logs, "access_logs_bucket_policy", logs_bucket, vec![deliver]);

    let artifacts = graph.add(
        logs.node(
            "artifacts_bucket",
            Bucket {
                lifecycle_configuration: Some(lifecycle(
                    [expiring("expire-temporary", "temp/", 7)]
                        .into_iter()
                        .chain(expiring_event_logs(lake))
                        .chain(expiring_results(lake, ARTIFACTS))
                        .chain([housekeeping()])
                        .collect(),
                )),
                logging_configuration: Some(logging(logs_bucket, ARTIFACTS)),
                ..base(lake, ARTIFACTS)
            },
        )
        .keep(false)
        .after(may_log),
    );
    secure(graph, &logs, "artifacts_bucket_policy", artifacts, Vec::new());
    lake.buckets.insert(ARTIFACTS.into(), artifacts);
    graph.set_artifacts(artifacts);

    for bucket in created() {
        let scope = Scope::new(Concern::Storage, &bucket.key, &bucket.origin);
        let (notification, queue_policies) = notification(lake, &bucket.key);
        let mut new = scope
            .node(
                "bucket",
                Bucket {
                    lifecycle_configuration: Some(lifecycle(
                        bucket
                            .lifecycle
                            .iter()
                            .map(rule)
                            .chain(expiring_results(lake, &bucket.key))
                            .chain([housekeeping()])
                            .collect(),
                    )),
                    logging_configuration: Some(logging(logs_bucket, &bucket.key)),
                    notification_configuration: notification,
                    ..base(lake, &bucket.key)
                },
            )
            .keep(bucket.retain)
            .after(may_log);
        for policy in queue_policies {
            // S3 sends a test message when the notification is set.
            new = new.after(policy);
        }
        let handle = graph.add(new);
        secure(graph, &scope, "bucket_policy", handle, Vec::new());
        lake.buckets.insert(bucket.key.clone(), handle);
        graph.add_output(Output {
            name: Name::new(&bucket.key, "bucket_name", ""),
            description: format!("The bucket that the spec calls {}", bucket.key),
            value: handle.name().into(),
        });
    }
}

/// What every bucket has in common.
fn base(lake: &Lake<'_>, key: &str) -> Bucket {
    Bucket {
        bucket_name: Some(lake.names.bucket(key)),
        ownership_controls: Some(OwnershipControls {
            rules: Some(vec![OwnershipRule { object_ownership: Some("BucketOwnerEnforced".into()) }]),
        }),
        public_access_block_configuration: Some(PublicAccessBlock {
            block_public_acls: Some(true.into()),
            block_public_policy: Some(true.into()),
            ignore_public_acls: Some(true.into()),
            restrict_public_buckets: Some(true.into()),
        }),
        bucket_encryption: Some(encryption(lake.key_arn())),
        versioning_configuration: Some(Versioning { status: Some("Enabled".into()) }),
        tags: Some(lake.tags()),
        ..Bucket::default()
    }
}

fn encryption(key: Option<crate::expr::Arn>) -> BucketEncryption {
    let algorithm: Text = if key.is_some() { "aws:kms".into() } else { "AES256".into() };
    BucketEncryption {
        server_side_encryption_configuration: Some(vec![EncryptionRule {
            // One data key for many objects: fewer calls to KMS.
            bucket_key_enabled: key.as_ref().map(|_| true.into()),
            server_side_encryption_by_default: Some(EncryptionByDefault {
                sse_algorithm: Some(algorithm),
                kms_master_key_id: key,
            }),
        }]),
    }
}

fn lifecycle(rules: Vec<LifecycleRule>) -> Lifecycle {
    Lifecycle { rules: Some(rules) }
}

fn enabled(id: &str, prefix: &str) -> LifecycleRule {
    LifecycleRule {
        id: Some(id.into()),
        status: Some("Enabled".into()),
        prefix: Some(prefix.into()),
        ..LifecycleRule::default()
    }
}

/// A rule of the spec.
fn rule(rule: &model::LifecycleRule) -> LifecycleRule {
    LifecycleRule {
        transitions: rule.transition.map(|transition| {
            vec![Transition {
                transition_in_days: Some(transition.days.into()),
                storage_class: Some(transition.storage_class.as_str().into()),
            }]
        }),
        expiration_in_days: rule.expire_days.map(Into::into),
        noncurrent_version_expiration: rule
            .noncurrent_expire_days
            .map(|days| NoncurrentExpiration { noncurrent_days: Some(days.into()) }),
        ..enabled(&rule.id, &rule.prefix)
    }
}

fn expiring(id: &str, prefix: &str, days: u32) -> LifecycleRule {
    LifecycleRule { expiration_in_days: Some(days.into()), ..enabled(id, prefix) }
}

/// Event logs of Spark are looked at while a run is remembered: Glue keeps runs for 90 days.
fn expiring_event_logs(lake: &Lake<'_>) -> Option<LifecycleRule> {
    let kept = lake.pipeline.jobs.values().filter_map(|job| job.spark()).any(|spark| spark.monitoring.spark_ui);
    kept.then(|| expiring("expire-event-logs", "spark-events/", 90))
}

/// The end of Athena's results, if they go to this bucket.
fn expiring_results(lake: &Lake<'_>, key: &str) -> Option<LifecycleRule> {
    let athena = lake.pipeline.athena.as_ref()?;
    let is_here = matches!(&athena.results.bucket, BucketRef::Declared(bucket) if bucket == key);
    let days = athena.results_expire_days.filter(|_| is_here)?;
    Some(expiring("expire-athena-results", &athena.results.prefix, days))
}

/// Versioning without an end, and uploads without one, grow for ever.
fn housekeeping() -> LifecycleRule {
    LifecycleRule {
        noncurrent_version_expiration: Some(NoncurrentExpiration { noncurrent_days: Some(90.into()) }),
        abort_incomplete_multipart_upload: Some(AbortUpload { days_after_initiation: Some(7.into()) }),
        ..enabled("housekeeping", "")
    }
}

fn logging(logs: Handle<Bucket>, key: &str) -> Logging {
    Logging { destination_bucket_name: Some(logs.name()), log_file_prefix: Some(format!("{key}/").into()) }
}

fn secure(
    graph: &mut Graph,
    scope: &Scope,
    role: &str,
    bucket: Handle<Bucket>,
    mut statements: Vec<Statement>,
) -> NodeId {
    statements.push(Statement::deny_insecure_transport(&["s3:*"], [bucket.arn(), below(&bucket.arn(), "/*")]));
    let policy = BucketPolicy { bucket: Some(bucket.name()), policy_document: Some(policy(statements)) };
    graph.add(scope.node(role, policy)).id()
}

/// Whom the bucket tells about its objects, and the policies that must stand before it does.
fn notification(lake: &Lake<'_>, key: &str) -> (Option<Notification>, Vec<NodeId>) {
    let is_this = |bucket: &BucketRef| matches!(bucket, BucketRef::Declared(declared) if declared == key);
    let event_bridge = lake.pipeline.announces(key);
    let mut queues = Vec::new();
    let mut policies = Vec::new();
    for (crawler, event_queue) in &lake.event_queues {
        let targets =
            lake.pipeline.crawlers.get(crawler).map(|crawler| crawler.targets.s3.as_slice()).unwrap_or_default();
        for target in targets.iter().filter(|target| is_this(&target.location.bucket)) {
            for event in ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"] {
                queues.push(QueueNotification {
                    event: Some(event.into()),
                    queue: Some(event_queue.queue.arn()),
                    filter: Some(prefix_filter(&target.location.prefix)),
                });
            }
            policies.push(event_queue.policy);
        }
    }
    if !event_bridge && queues.is_empty() {
        return (None, policies);
    }
    let notification = Notification {
        event_bridge_configuration: event_bridge
            .then(|| EventBridgeNotification { event_bridge_enabled: Some(true.into()) }),
        queue_configurations: (!queues.is_empty()).then_some(queues),
    };
    (Some(notification), policies)
}

fn prefix_filter(prefix: &str) -> NotificationFilter {
    NotificationFilter {
        s3_key: Some(S3KeyFilter {
            rules: Some(vec![FilterRule { name: Some("prefix".into()), value: Some(prefix.into()) }]),
        }),
    }
}
