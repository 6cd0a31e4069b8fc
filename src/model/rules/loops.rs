//! Chains of triggers that come back to where they began.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{Job, Pipeline, S3Location, TriggerSource};

use super::overlaps::may_exclude;

/// LG-E100: a job that makes the data that starts it.
pub(super) fn self_trigger(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        for (n, location) in job.outputs() {
            let Some(message) = feeds_itself(pipeline, job, location) else { continue };
            let place = Place::Value(job.origin.key("writes").index(n));
            let finding = Diagnostic::new(&rules::SELF_TRIGGER_LOOP, place, message);
            scope.report(finding.related(Place::Key(job.origin.key("trigger")), "and this starts the job"));
        }
    }
}

fn feeds_itself(pipeline: &Pipeline, job: &Job, written: &S3Location) -> Option<String> {
    match &job.trigger.as_ref()?.source {
        TriggerSource::Crawler(key) if is_crawled_by(pipeline, key, written) => {
            Some(format!("job `{}` writes to `{written}`, which crawler `{key}` crawls", job.key))
        }
        TriggerSource::S3(waited) if written.overlaps(waited) => {
            Some(format!("job `{}` writes to `{written}`, and starts for each object below `{waited}`", job.key))
        }
        _ => None,
    }
}

/// Whether the crawler sees what is written there.
fn is_crawled_by(pipeline: &Pipeline, crawler: &str, written: &S3Location) -> bool {
    pipeline.crawlers.get(crawler).is_some_and(|crawler| {
        let targets = &crawler.targets;
        targets.s3.iter().any(|target| target.location.overlaps(written) && !may_exclude(target, written))
            || targets.unfiltered_locations().any(|location| location.overlaps(written))
    })
}

/// LG-E101: longer ways back. Each cycle is reported once, at the trigger of its first job.
pub(super) fn cycles(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let starts: BTreeMap<&str, Vec<&str>> = pipeline
        .jobs
        .values()
        .map(|job| {
            (
                job.key.as_str(),
                pipeline
                    .jobs
                    .values()
                    .filter(|next| follows(pipeline, job, next))
                    .map(|next| next.key.as_str())
                    .collect(),
            )
        })
        .collect();
    let mut reported: Vec<&str> = Vec::new();
    for start in starts.keys() {
        if reported.contains(start) {
            continue;
        }
        let Some(cycle) = way_back(&starts, start) else { continue };
        reported.extend(&cycle);
        let chain: Vec<_> = cycle.iter().chain([start]).map(|key| format!("`{key}`")).collect();
        let message = match cycle[..] {
            [alone] => format!("job `{alone}` waits for itself"),
            _ => format!("jobs start each other in a circle: {}", chain.join(" -> ")),
        };
        let place = Place::Key(Pointer::root().key("jobs").key(*start).key("trigger"));
        scope.report(Diagnostic::new(&rules::TRIGGER_CYCLE, place, message));
    }
}

/// Whether a run of `job` brings about a run of `next`. What [`self_trigger`] reports is not repeated.
fn follows(pipeline: &Pipeline, job: &Job, next: &Job) -> bool {
    let is_same = job.key == next.key;
    match next.trigger.as_ref().map(|trigger| &trigger.source) {
        Some(TriggerSource::Job(key)) => *key == job.key,
        Some(TriggerSource::Crawler(key)) => {
            !is_same && job.outputs().any(|(_, location)| is_crawled_by(pipeline, key, location))
        }
        Some(TriggerSource::S3(waited)) => !is_same && job.outputs().any(|(_, location)| location.overlaps(waited)),
        Some(TriggerSource::Schedule(_)) | None => false,
    }
}

/// The shortest way from `start` back to it, beginning with it.
fn way_back<'k>(starts: &BTreeMap<&'k str, Vec<&'k str>>, start: &'k str) -> Option<Vec<&'k str>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for next in starts.get(at).into_iter().flatten().copied() {
            if next == start {
                let mut way = vec![at];
                while let Some(before) = way.last().filter(|last| **last != start).and_then(|last| came_from.get(last))
                {
                    way.push(before);
                }
                way.reverse();
                return Some(way);
            }
            if !came_from.contains_key(next) {
                came_from.insert(next, at);
                queue.push_back(next);
            }
        }
    }
    None
}
