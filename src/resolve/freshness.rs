//! Alarms on what has not succeeded for too long.
//!
//! Glue has no metric for a crawler and none for a job that never ran, so its success events are counted: EventBridge
//! counts the matches of each rule as `TriggeredRules`, also of a rule that calls nobody, and sends nothing when there are
//! none (Amazon EventBridge User Guide, "Monitoring Amazon EventBridge"). Hours without a count are therefore breaching.

use crate::expr::{Expr, Handle, Text};
use crate::graph::{Concern, Graph, Scope};
use crate::model::Pipeline;
use crate::resource::{Alarm, Dimensions, Rule, Topic};

use super::lake::Lake;
use super::trigger::pattern;

/// CloudWatch evaluates up to seven days by periods of an hour or more, but one day by shorter ones.
const PERIOD_SECONDS: u32 = 3600;

/// One thing that has to succeed in time.
struct Watched<'p> {
    section: &'static str,
    key: &'p str,
    hours: u32,
}

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, topic: Handle<Topic>) {
    let pipeline = lake.pipeline;
    for watched in all(pipeline) {
        let (kind, origin, detail_type, name, state) = match watched.section {
            "crawlers" => {
                let origin = pipeline.crawlers.get(watched.key).map(|crawler| &crawler.origin);
                let name = ("crawlerName", lake.crawler_name(watched.key));
                ("crawler", origin, "Glue Crawler State Change", name, "Succeeded")
            }
            _ => {
                let origin = pipeline.jobs.get(watched.key).map(|job| &job.origin);
                ("job", origin, "Glue Job State Change", ("jobName", lake.job_name(watched.key)), "SUCCEEDED")
            }
        };
        let Some(origin) = origin else { continue };
        let scope = Scope::new(Concern::Alarms, watched.key, origin);
        let detail = Expr::object([(name.0, Expr::list([name.1])), ("state", Expr::list([state]))]);
        let physical = lake.names.of(watched.key);
        let part = format!("{kind}-fresh");
        let rule = Rule {
            name: Some(lake.names.part(watched.key, &part).into()),
            description: Some(format!("Counts the successes of the {kind} {physical}").into()),
            event_pattern: Some(pattern("aws.glue", detail_type, detail)),
            state: Some("ENABLED".into()),
            tags: Some(lake.tags()),
            ..Rule::default()
        };
        let rule =
            scope.node(&format!("{kind}_fresh_rule"), rule).comment("It calls nobody: CloudWatch counts its matches.");
        let rule = graph.add(rule);
        let alarm = Alarm {
            alarm_name: Some(lake.names.part(watched.key, &part).into()),
            alarm_description: Some(
                format!("The {kind} {physical} has not succeeded for {} hours", watched.hours).into(),
            ),
            ..missing(lake, rule.name(), watched.hours, topic)
        };
        let alarm = graph.add(scope.node(&format!("{kind}_fresh_alarm"), alarm));
        lake.alarms.push(alarm);
    }
}

fn all(pipeline: &Pipeline) -> impl Iterator<Item = Watched<'_>> {
    let crawlers = pipeline.alarms.fresh_crawlers.iter();
    let jobs = pipeline.alarms.fresh_jobs.iter();
    crawlers
        .map(|(key, hours)| Watched { section: "crawlers", key, hours: *hours })
        .chain(jobs.map(|(key, hours)| Watched { section: "jobs", key, hours: *hours }))
}

/// An alarm on a rule that has matched nothing for `hours`.
fn missing(lake: &Lake<'_>, rule: Text, hours: u32, topic: Handle<Topic>) -> Alarm {
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
        alarm_actions: Some(vec![topic.arn()]),
        tags: Some(lake.tags()),
        ..Alarm::default()
    }
}
