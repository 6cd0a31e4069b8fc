//! Queues for crawlers in event mode: S3 says what changed, the crawler reads it when it runs.

use crate::expr::{Expr, Handle, Number};
use crate::graph::{Concern, Graph, Scope};
use crate::model::{BucketRef, RecrawlBehavior};
use crate::resource::{Queue, QueuePolicy};

use super::data::bucket_arn;
use super::iam::{Statement, policy};
use super::lake::{EventQueue, Lake};

/// Fourteen days, the longest SQS keeps a message.
pub(super) const LONGEST_RETENTION_SECONDS: u32 = 1_209_600;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    for crawler in lake.pipeline.crawlers.values().filter(|c| c.recrawl == RecrawlBehavior::EventMode) {
        let Some(target) = crawler.targets.first() else { continue };
        let scope = Scope::new(Concern::Crawlers, &crawler.key, &crawler.origin);
        let dead_letters =
            add_queue(graph, &scope, "events_dead_letters", queue(lake, lake.names.part(&crawler.key, "events-dlq")));
        let queue = add_queue(
            graph,
            &scope,
            "events",
            Queue {
                redrive_policy: Some(crate::expr::Document::of(Expr::object([
                    ("deadLetterTargetArn", Expr::from(dead_letters.arn())),
                    ("maxReceiveCount", Expr::from(5)),
                ]))),
                ..queue(lake, lake.names.part(&crawler.key, "events"))
            },
        );
        let source = match &target.location.bucket {
            // By name: the bucket refers to the queue.
            BucketRef::Declared(key)
                if lake.pipeline.buckets.get(key).is_some_and(|bucket| bucket.import.is_none()) =>
            {
                lake.names.bucket_arn(key)
            }
            other => bucket_arn(lake, other),
        };
        let policy = graph.add(
            scope.node(
                "events_policy",
                QueuePolicy {
                    queues: Some(vec![queue.url()]),
                    policy_document: Some(policy([
                        Statement::allow("S3Notifications", &["sqs:SendMessage"], [queue.arn()])
                            .by_service("s3.amazonaws.com")
                            .for_this_account()
                            .when("ArnEquals", "aws:SourceArn", source),
                        Statement::deny_insecure_transport(&["sqs:*"], [queue.arn()]),
                    ])),
                },
            ),
        );
        lake.dead_letters.push((format!("{}_events", crawler.key), dead_letters));
        lake.event_queues.insert(crawler.key.clone(), EventQueue { queue, dead_letters, policy: Handle::id(policy) });
    }
}

/// Adds a queue; what is in it goes with the stack.
pub(super) fn add_queue(graph: &mut Graph, scope: &Scope, role: &str, queue: Queue) -> Handle<Queue> {
    graph.add(scope.node(role, queue).keep(false))
}

/// A standard queue that keeps a message as long as SQS can, encrypted with the lake's key.
pub(super) fn queue(lake: &Lake<'_>, name: String) -> Queue {
    let key = lake.key_arn();
    Queue {
        queue_name: Some(name.into()),
        message_retention_period: Some(LONGEST_RETENTION_SECONDS.into()),
        // Said, because the two tools write different defaults.
        maximum_message_size: Some(262_144.into()),
        kms_data_key_reuse_period_seconds: key.as_ref().map(|_| Number::from(300)),
        sqs_managed_sse_enabled: key.is_none().then(|| true.into()),
        kms_master_key_id: key,
        tags: Some(lake.tags()),
        ..Queue::default()
    }
}
