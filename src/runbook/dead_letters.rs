//! Queues of what could not be delivered or handled, and the way back for what is in them.

use serde::Serialize;
use serde_json::Value;

use crate::graph::Node;

use super::deployed::Deployed;

/// A dead-letter queue.
#[derive(Debug, Serialize)]
pub(super) struct DeadLetters {
    name: String,
    /// The queue that its messages come from and go back to, if there is one.
    waiting: Option<String>,
    /// The function that is called again with a message, if there is one.
    function: Option<String>,
    /// The ARN of the state machine that is started again with a message, if there is one.
    state_machine: Option<String>,
    /// The ARN of the topic that a message is published to again, if there is one.
    topic: Option<String>,
}

/// Every dead-letter queue, in the order of the graph.
pub(super) fn of(deployed: &Deployed<'_>) -> Vec<DeadLetters> {
    let rules = deployed.all("AWS::Events::Rule");
    let targets = rules.flat_map(|rule| match deployed.property(rule, &["Targets"]) {
        Value::Array(targets) => targets,
        _ => Vec::new(),
    });
    let targets: Vec<Value> = targets.collect();
    deployed.all("AWS::SQS::Queue").filter_map(|queue| one(deployed, queue, &targets)).collect()
}

fn one(deployed: &Deployed<'_>, queue: &Node, targets: &[Value]) -> Option<DeadLetters> {
    let name = deployed.name(queue);
    let is_this = |arn: &Value| arn.as_str().and_then(|arn| arn.rsplit(':').next()) == Some(name.as_str());
    let waiting = deployed
        .all("AWS::SQS::Queue")
        .find(|other| is_this(&deployed.property(other, &["RedrivePolicy"])["deadLetterTargetArn"]));
    let failing = targets.iter().filter(|target| is_this(&target["DeadLetterConfig"]["Arn"]));
    let called: Vec<&str> = failing.filter_map(|target| target["Arn"].as_str()).collect();
    if waiting.is_none() && called.is_empty() {
        return None;
    }
    let of =
        |service: &str| called.iter().find(|arn| arn.split(':').nth(2) == Some(service)).map(|arn| (*arn).to_owned());
    let function = of("lambda").and_then(|arn| arn.rsplit(':').next().map(str::to_owned));
    Some(DeadLetters {
        waiting: waiting.map(|queue| deployed.name(queue)),
        function,
        state_machine: of("states"),
        topic: of("sns"),
        name,
    })
}
