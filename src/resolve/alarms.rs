//! Who is told when something fails: a topic, the rules and alarms that write to it, and the people who read it.

use crate::expr::{Document, Expr, Handle, Pseudo, Text};
use crate::graph::{Concern, Graph, Name, Output, Scope, kebab};
use crate::model::AlarmKind;
use crate::resource::{Alarm, Dimensions, Queue, Rule, Subscription, Target, TargetDeadLetter, Topic, TopicPolicy};

use super::iam::{RoleSpec, Statement, Trusted, policy, role};
use super::lake::Lake;
use super::names::arn;
use super::queue::{add_queue, guard_dead_letters, queue};
use super::trigger::{
    LONGEST_RETRY, enabled_rule, execution_failed, gate_failed, pattern, retry_policy, state_machines,
};
use super::{freshness, stream_alarms};

/// Characters of names that one pattern may hold: the quota is 2,048 for a whole pattern (Amazon EventBridge User
/// Guide, "Quotas"), and the longest frame around the names takes less than 500.
const NAMES_BUDGET: usize = 1_500;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    let alarms = &lake.pipeline.alarms;
    if alarms.is_empty() {
        return;
    }
    let scope = Scope::lake(Concern::Alarms);
    let topic = topic(lake, graph, &scope);
    for (index, address) in alarms.notify.iter().enumerate() {
        graph.add(scope.node(
            &format!("alerts_{}_subscription", index + 1),
            Subscription {
                topic_arn: Some(topic.arn()),
                protocol: Some("email".into()),
                endpoint: Some(address.into()),
            },
        ));
    }
    let rules = failure_rules(lake);
    if !rules.is_empty() {
        notify_by_rules(lake, graph, &scope, topic, rules);
    }
    if alarms.when.contains(&AlarmKind::DeadLetterNotEmpty) {
        for (key, queue) in lake.dead_letters.clone() {
            let alarm = dead_letter_alarm(lake, &key, queue, topic);
            lake.alarms.push(graph.add(scope.node(&format!("{key}_dead_letters_alarm"), alarm)));
        }
    }
    stream_alarms::resolve(lake, graph, topic);
    freshness::resolve(lake, graph, topic);
    graph.add_output(Output {
        name: Name::new("", "alerts_topic_arn", ""),
        description: "The topic that failures are published to".into(),
        value: topic.arn().into(),
    });
}

fn topic(lake: &Lake<'_>, graph: &mut Graph, scope: &Scope) -> Handle<Topic> {
    let topic = graph.add(scope.node(
        "alerts_topic",
        Topic {
            topic_name: Some(lake.names.lake("alerts").into()),
            display_name: Some(format!("Data lake {}", lake.pipeline.name).into()),
            // The key that AWS manages for SNS cannot be used by CloudWatch: its policy is fixed.
            kms_master_key_id: lake.key_arn().map(|key| Text::of(Expr::from(key))),
            tags: Some(lake.tags()),
        },
    ));
    let alarms = arn("cloudwatch", format!("alarm:{}-*", lake.pipeline.name));
    graph.add(
        scope.node(
            "alerts_topic_policy",
            TopicPolicy {
                topics: Some(vec![topic.arn()]),
                policy_document: Some(policy([
                    Statement::allow("CloudWatchAlarms", &["sns:Publish"], [topic.arn()])
                        .by_service("cloudwatch.amazonaws.com")
                        .for_this_account()
                        .when("ArnLike", "aws:SourceArn", alarms),
                    Statement::deny_insecure_transport(&["sns:Publish"], [topic.arn()]),
                ])),
            },
        ),
    );
    topic
}

