//! `via`: what Glue workflows and state machines cannot do.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{CrawlerSource, Job, Pipeline, Trigger, TriggerSource, Upstream, Via, WorkflowStart};

/// Jobs, crawlers and triggers of a workflow; beyond that Glue may fail to stop or resume a run (AWS Glue Developer Guide,
/// "Blueprint and workflow restrictions").
const MOST_PARTS: usize = 100;

fn in_workflows(pipeline: &Pipeline) -> impl Iterator<Item = (&Job, &Trigger)> {
    let jobs = pipeline.jobs.values().filter_map(|job| Some((job, job.trigger.as_ref()?)));
    jobs.filter(|(_, trigger)| trigger.via == Via::GlueWorkflow)
}

fn via(trigger: &Trigger) -> Place {
    Place::Value(trigger.origin.key("via"))
}

/// LG-E262: sources that start no workflow, and upstreams that run outside of it.
pub(super) fn outside(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (job, trigger) in in_workflows(pipeline) {
        let source = match &trigger.source {
            TriggerSource::S3(_) => "s3",
            TriggerSource::EventPattern(_) => "event_pattern",
            TriggerSource::DataQuality(_) => "data_quality",
            _ => "",
        };
        if !source.is_empty() {
            let message =
                format!("job `{}` waits for `{source}`, an event that comes from outside a workflow", job.key);
            scope.report(Diagnostic::new(&rules::OUTSIDE_WORKFLOW, via(trigger), message));
        }
        for upstream in trigger.source.upstreams() {
            let (message, other) = match &upstream {
                Upstream::Job(key) => match pipeline.jobs.get(key) {
                    Some(upstream) if !upstream.is_in_workflow() => {
                        (format!("job `{key}` is not started by a workflow"), upstream.origin.key("trigger"))
                    }
                    _ => continue,
                },
                Upstream::Crawler(key) => match pipeline.crawlers.get(key).and_then(|crawler| crawler.trigger.as_ref())
                {
                    Some(trigger) if matches!(trigger.source, CrawlerSource::Event { .. }) => {
                        (format!("crawler `{key}` is started by an event"), trigger.origin.clone())
                    }
                    _ => continue,
                },
            };
            let finding = Diagnostic::new(&rules::OUTSIDE_WORKFLOW, via(trigger), message);
            let related = if scope.has(&other) { Some(other) } else { None };
            scope.report(match related {
                Some(at) => finding.related(Place::Key(at), "started here"),
                None => finding,
            });
        }
    }
}

/// LG-E263: more than one start, or too many parts.
pub(super) fn start(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for workflow in pipeline.workflows() {
        let Some(trigger) = pipeline.jobs.get(&workflow.key).and_then(|job| job.trigger.as_ref()) else { continue };
        if workflow.starts.len() > 1 {
            let starts = workflow.starts.iter().map(|start| match start {
                WorkflowStart::OnDemand => "`on_demand`".to_owned(),
                WorkflowStart::Schedule(cron) => format!("`{cron}`"),
            });
            let starts: Vec<_> = starts.collect();
            let message = format!("what this workflow begins with has {} starts: {}", starts.len(), starts.join(", "));
            scope.report(Diagnostic::new(&rules::WORKFLOW_START, via(trigger), message));
        }
        let crawlers = workflow.crawlers().count();
        let jobs = workflow.jobs(pipeline).count();
        let parts = crawlers + jobs + crawlers.div_ceil(2) + jobs;
        if parts > MOST_PARTS {
            let message = format!("this workflow has {parts} crawlers, jobs and triggers, more than {MOST_PARTS}");
            let finding = Diagnostic::new(&rules::WORKFLOW_START, via(trigger), message);
            let why = "AWS warns that runs of larger workflows may fail to stop or to resume.";
            scope.report(finding.why(why).help("Start some of the jobs by `via: lambda`."));
        }
    }
}

/// LG-E265: sources that a state machine cannot wait for.
pub(super) fn without_memory(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for trigger in pipeline.jobs.values().filter_map(|job| job.trigger.as_ref()) {
        let message = match trigger.source {
            _ if trigger.via != Via::StepFunctions => continue,
            TriggerSource::AllOf(_) => "a state machine does not know which of `all_of` have succeeded before",
            TriggerSource::OnDemand => "`on_demand` is no event that a state machine could be started by",
            _ => continue,
        };
        scope.report(Diagnostic::new(&rules::STATE_MACHINE_SOURCE, via(trigger), message));
    }
}

/// LG-E264: settings of the function where there is none.
pub(super) fn function_settings(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let triggers = pipeline.jobs.values().filter_map(|job| job.trigger.as_ref());
    for trigger in triggers.filter(|trigger| trigger.via != Via::Lambda) {
        // A state machine too is called by a rule, which tries as often as it is told to.
        let unused = if trigger.via == Via::StepFunctions { &["handler"][..] } else { &["handler", "retry_policy"] };
        for key in unused.iter().copied() {
            let at = trigger.origin.key(key);
            if scope.has(&at) {
                let message = format!("`{key}` has no meaning with `via: {}`", trigger.via);
                scope.report(Diagnostic::new(&rules::VIA_SETTING, Place::Key(at), message));
            }
        }
    }
}
