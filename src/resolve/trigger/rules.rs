//! The rules that ring: one for the event that a job waits for, and an hourly one for events that were lost.

use crate::expr::{Arn, Document, Handle};
use crate::graph::{Graph, Scope};
use crate::model::{self, Job, TriggerSource};
use crate::resolve::lake::Lake;
use crate::resource::{Queue, RetryPolicy, Rule, Target, TargetDeadLetter};

use super::pattern::{
    as_written, crawler_succeeded, gate_passed, job_succeeded, object_created, reconcile_input, successes,
};

/// EventBridge's own limits, for deliveries that nobody waits for (Amazon EventBridge User Guide, "Retry policy").
pub(in crate::resolve) const LONGEST_RETRY: model::Retry = model::Retry { attempts: 185, max_age_seconds: 86_400 };

/// How often lost events are looked for.
pub(super) const RECONCILE: &str = "rate(1 hour)";
pub(super) const WHY_RECONCILE: &str =
    "Glue delivers its events on best effort; a schedule is delivered at least once.";

/// Whom a rule calls.
pub(super) struct Called {
    /// A function, or a state machine.
    pub(super) arn: Arn,
    /// The role that the rule calls it with; a function lets the rule in by itself.
    pub(super) role: Option<Arn>,
    /// Where an event goes that could not be delivered.
    pub(super) dead_letters: Handle<Queue>,
}

impl Called {
    fn target(&self, input: Option<Document>, retry: model::Retry) -> Target {
        Target {
            id: Some("trigger".into()),
            arn: Some(self.arn.clone()),
            role_arn: self.role.clone(),
            input,
            retry_policy: Some(retry_policy(retry)),
            dead_letter_config: Some(TargetDeadLetter { arn: Some(self.dead_letters.arn()) }),
        }
    }
}

/// The rules for the events that start `job`, each with the last part of its name.
pub(super) fn event_rules(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    job: &Job,
    trigger: &model::Trigger,
    called: &Called,
) -> Vec<(&'static str, Handle<Rule>)> {
    let awaited = |part: &'static str, what: String, pattern: Document| {
        let rule = Rule { event_pattern: Some(pattern), ..rule(lake, job, part, &what) };
        (part, rule)
    };
    let rules = match &trigger.source {
        TriggerSource::Crawler(crawler) => {
            let what = format!("The crawler {} has succeeded", lake.names.of(crawler));
            vec![awaited("crawler", what, crawler_succeeded(lake, crawler))]
        }
        TriggerSource::Job(upstream) => {
            let what = format!("The job {} has succeeded", lake.names.of(upstream));
            vec![awaited("job", what, job_succeeded(lake, upstream))]
        }
        TriggerSource::AllOf(upstreams) => {
            let rules = successes(lake, upstreams).into_iter();
            rules.map(|(part, what, pattern)| awaited(part, what.to_owned(), pattern)).collect()
        }
        TriggerSource::S3(location) => {
            vec![awaited("s3", "An object was created".to_owned(), object_created(lake, location))]
        }
        TriggerSource::DataQuality(gate) => {
            vec![awaited("gate", format!("Data has passed {}", lake.names.of(gate)), gate_passed(lake, gate))]
        }
        TriggerSource::EventPattern(pattern) => {
            vec![awaited("event", "An event matches".to_owned(), as_written(pattern))]
        }
        TriggerSource::Schedule(expression) => {
            let rule = rule(lake, job, "schedule", &format!("On schedule, {expression}"));
            vec![("schedule", Rule { schedule_expression: Some(expression.into()), ..rule })]
        }
        TriggerSource::OnDemand => Vec::new(),
    };
    let add = |(part, rule): (&'static str, Rule)| {
        let rule = Rule { targets: Some(vec![called.target(None, trigger.retry)]), ..rule };
        (part, graph.add(scope.node(&format!("{part}_rule"), rule)))
    };
    rules.into_iter().map(add).collect()
}

/// The rule that rings every hour, in case an event was lost.
pub(super) fn reconcile_rule(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    job: &Job,
    called: &Called,
) -> (&'static str, Handle<Rule>) {
    let rule = Rule {
        schedule_expression: Some(RECONCILE.into()),
        targets: Some(vec![called.target(Some(reconcile_input()), LONGEST_RETRY)]),
        ..rule(lake, job, "reconcile", "Every hour, if an event was lost")
    };
    ("reconcile", graph.add(scope.node("reconcile_rule", rule).comment(WHY_RECONCILE)))
}

fn rule(lake: &Lake<'_>, job: &Job, part: &str, what: &str) -> Rule {
    let what = format!("{what}: start the job {}", lake.names.of(&job.key));
    enabled_rule(lake, lake.names.part(&job.key, part), what)
}

/// A rule that is on; what it waits for and whom it calls is up to the caller.
pub(in crate::resolve) fn enabled_rule(lake: &Lake<'_>, name: String, what: String) -> Rule {
    Rule {
        name: Some(name.into()),
        description: Some(what.into()),
        state: Some("ENABLED".into()),
        tags: Some(lake.tags()),
        ..Rule::default()
    }
}

pub(in crate::resolve) fn retry_policy(retry: model::Retry) -> RetryPolicy {
    RetryPolicy {
        maximum_retry_attempts: Some(retry.attempts.into()),
        maximum_event_age_in_seconds: Some(retry.max_age_seconds.into()),
    }
}
