//! Queues: encrypted, TLS only, and open to exactly those who have something to put in.

use crate::expr::{Arn, Handle, NodeId, Number};
use crate::graph::{Graph, Scope};
use crate::resource::{Queue, QueuePolicy};

use super::iam::{Statement, policy};
use super::lake::Lake;

/// Fourteen days, the longest SQS keeps a message.
const LONGEST_RETENTION_SECONDS: u32 = 1_209_600;

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

/// Lets `allowed` in, and nobody who does not speak TLS.
pub(super) fn guard_queue(
    graph: &mut Graph,
    scope: &Scope,
    role: &str,
    queue: Handle<Queue>,
    allowed: Option<Statement>,
) -> NodeId {
    let statements = allowed.into_iter().chain([Statement::deny_insecure_transport(&["sqs:*"], [queue.arn()])]);
    let policy = QueuePolicy { queues: Some(vec![queue.url()]), policy_document: Some(policy(statements)) };
    graph.add(scope.node(role, policy)).id()
}

/// Lets exactly these rules put what they could not deliver into the queue.
pub(super) fn guard_dead_letters(graph: &mut Graph, scope: &Scope, role: &str, queue: Handle<Queue>, rules: Vec<Arn>) {
    let undelivered = Statement::allow("UndeliverableEvents", &["sqs:SendMessage"], [queue.arn()])
        .by_service("events.amazonaws.com")
        .when("ArnEquals", "aws:SourceArn", rules);
    guard_queue(graph, scope, role, queue, Some(undelivered));
}
