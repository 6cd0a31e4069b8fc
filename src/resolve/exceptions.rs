//! The checks of scanners that a lake does without, each with its reason: some for every lake, which `docs/security.md` lists, and
//! those that follow from a safe default that the spec turns off and accepts to be warned of.

use std::borrow::Cow;

use crate::expr::ResourceType;
use crate::graph::{Exception, Graph, Node};
use crate::model::{Pipeline, Weakness};
use crate::resource::{self as aws, Resource};

/// Of every bucket.
const NO_REPLICATION: Exception = always(
    "CKV_AWS_144",
    "A copy in a second region doubles what storage costs and is a decision of the business; versions are kept.",
);
/// Of a bucket whose objects start nothing.
const NO_EVENTS: Exception = always("CKV2_AWS_62", "Nothing follows the events of this bucket.");
/// Of the bucket that the others log to.
const LOGS_ARE_NOT_LOGGED: Exception = always("CKV_AWS_18", "A bucket that logs to itself grows without end.");
/// Of the bucket that the others log to.
const LOGS_WITHOUT_KMS: Exception =
    always("CKV_AWS_145", "S3 cannot deliver access logs into a bucket that is encrypted with KMS.");
/// Of every function.
const NO_VPC: Exception = always(
    "CKV_AWS_117",
    "The function calls AWS alone; in a VPC each service would need an endpoint, and be one more thing that fails.",
);
/// Of every function.
const UNSIGNED: Exception = always(
    "CKV_AWS_272",
    "The code is part of what is deployed here, and signing needs a profile that the account may not have.",
);

/// What checkov asks of each type about a key of the lake's own.
const OWN_KEY: [(&ResourceType, &str); 7] = [
    (aws::Bucket::TYPE, "CKV_AWS_145"),
    (aws::Queue::TYPE, "CKV_AWS_27"),
    (aws::Topic::TYPE, "CKV_AWS_26"),
    (aws::Function::TYPE, "CKV_AWS_173"),
    (aws::LogGroup::TYPE, "CKV_AWS_158"),
    (aws::Job::TYPE, SECURITY_CONFIGURATION),
    (aws::Crawler::TYPE, SECURITY_CONFIGURATION),
];
const SECURITY_CONFIGURATION: &str = "CKV_AWS_195";
const LONG_LOGS: &str = "CKV_AWS_338";

const fn always(check: &'static str, reason: &'static str) -> Exception {
    Exception { check, reason: Cow::Borrowed(reason) }
}

/// Says of each resource which checks it does not pass.
pub(super) fn resolve(pipeline: &Pipeline, graph: &mut Graph) {
    for node in graph.nodes_mut() {
        node.exceptions = by_design(node);
        for exception in by_the_spec(pipeline, node) {
            // Nobody needs two reasons.
            if node.exceptions.iter().all(|known| known.check != exception.check) {
                node.exceptions.push(exception);
            }
        }
    }
}

fn by_design(node: &Node) -> Vec<Exception> {
    let sets = |name: &str| node.properties.0.iter().any(|(property, _)| property.name == name);
    if is::<aws::Function>(node) {
        return vec![NO_VPC, UNSIGNED];
    }
    if !is::<aws::Bucket>(node) {
        return Vec::new();
    }
    let mut exceptions = vec![NO_REPLICATION];
    if !sets("NotificationConfiguration") {
        exceptions.push(NO_EVENTS);
    }
    if !sets("LoggingConfiguration") {
        exceptions.extend([LOGS_ARE_NOT_LOGGED, LOGS_WITHOUT_KMS]);
    }
    exceptions
}

fn by_the_spec(pipeline: &Pipeline, node: &Node) -> Vec<Exception> {
    let accepted = |weakness, check| {
        let reason = pipeline.accepts(weakness, &node.origin)?;
        Some(Exception { check, reason: Cow::Owned(reason.split_whitespace().collect::<Vec<_>>().join(" ")) })
    };
    let mut exceptions = Vec::new();
    if is::<aws::LogGroup>(node) && pipeline.has_short_logs() {
        exceptions.extend(accepted(Weakness::ShortLogs, LONG_LOGS));
    }
    if is::<aws::Job>(node) {
        exceptions.extend(accepted(Weakness::NoSecurityConfiguration, SECURITY_CONFIGURATION));
    }
    for (_, check) in OWN_KEY.iter().filter(|(resource, _)| resource.cloudformation == node.resource.cloudformation) {
        exceptions.extend(accepted(Weakness::AwsManagedKeys, check));
    }
    exceptions
}

fn is<R: Resource>(node: &Node) -> bool {
    node.resource.cloudformation == R::TYPE.cloudformation
}
