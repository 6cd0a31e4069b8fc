//! Jobs that follow a stream: their runs end when somebody stops them.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{CrawlerEvent, CrawlerSource, Pipeline, Trigger, TriggerSource};

/// LG-E064: such a job is not started by events, and nothing waits for its end.
pub(super) fn triggers(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values().filter(|job| job.is_streaming()) {
        let started_by_event = |trigger: &Trigger| trigger.source != TriggerSource::OnDemand;
        if !job.trigger.as_ref().is_some_and(started_by_event) {
            continue;
        }
        let place = Place::Key(job.origin.key("trigger"));
        let message = format!("job `{}` follows a stream: the first event would start a run that never ends", job.key);
        let finding = Diagnostic::new(&rules::STREAMING_TRIGGER, place, message);
        scope.report(finding.related(scope.at(&job.origin, &["type"]), "chosen here"));
    }
    for (upstream, trigger) in waits_for_jobs(pipeline) {
        if let Some(job) = pipeline.jobs.get(upstream).filter(|job| job.is_streaming()) {
            let message = format!("job `{upstream}` follows a stream, so it never succeeds");
            let finding = Diagnostic::new(&rules::STREAMING_TRIGGER, Place::Value(trigger.key("job")), message);
            let help = "Wait for what it writes, with `s3`, or for a crawler, or use a schedule.";
            scope.report(finding.help(help).related(scope.at(&job.origin, &["type"]), "chosen here"));
        }
    }
}

/// Each job that something waits for, and the trigger that says so.
fn waits_for_jobs(pipeline: &Pipeline) -> Vec<(&str, &Pointer)> {
    let jobs = pipeline.jobs.values().filter_map(|job| job.trigger.as_ref()).filter_map(|trigger| {
        let TriggerSource::Job(upstream) = &trigger.source else { return None };
        Some((upstream.as_str(), &trigger.origin))
    });
    let crawlers = pipeline.crawlers.values().filter_map(|crawler| crawler.trigger.as_ref()).filter_map(|trigger| {
        let CrawlerSource::Event { event: CrawlerEvent::Job(upstream), .. } = &trigger.source else { return None };
        Some((upstream.as_str(), &trigger.origin))
    });
    jobs.chain(crawlers).collect()
}
