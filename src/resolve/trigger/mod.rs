//! From an event to a job or a crawler.

mod crawler;
mod function;
mod pattern;
mod workflow;

use crate::expr::{Document, Handle};
use crate::graph::{Concern, Graph, Scope};
use crate::model::{self, Job, TriggerSource, Via};
use crate::resource::{Function, Permission, Queue, RetryPolicy, Rule, Target, TargetDeadLetter};
use crate::template::{TemplateError, Templates};

use super::lake::Lake;
use super::queue::{add_queue, guard_dead_letters, queue};

pub(super) use pattern::pattern;
use pattern::{as_written, crawler_succeeded, gate_passed, job_succeeded, object_created, reconcile_input, successes};

/// EventBridge's own limits, for deliveries that nobody waits for (Amazon EventBridge User Guide, "Retry policy").
pub(super) const LONGEST_RETRY: model::Retry = model::Retry { attempts: 185, max_age_seconds: 86_400 };

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, templates: &Templates) -> Result<(), TemplateError> {
    for job in lake.pipeline.jobs.values() {
        let Some(trigger) = &job.trigger else { continue };
        match trigger.via {
            Via::Lambda if trigger.source == TriggerSource::OnDemand => {}
            Via::Lambda => start_by_function(lake, graph, templates, job, trigger)?,
            Via::GlueWorkflow => {}
        }
    }
    workflow::resolve(lake, graph);
    crawler::resolve(lake, graph, templates)
}

/// Rule, dead-letter queue, permission, function.
fn start_by_function(
    lake: &mut Lake<'_>,
    graph: &mut Graph,
    templates: &Templates,
    job: &Job,
    trigger: &model::Trigger,
) -> Result<(), TemplateError> {
    let scope = Scope::new(Concern::Triggers, &job.key, &trigger.origin);
    let dead_letters =
        add_queue(graph, &scope, "trigger_dead_letters", queue(lake, lake.names.part(&job.key, "trigger-dlq")));
    let function = function::function(lake, graph, templates, &scope, job, trigger, dead_letters)?;
    let rules = rules(lake, graph, &scope, job, trigger, function, dead_letters);
    for (part, rule) in &rules {
        graph.add(
            scope
                .node(
                    &format!("{part}_permission"),
                    Permission {
                        function_name: Some(function.name()),
                        action: Some("lambda:InvokeFunction".into()),
                        principal: Some("events.amazonaws.com".into()),
                        source_arn: Some(rule.arn()),
                    },
                )
                .comment("No source account: EventBridge does not send it, and a condition on it denies every call."),
        );
    }
    let rules = rules.iter().map(|(_, rule)| rule.arn()).collect();
    guard_dead_letters(graph, &scope, "trigger_dead_letters_policy", dead_letters, rules);
    lake.dead_letters.push((job.key.clone(), dead_letters));
    Ok(())
}

/// The rule for the source's event, and for events that Glue emits on best effort an hourly look for lost ones.
fn rules(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    job: &Job,
    trigger: &model::Trigger,
    function: Handle<Function>,
    dead_letters: Handle<Queue>,
) -> Vec<(&'static str, Handle<Rule>)> {
    let job_name = lake.names.of(&job.key);
    let target = |input: Option<Document>, retry: model::Retry| Target {
        id: Some("trigger".into()),
        arn: Some(function.arn()),
        input,
        retry_policy: Some(retry_policy(retry)),
        dead_letter_config: Some(TargetDeadLetter { arn: Some(dead_letters.arn()) }),
        ..Target::default()
    };
    let rule = |part: &str, what: String| Rule {
        name: Some(lake.names.part(&job.key, part).into()),
        description: Some(format!("{what}: start the job {job_name}").into()),
        state: Some("ENABLED".into()),
        targets: Some(vec![target(None, trigger.retry)]),
        tags: Some(lake.tags()),
        ..Rule::default()
    };
    let reconcile = |graph: &mut Graph| {
        let reconcile = Rule {
            schedule_expression: Some(RECONCILE.into()),
            targets: Some(vec![target(Some(reconcile_input()), LONGEST_RETRY)]),
            ..rule("reconcile", "Every hour, if an event was lost".into())
        };
        let reconcile = scope.node("reconcile_rule", reconcile).comment(WHY_RECONCILE);
        ("reconcile", graph.add(reconcile))
    };
    let mut rules = Vec::new();
    let (part, source) = match &trigger.source {
        TriggerSource::Crawler(crawler) => (
            "crawler",
            Rule {
                event_pattern: Some(crawler_succeeded(lake, crawler)),
                ..rule("crawler", format!("The crawler {} has succeeded", lake.names.of(crawler)))
            },
        ),
        TriggerSource::Job(upstream) => (
            "job",
            Rule {
                event_pattern: Some(job_succeeded(lake, upstream)),
                ..rule("job", format!("The job {} has succeeded", lake.names.of(upstream)))
            },
        ),
        TriggerSource::S3(location) => (
            "s3",
            Rule { event_pattern: Some(object_created(lake, location)), ..rule("s3", "An object was created".into()) },
        ),
        TriggerSource::Schedule(expression) => (
            "schedule",
            Rule {
                schedule_expression: Some(expression.into()),
                ..rule("schedule", format!("On schedule, {expression}"))
            },
        ),
        TriggerSource::EventPattern(written) => {
            ("event", Rule { event_pattern: Some(as_written(written)), ..rule("event", "An event matches".into()) })
        }
        TriggerSource::DataQuality(gate) => (
            "gate",
            Rule {
                event_pattern: Some(gate_passed(lake, gate)),
                ..rule("gate", format!("Data has passed {}", lake.names.of(gate)))
            },
        ),
        TriggerSource::AllOf(upstreams) => {
            for (part, what, event_pattern) in successes(lake, upstreams) {
                let rule = Rule { event_pattern: Some(event_pattern), ..rule(part, what.into()) };
                rules.push((part, graph.add(scope.node(&format!("{part}_rule"), rule))));
            }
            rules.push(reconcile(graph));
            return rules;
        }
        TriggerSource::OnDemand => return rules,
    };
    rules.push((part, graph.add(scope.node(&format!("{part}_rule"), source))));
    if matches!(trigger.source, TriggerSource::Crawler(_) | TriggerSource::Job(_)) {
        rules.push(reconcile(graph));
    }
    rules
}

/// How often lost events are looked for.
const RECONCILE: &str = "rate(1 hour)";
const WHY_RECONCILE: &str = "Glue delivers its events on best effort; a schedule is delivered at least once.";

pub(super) fn retry_policy(retry: model::Retry) -> RetryPolicy {
    RetryPolicy {
        maximum_retry_attempts: Some(retry.attempts.into()),
        maximum_event_age_in_seconds: Some(retry.max_age_seconds.into()),
    }
}
