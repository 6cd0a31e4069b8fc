//! What takes longer than there is time for it, as far as `expected_duration` says.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::schedule::shortest_gap_minutes;
use crate::model::scope::Scope;
use crate::model::{Duration, Pipeline};

use super::causes::Step;

/// LG-W028: a crawl, or a run, that is still there when the next one should start.
pub(super) fn longer_than_interval(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let crawlers = pipeline.crawlers.values().filter_map(|crawler| {
        let expected = crawler.expected_duration?;
        Some((Step::Crawler(&crawler.key), &crawler.origin, expected, "Glue drops a start while the crawler runs."))
    });
    let jobs = pipeline.jobs.values().filter(|job| job.max_concurrent_runs == 1).filter_map(|job| {
        let expected = job.expected_duration?;
        Some((Step::Job(&job.key), &job.origin, expected, "Starts pile up behind a job that runs once at a time."))
    });
    for (step, origin, expected, why) in crawlers.chain(jobs) {
        let Some((at_schedule, schedule)) = step.schedule(pipeline) else { continue };
        let Some(minutes) = shortest_gap_minutes(schedule) else { continue };
        if expected.seconds() <= u64::from(minutes) * 60 {
            continue;
        }
        let interval = Duration::from_seconds(u64::from(minutes) * 60);
        let message = format!("this takes {expected}, and is started again after {interval}");
        let finding = Diagnostic::new(&rules::LONGER_THAN_INTERVAL, expected_at(origin), message).why(why);
        scope.report(finding.related(Place::Value(at_schedule), "its schedule"));
    }
}

/// LG-W295: a run that Glue stops before it can end.
pub(super) fn longer_than_timeout(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        let (Some(expected), Some(timeout)) = (job.expected_duration, job.timeout_minutes()) else { continue };
        if expected.seconds() > u64::from(timeout) * 60 {
            let timeout = Duration::from_seconds(u64::from(timeout) * 60);
            let message = format!("this takes {expected}, and Glue stops it after {timeout}");
            let finding = Diagnostic::new(&rules::LONGER_THAN_TIMEOUT, expected_at(&job.origin), message);
            scope.report(finding.related(scope.at_job(job, "timeout"), "its timeout"));
        }
    }
}

fn expected_at(origin: &Pointer) -> Place {
    Place::Value(origin.key("expected_duration"))
}
