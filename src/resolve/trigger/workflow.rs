//! From crawlers to jobs within Glue: workflows and their triggers.

use crate::expr::{Document, Expr, Handle};
use crate::graph::{Concern, Graph, Name, Output, Scope};
use crate::model::{self, Upstream, WorkflowStart};
use crate::resolve::lake::Lake;
use crate::resource::{Trigger, TriggerAction, TriggerCondition, TriggerPredicate, Workflow};

/// Source: <https://docs.aws.amazon.com/glue/latest/dg/about-triggers.html>: one trigger activates two crawlers.
const CRAWLERS_OF_A_TRIGGER: usize = 2;

/// A crawl that has ended, however.
const ENDED: [&str; 3] = ["SUCCEEDED", "FAILED", "CANCELLED"];

pub(super) fn resolve(lake: &Lake<'_>, graph: &mut Graph) {
    for workflow in lake.pipeline.workflows() {
        let Some(trigger) = lake.pipeline.jobs.get(&workflow.key).and_then(|job| job.trigger.as_ref()) else {
            continue;
        };
        let scope = Scope::new(Concern::Triggers, &workflow.key, &trigger.origin);
        let name = lake.names.part(&workflow.key, "workflow");
        let handle = graph.add(scope.node(
            "workflow",
            Workflow {
                name: Some(name.into()),
                description: Some(
                    format!("Starts the job {} and what goes with it", lake.names.of(&workflow.key)).into(),
                ),
                // A second run at a time would crawl and write what the first one does.
                max_concurrent_runs: Some(1.into()),
                tags: Some(lake.tags().into()),
            },
        ));
        triggers(lake, graph, &scope, &workflow, handle);
        graph.add_output(Output {
            name: Name::new(&workflow.key, "workflow_name", ""),
            description: format!(
                "Start it by hand with: aws glue start-workflow-run --name {}",
                lake.names.part(&workflow.key, "workflow")
            ),
            value: handle.name().into(),
        });
    }
}

/// The start, with the first crawlers and what waits for nothing; further crawlers two by two; then each job after all that
/// it waits for.
fn triggers(lake: &Lake<'_>, graph: &mut Graph, scope: &Scope, workflow: &model::Workflow, handle: Handle<Workflow>) {
    let trigger = |part: &str, kind: &str| Trigger {
        name: Some(lake.names.part(&workflow.key, part).into()),
        kind: Some(kind.into()),
        workflow_name: Some(handle.name()),
        start_on_creation: (kind != "ON_DEMAND").then(|| true.into()),
        tags: Some(lake.tags().into()),
        ..Trigger::default()
    };
    let crawlers: Vec<&str> = workflow.crawlers().collect();
    let mut pairs = crawlers.chunks(CRAWLERS_OF_A_TRIGGER);
    let (first, waiting): (Vec<_>, Vec<_>) = workflow
        .jobs(lake.pipeline)
        .partition(|job| job.trigger.as_ref().is_none_or(|trigger| trigger.source.upstreams().is_empty()));
    let mut before = pairs.next().unwrap_or_default();
    let started = before.iter().map(|key| start_crawler(lake, key)).chain(first.iter().map(|job| start_job(lake, job)));
    let (kind, schedule) = match workflow.start() {
        WorkflowStart::OnDemand => ("ON_DEMAND", None),
        WorkflowStart::Schedule(cron) => ("SCHEDULED", Some(cron.into())),
    };
    let start = Trigger {
        description: Some("The start of the workflow".into()),
        schedule,
        actions: Some(started.collect()),
        ..trigger("start", kind)
    };
    graph.add(scope.node("workflow_start", start));
    for (pair, number) in pairs.zip(2..) {
        let ended = before.iter().take(1).flat_map(|key| ENDED.map(|state| crawler_is(lake, key, state)));
        let next = Trigger {
            description: Some("Further crawlers, for a trigger starts two".into()),
            predicate: Some(TriggerPredicate { logical: Some("ANY".into()), conditions: Some(ended.collect()) }),
            actions: Some(pair.iter().map(|key| start_crawler(lake, key)).collect()),
            ..trigger(&format!("crawl-{number}"), "CONDITIONAL")
        };
        graph.add(scope.node(&format!("workflow_crawl_{number}"), next));
        before = pair;
    }
    for job in waiting {
        let upstreams = job.trigger.iter().flat_map(|trigger| trigger.source.upstreams());
        let conditions = upstreams.map(|upstream| match upstream {
            Upstream::Crawler(key) => crawler_is(lake, &key, "SUCCEEDED"),
            Upstream::Job(key) => {
                TriggerCondition { job_name: Some(lake.job_name(&key)), state: Some("SUCCEEDED".into()), ..condition() }
            }
        });
        let after = Trigger {
            name: Some(lake.names.part(&job.key, "after").into()),
            description: Some(format!("Starts the job {} after what it waits for", lake.names.of(&job.key)).into()),
            predicate: Some(TriggerPredicate { logical: Some("AND".into()), conditions: Some(conditions.collect()) }),
            actions: Some(vec![start_job(lake, job)]),
            ..trigger("", "CONDITIONAL")
        };
        let origin = job.trigger.as_ref().map_or(&job.origin, |trigger| &trigger.origin);
        graph.add(Scope::new(Concern::Triggers, &job.key, origin).node("after", after));
    }
}

fn start_crawler(lake: &Lake<'_>, key: &str) -> TriggerAction {
    TriggerAction { crawler_name: Some(lake.crawler_name(key)), ..TriggerAction::default() }
}

fn start_job(lake: &Lake<'_>, job: &model::Job) -> TriggerAction {
    let arguments = Expr::object([("--lakegen_trigger", "workflow")]);
    TriggerAction {
        job_name: Some(lake.job_name(&job.key)),
        arguments: Some(Document::of(arguments)),
        ..TriggerAction::default()
    }
}

fn crawler_is(lake: &Lake<'_>, key: &str, state: &str) -> TriggerCondition {
    TriggerCondition { crawler_name: Some(lake.crawler_name(key)), crawl_state: Some(state.into()), ..condition() }
}

/// Said, because only Terraform has a default for it.
fn condition() -> TriggerCondition {
    TriggerCondition { logical_operator: Some("EQUALS".into()), ..TriggerCondition::default() }
}
