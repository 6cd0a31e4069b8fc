//! What tells people, and where they look first.

use serde::Serialize;
use serde_json::Value;

use crate::graph::Node;

use super::deployed::Deployed;

/// An alarm, or a rule that writes to the topic.
#[derive(Debug, Serialize)]
pub(super) struct Watch {
    name: String,
    means: String,
    /// The section that says where to look.
    look: &'static str,
    /// The section's anchor.
    anchor: &'static str,
}

type Section = (&'static str, &'static str);

const CRAWLERS: Section = ("Crawlers", "crawlers");
const JOBS: Section = ("Jobs", "jobs");
const STREAMS: Section = ("Streams", "streams");
const DEAD_LETTERS: Section = ("Dead letters", "dead-letters");

/// Everything that tells people of something: rules first, as they are about runs.
pub(super) fn of(deployed: &Deployed<'_>) -> Vec<Watch> {
    let tells = |rule: &&Node| {
        let targets = deployed.property(rule, &["Targets"]);
        let arns = targets.as_array().into_iter().flatten().filter_map(|target| target["Arn"].as_str());
        arns.into_iter().any(|arn| arn.contains(":sns:"))
    };
    let rules = deployed.all("AWS::Events::Rule").filter(tells).map(|rule| {
        let means = deployed.text(rule, &["Description"]);
        watch(deployed.name(rule), means, of_rule(&deployed.property(rule, &["EventPattern"])))
    });
    let alarms = deployed.all("AWS::CloudWatch::Alarm").map(|alarm| {
        let means = deployed.text(alarm, &["AlarmDescription"]);
        watch(deployed.name(alarm), means, of_alarm(deployed, alarm))
    });
    rules.chain(alarms).collect()
}

fn watch(name: String, means: String, (look, anchor): Section) -> Watch {
    Watch { name, means, look, anchor }
}

/// Events of crawlers lead to crawlers, all others to jobs: gates are evaluated in them, and state machines run them.
fn of_rule(pattern: &Value) -> Section {
    if pattern.to_string().contains("Crawler") { CRAWLERS } else { JOBS }
}

fn of_alarm(deployed: &Deployed<'_>, alarm: &Node) -> Section {
    let section = alarm.origin.steps().first();
    match deployed.text(alarm, &["Namespace"]).as_str() {
        "AWS/SQS" => DEAD_LETTERS,
        "AWS/Kinesis" | "AWS/Firehose" => STREAMS,
        _ if matches!(section, Some(crate::diag::Step::Key(key)) if key == "crawlers") => CRAWLERS,
        _ => JOBS,
    }
}
