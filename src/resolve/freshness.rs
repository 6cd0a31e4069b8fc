//! Alarms on what has not succeeded for too long.
//!
//! Glue has no metric for a crawler and none for a job that never ran, so its success events are counted: EventBridge
//! counts the matches of each rule as `TriggeredRules`, also of a rule that calls nobody, and sends nothing when there are
//! none (Amazon EventBridge User Guide, "Monitoring Amazon EventBridge"). Hours without a count are therefore breaching.

use crate::expr::{Document, Handle, Text};
use crate::graph::{Concern, Graph, Scope};
use crate::resource::{Alarm, Dimensions, Rule, Topic};

use super::alarms::telling;
use super::lake::Lake;
use super::trigger::{crawler_succeeded, enabled_rule, job_succeeded};

/// CloudWatch evaluates up to seven days by periods of an hour or more, but one day by shorter ones.
const PERIOD_SECONDS: u32 = 3600;

/// One thing that has to succeed in time.
struct Watched<'p> {
    kind: &'static str,
    key: &'p str,
    scope: Scope,
    hours: u32,
    /// The pattern of its success.
    success: Document,
}

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, topic: Handle<Topic>) {
    for Watched { kind, key, scope, hours, success } in all(lake) {
        let physical = lake.names.of(key);
        let part = format!("{kind}-fresh");
        let name = || lake.names.part(key, &part);
        let rule = Rule {
            event_pattern: Some(success),
            ..enabled_rule(lake, name(), format!("Counts the successes of the {kind} {physical}"))
        };
        let rule =
            scope.node(&format!("{kind}_fresh_rule"), rule).comment("It calls nobody: CloudWatch counts its matches.");
        let rule = graph.add(rule);
        let what = format!("The {kind} {physical} has not succeeded for {hours} hours");
        let alarm = missing(rule.name(), hours, telling(lake, topic, name(), what));
        let alarm = graph.add(scope.node(&format!("{kind}_fresh_alarm"), alarm));
        lake.alarms.push(alarm);
    }
}

fn all<'p>(lake: &Lake<'p>) -> Vec<Watched<'p>> {
    let pipeline = lake.pipeline;
    let crawlers = pipeline.alarms.fresh_crawlers.iter().filter_map(|(key, hours)| {
        let scope = Scope::new(Concern::Alarms, key, &pipeline.crawlers.get(key)?.origin);
        Some(Watched { kind: "crawler", key, scope, hours: *hours, success: crawler_succeeded(lake, key) })
    });
    let jobs = pipeline.alarms.fresh_jobs.iter().filter_map(|(key, hours)| {
        let scope = Scope::new(Concern::Alarms, key, &pipeline.jobs.get(key)?.origin);
        Some(Watched { kind: "job", key, scope, hours: *hours, success: job_succeeded(lake, key) })
    });
    crawlers.chain(jobs).collect()
}

/// `alarm` on a rule that has matched nothing for `hours`.
fn missing(rule: Text, hours: u32, alarm: Alarm) -> Alarm {
    Alarm {
        namespace: Some("AWS/Events".into()),
        metric_name: Some("TriggeredRules".into()),
        dimensions: Some(Dimensions(vec![("RuleName".into(), rule.into())])),
        statistic: Some("Sum".into()),
        period: Some(PERIOD_SECONDS.into()),
        evaluation_periods: Some(hours.into()),
        threshold: Some(1.into()),
        comparison_operator: Some("LessThanThreshold".into()),
        treat_missing_data: Some("breaching".into()),
        ..alarm
    }
}
