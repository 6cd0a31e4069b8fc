//! Jobs that follow a stream: their runs end when somebody stops them.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{CrawlerEvent, CrawlerSource, Pipeline, Trigger, TriggerSource, Upstream};

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
    for (upstream, at) in waits_for_jobs(pipeline) {
        if let Some(job) = pipeline.jobs.get(&upstream).filter(|job| job.is_streaming()) {
            let message = format!("job `{upstream}` follows a stream, so it never succeeds");
            let finding = Diagnostic::new(&rules::STREAMING_TRIGGER, Place::Value(at), message);
            let help = "Wait for what it writes, with `s3`, or for a crawler, or use a schedule.";
            scope.report(finding.help(help).related(scope.at(&job.origin, &["type"]), "chosen here"));
        }
    }
}

/// Each job that something waits for, and where that is said.
fn waits_for_jobs(pipeline: &Pipeline) -> Vec<(String, Pointer)> {
    let mut found = Vec::new();
    for trigger in pipeline.jobs.values().filter_map(|job| job.trigger.as_ref()) {
        let all_of = matches!(trigger.source, TriggerSource::AllOf(_));
        for (n, upstream) in trigger.source.upstreams().into_iter().enumerate() {
            let at = if all_of { trigger.origin.key("all_of").index(n) } else { trigger.origin.clone() };
            if let Upstream::Job(key) = upstream {
                found.push((key, at.key("job")));
            }
        }
    }
    for trigger in pipeline.crawlers.values().filter_map(|crawler| crawler.trigger.as_ref()) {
        if let CrawlerSource::Event { event: CrawlerEvent::Job(key), .. } = &trigger.source {
            found.push((key.clone(), trigger.origin.key("job")));
        }
    }
    found
}