/// A rule that tells of failures: the last part of its name, a sentence, its pattern.
type FailureRule = (String, &'static str, Document);

fn failure_rules(lake: &Lake<'_>) -> Vec<FailureRule> {
    let wanted = |kind| lake.pipeline.alarms.when.contains(&kind);
    let mut rules = Vec::new();
    if wanted(AlarmKind::CrawlerFailed) {
        let crawlers = names(lake, lake.pipeline.crawlers.keys(), |key| lake.crawler_name(key));
        rules.extend(numbered("crawler-failed", crawlers).map(|(part, names)| {
            (part, "A crawler has failed, or could not start on schedule", crawler_failed(names))
        }));
    }
    for (kind, part, what, state) in [
        (AlarmKind::JobFailed, "job-failed", "A job run has failed", "FAILED"),
        (AlarmKind::JobTimeout, "job-timeout", "A job run was stopped at its timeout", "TIMEOUT"),
    ] {
        if wanted(kind) {
            let jobs = names(lake, lake.pipeline.jobs.keys(), |key| lake.job_name(key));
            rules.extend(numbered(part, jobs).map(|(part, names)| {
                let detail = Expr::object([("jobName", Expr::List(names)), ("state", Expr::list([state]))]);
                (part, what, pattern("aws.glue", "Glue Job State Change", detail))
            }));
        }
    }
    if wanted(AlarmKind::JobFailed) {
        let what = "A state machine could not start its job, or the run has failed";
        rules.extend(
            numbered("start-failed", state_machines(lake)).map(|(part, arns)| (part, what, execution_failed(arns))),
        );
    }
    if wanted(AlarmKind::DataQualityFailed) {
        let gates = lake.pipeline.gates.values().filter(|gate| gate.can_fail());
        let gates = gates.filter(|gate| lake.pipeline.gated_by(&gate.key).next().is_some());
        let patterns = gates.map(|gate| gate_failed(lake, &gate.key)).collect();
        rules.extend(
            numbered("data-quality-failed", patterns)
                .map(|(part, pattern)| (part, "The data of a job run has failed a gate", pattern)),
        );
    }
    rules
}

fn crawler_failed(names: Vec<Expr>) -> Document {
    let names = Expr::List(names);
    Document::of(Expr::object([
        ("source", Expr::list(["aws.glue"])),
        ("account", Expr::list([Pseudo::AccountId])),
        (
            "$or",
            Expr::list([
                Expr::object([
                    ("detail-type", Expr::list(["Glue Crawler State Change"])),
                    ("detail", Expr::object([("crawlerName", names.clone()), ("state", Expr::list(["Failed"]))])),
                ]),
                Expr::object([
                    ("detail-type", Expr::list(["Glue Scheduled Crawler Invocation Failure"])),
                    ("detail", Expr::object([("crawlerName", names)])),
                ]),
            ]),
        ),
    ]))
}

/// The names behind `keys`, in groups that a pattern can hold.
fn names<'k>(lake: &Lake<'_>, keys: impl Iterator<Item = &'k String>, name: impl Fn(&str) -> Text) -> Vec<Vec<Expr>> {
    let mut groups: Vec<Vec<Expr>> = Vec::new();
    let mut room = 0;
    for key in keys {
        // Written twice in a crawler's pattern, each time with quotes and a comma.
        let size = 2 * (lake.names.of(key).len() + 3);
        if size > room || groups.is_empty() {
            groups.push(Vec::new());
            room = NAMES_BUDGET;
        }
        room = room.saturating_sub(size);
        if let Some(group) = groups.last_mut() {
            group.push(name(key).into());
        }
    }
    groups
}

/// `part`, `part-2`, `part-3`...
fn numbered<T>(part: &'static str, each: Vec<T>) -> impl Iterator<Item = (String, T)> {
    each.into_iter()
        .zip(1..)
        .map(move |(one, number)| (if number == 1 { part.to_owned() } else { format!("{part}-{number}") }, one))
}

fn notify_by_rules(lake: &Lake<'_>, graph: &mut Graph, scope: &Scope, topic: Handle<Topic>, rules: Vec<FailureRule>) {
    let dead_letters = add_queue(graph, scope, "alerts_dead_letters", queue(lake, lake.names.lake("alerts-dlq")));
    let mut statements = vec![Statement::allow("Publish", &["sns:Publish"], [topic.arn()])];
    if let Some(key) = lake.key_arn() {
        statements.push(Statement::allow("UseKey", &["kms:Decrypt", "kms:GenerateDataKey"], [key]).via("sns"));
    }
    // A topic policy cannot hold a condition for EventBridge; a role that only these rules can use is narrower.
    let name = lake.names.lake("alerts");
    let trusted = Trusted::Events(arn("events", format!("rule/{}-*", lake.pipeline.name)));
    let who = format!("the rules that write to {name}");
    let publisher = role(lake, graph, scope, RoleSpec { name: &name, part: "alerts", who, trusted }, statements);
    let mut arns = Vec::new();
    for (part, what, event_pattern) in rules {
        let rule = graph.add(scope.node(
            &format!("{}_rule", part.replace('-', "_")),
            Rule {
                event_pattern: Some(event_pattern),
                targets: Some(vec![Target {
                    id: Some("alerts".into()),
                    arn: Some(topic.arn()),
                    role_arn: Some(publisher.arn()),
                    retry_policy: Some(retry_policy(LONGEST_RETRY)),
                    dead_letter_config: Some(TargetDeadLetter { arn: Some(dead_letters.arn()) }),
                    ..Target::default()
                }]),
                ..enabled_rule(lake, lake.names.lake(&part), what.into())
            },
        ));
        arns.push(rule.arn());
    }
    guard_dead_letters(graph, scope, "alerts_dead_letters_policy", dead_letters, arns);
}

fn dead_letter_alarm(lake: &Lake<'_>, key: &str, queue: Handle<Queue>, topic: Handle<Topic>) -> Alarm {
    let what = format!("An event for {} was given up; read the queue, mend the cause, send it again", kebab(key));
    Alarm {
        namespace: Some("AWS/SQS".into()),
        metric_name: Some("ApproximateNumberOfMessagesVisible".into()),
        dimensions: Some(Dimensions(vec![("QueueName".into(), queue.name().into())])),
        statistic: Some("Maximum".into()),
        period: Some(300.into()),
        evaluation_periods: Some(1.into()),
        threshold: Some(0.into()),
        comparison_operator: Some("GreaterThanThreshold".into()),
        treat_missing_data: Some("notBreaching".into()),
        ..telling(lake, topic, lake.names.part(key, "dead-letters"), what)
    }
}

/// An alarm that tells `topic`; what it watches is up to the caller.
pub(super) fn telling(lake: &Lake<'_>, topic: Handle<Topic>, name: String, what: String) -> Alarm {
    Alarm {
        alarm_name: Some(name.into()),
        alarm_description: Some(what.into()),
        alarm_actions: Some(vec![topic.arn()]),
        tags: Some(lake.tags()),
        ..Alarm::default()
    }
}
