//! From an event to a job or a crawler.

mod crawler;
mod definition;
mod function;
mod look_up;
mod pattern;
mod rules;
mod state_machine;
mod workflow;

use crate::graph::{Concern, Graph, Scope};
use crate::model::{self, Job, TriggerSource, Via};
use crate::resource::Permission;
use crate::template::{TemplateError, Templates};

use super::lake::Lake;
use super::queue::{add_queue, guard_dead_letters, queue};

pub(super) use pattern::{crawler_succeeded, gate_failed, job_succeeded, pattern};
pub(super) use rules::{LONGEST_RETRY, enabled_rule, retry_policy};
pub(super) use state_machine::{failed as execution_failed, state_machines};

use rules::{Called, event_rules, reconcile_rule};

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, templates: &Templates) -> Result<(), TemplateError> {
    for job in lake.pipeline.jobs.values() {
        let Some(trigger) = &job.trigger else { continue };
        match trigger.via {
            Via::Lambda if trigger.source == TriggerSource::OnDemand => {}
            Via::Lambda => start_by_function(lake, graph, templates, job, trigger)?,
            Via::StepFunctions => state_machine::resolve(lake, graph, job, trigger),
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
    let called = Called { arn: function.arn(), role: None, dead_letters };
    let mut rules = event_rules(lake, graph, &scope, job, trigger, &called);
    if trigger.source.loses_events() {
        rules.push(reconcile_rule(lake, graph, &scope, job, &called));
    }
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
