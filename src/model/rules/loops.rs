//! Chains of triggers that come back to where they began.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{Crawler, CrawlerEvent, CrawlerSource, Job, Pipeline, S3Location, TriggerSource};

use super::overlaps::may_exclude;

/// LG-E100: a job that makes the data that starts it.
pub(super) fn self_trigger(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        for (at, location) in job.written() {
            let Some(message) = feeds_itself(pipeline, job, location) else { continue };
            let place = Place::Value(at);
            let finding = Diagnostic::new(&rules::SELF_TRIGGER_LOOP, place, message);
            scope.report(finding.related(Place::Key(job.origin.key("trigger")), "and this starts the job"));
        }
    }
}

fn feeds_itself(pipeline: &Pipeline, job: &Job, written: &S3Location) -> Option<String> {
    match &job.trigger.as_ref()?.source {
        TriggerSource::Crawler(key) if is_crawled_by(pipeline.crawlers.get(key)?, written) => {
            Some(format!("job `{}` writes to `{written}`, which crawler `{key}` crawls", job.key))
        }
        TriggerSource::S3(waited) if written.overlaps(waited) => {
            Some(format!("job `{}` writes to `{written}`, and starts for each object below `{waited}`", job.key))
        }
        _ => None,
    }
}

/// Whether the crawler sees what is written there.
pub(super) fn is_crawled_by(crawler: &Crawler, written: &S3Location) -> bool {
    let targets = &crawler.targets;
    targets.s3.iter().any(|target| target.location.overlaps(written) && !may_exclude(target, written))
        || targets.unfiltered_locations().any(|location| location.overlaps(written))
}

/// Something that is started and starts others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step<'p> {
    Job(&'p str),
    Crawler(&'p str),
}

impl Step<'_> {
    fn trigger(self) -> Pointer {
        let (section, key) = match self {
            Self::Job(key) => ("jobs", key),
            Self::Crawler(key) => ("crawlers", key),
        };
        Pointer::root().key(section).key(key).key("trigger")
    }
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Job(key) => write!(f, "`{key}`"),
            Self::Crawler(key) => write!(f, "crawler `{key}`"),
        }
    }
}

/// What each step starts.
type Starts<'p> = BTreeMap<Step<'p>, BTreeSet<Step<'p>>>;

/// LG-E101: longer ways back. Each cycle is reported once, at the trigger of its first job.
pub(super) fn cycles(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let starts = starts(pipeline);
    let mut reported: Vec<Step<'_>> = Vec::new();
    for start in starts.keys() {
        if reported.contains(start) {
            continue;
        }
        let Some(cycle) = way_back(&starts, *start) else { continue };
        reported.extend(&cycle);
        let chain: Vec<_> = cycle.iter().chain([start]).map(Step::to_string).collect();
        let message = match cycle[..] {
            [alone] => format!("job {alone} waits for itself"),
            _ => format!("these start each other in a circle: {}", chain.join(" -> ")),
        };
        scope.report(Diagnostic::new(&rules::TRIGGER_CYCLE, Place::Key(start.trigger()), message));
    }
}

fn starts(pipeline: &Pipeline) -> Starts<'_> {
    let mut starts = Starts::new();
    for job in pipeline.jobs.values() {
        let step = Step::Job(&job.key);
        starts.entry(step).or_default();
        for (cause, effect) in causes_of_job(pipeline, job).into_iter().map(|cause| (cause, step)) {
            starts.entry(cause).or_default().insert(effect);
        }
    }
    for crawler in pipeline.crawlers.values() {
        for cause in causes_of_crawler(pipeline, crawler) {
            starts.entry(cause).or_default().insert(Step::Crawler(&crawler.key));
        }
    }
    starts
}

/// What brings about a run of `job`. What [`self_trigger`] reports is not repeated.
fn causes_of_job<'p>(pipeline: &'p Pipeline, job: &'p Job) -> Vec<Step<'p>> {
    let Some(trigger) = &job.trigger else { return Vec::new() };
    let is_told_of = |written: &S3Location| feeds_itself(pipeline, job, written).is_some();
    match &trigger.source {
        TriggerSource::Job(key) => vec![Step::Job(key)],
        TriggerSource::Crawler(_) if job.written().any(|(_, written)| is_told_of(written)) => Vec::new(),
        TriggerSource::Crawler(key) => vec![Step::Crawler(key)],
        TriggerSource::S3(waited) => writers(pipeline, |location| location.overlaps(waited))
            .filter(|step| *step != Step::Job(&job.key))
            .collect(),
        TriggerSource::Schedule(_) | TriggerSource::OnDemand => Vec::new(),
    }
}

/// What brings about a crawl, or gives it something to find: a crawl on a schedule hands on what a job has written.
fn causes_of_crawler<'p>(pipeline: &'p Pipeline, crawler: &'p Crawler) -> Vec<Step<'p>> {
    let mut causes: Vec<_> = writers(pipeline, |location| is_crawled_by(crawler, location)).collect();
    if let Some(CrawlerSource::Event { event, .. }) = crawler.trigger.as_ref().map(|trigger| &trigger.source) {
        match event {
            CrawlerEvent::Job(key) => causes.push(Step::Job(key)),
            CrawlerEvent::S3(waited) => causes.extend(writers(pipeline, |location| location.overlaps(waited))),
        }
    }
    causes
}

/// The jobs that write somewhere.
fn writers<'p>(pipeline: &'p Pipeline, there: impl Fn(&S3Location) -> bool) -> impl Iterator<Item = Step<'p>> {
    let jobs = pipeline.jobs.values().filter(move |job| job.written().any(|(_, location)| there(location)));
    jobs.map(|job| Step::Job(&job.key))
}

/// The shortest way from `start` back to it, beginning with it.
fn way_back<'p>(starts: &Starts<'p>, start: Step<'p>) -> Option<Vec<Step<'p>>> {
    let mut came_from: BTreeMap<Step<'p>, Step<'p>> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for next in starts.get(&at).into_iter().flatten().copied() {
            if next == start {
                let mut way = vec![at];
                while let Some(before) = way.last().filter(|last| **last != start).and_then(|last| came_from.get(last))
                {
                    way.push(*before);
                }
                way.reverse();
                return Some(way);
            }
            if let std::collections::btree_map::Entry::Vacant(vacant) = came_from.entry(next) {
                vacant.insert(at);
                queue.push_back(next);
            }
        }
    }
    None
}
