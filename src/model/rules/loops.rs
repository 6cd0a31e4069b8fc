//! Chains of triggers that come back to where they began.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

use serde_json::Value;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{Crawler, CrawlerEvent, CrawlerSource, Job, Pipeline, S3Location, TriggerSource, Upstream};

use super::overlaps::may_exclude;
use super::patterns::{wants_crawler, wants_job};

/// LG-E100: a job that makes the data that starts it.
pub(super) fn self_trigger(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        for (at, location) in job.written() {
            let Some(message) = feeds_itself(pipeline, job, location) else { continue };
            let place = Place::Value(at);
            let finding = Diagnostic::new(&rules::SELF_TRIGGER_LOOP, place, message);
            scope.report(finding.related(Place::Key(job.origin.key("trigger")), "and this starts the job"));
        }
        if let Some(TriggerSource::EventPattern(pattern)) = job.trigger.as_ref().map(|trigger| &trigger.source)
            && wants_job(pattern, &pipeline.physical_name(&job.key))
        {
            let place = Place::Key(job.origin.key("trigger").key("event_pattern"));
            let message = format!("the end of a run of job `{}` is an event that this pattern wants", job.key);
            let finding = Diagnostic::new(&rules::SELF_TRIGGER_LOOP, place, message);
            scope.report(finding.help("Name other jobs in `detail.jobName`."));
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

/// What brings a step about, and whether it takes all of that.
struct Causes<'p> {
    steps: Vec<Step<'p>>,
    all: bool,
    /// Whether something outside the spec starts it too: the clock, people, other programs.
    outside: bool,
}

impl<'p> Causes<'p> {
    fn any(steps: Vec<Step<'p>>, outside: bool) -> Self {
        Self { steps, all: false, outside }
    }

    /// Whether what is among `steps` brings it about.
    fn suffice(&self, steps: &BTreeSet<Step<'p>>) -> bool {
        let is_there = |step: &Step<'p>| steps.contains(step);
        if self.all { self.steps.iter().all(is_there) } else { self.steps.iter().any(is_there) }
    }
}

/// LG-E101: longer ways back. Each cycle is reported once, at the trigger of its first step.
pub(super) fn cycles(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let causes = causes(pipeline);
    let (endless, dead) = (endless(&causes), dead(&causes));
    let caught: BTreeSet<_> = endless.union(&dead).copied().collect();
    let mut reported: Vec<Step<'_>> = Vec::new();
    for start in &caught {
        if reported.contains(start) {
            continue;
        }
        let Some(cycle) = way_back(&causes, &caught, *start) else { continue };
        reported.extend(&cycle);
        let chain: Vec<_> = cycle.iter().chain([start]).map(Step::to_string).collect();
        let message = match cycle[..] {
            [alone] => format!("job {alone} waits for itself"),
            _ => format!("these start each other in a circle: {}", chain.join(" -> ")),
        };
        let finding = Diagnostic::new(&rules::TRIGGER_CYCLE, Place::Key(start.trigger()), message);
        scope.report(match cycle.iter().all(|step| dead.contains(step)) {
            true => finding.why("Each waits for the success of another one, so none of them ever starts."),
            false => finding,
        });
    }
}

/// The steps that keep each other going without end, and what follows from them.
fn endless<'p>(causes: &BTreeMap<Step<'p>, Causes<'p>>) -> BTreeSet<Step<'p>> {
    let mut going: BTreeSet<_> = causes.keys().copied().collect();
    loop {
        let kept: BTreeSet<_> = going
            .iter()
            .copied()
            .filter(|step| causes.get(step).is_some_and(|causes| causes.suffice(&going)))
            .collect();
        if kept == going {
            return going;
        }
        going = kept;
    }
}

/// The steps that nothing ever starts, because they wait for each other.
fn dead<'p>(causes: &BTreeMap<Step<'p>, Causes<'p>>) -> BTreeSet<Step<'p>> {
    let mut alive: BTreeSet<Step<'p>> = BTreeSet::new();
    loop {
        let more: BTreeSet<_> = causes
            .iter()
            .filter(|(_, causes)| causes.outside || causes.suffice(&alive))
            .map(|(step, _)| *step)
            .collect();
        if more == alive {
            return causes.keys().copied().filter(|step| !alive.contains(step)).collect();
        }
        alive = more;
    }
}

fn causes(pipeline: &Pipeline) -> BTreeMap<Step<'_>, Causes<'_>> {
    let jobs = pipeline.jobs.values().map(|job| (Step::Job(&job.key), causes_of_job(pipeline, job)));
    let crawlers = pipeline.crawlers.values();
    let crawlers = crawlers.map(|crawler| (Step::Crawler(&crawler.key), causes_of_crawler(pipeline, crawler)));
    jobs.chain(crawlers).collect()
}

/// What brings about a run of `job`. What [`self_trigger`] reports is not repeated.
fn causes_of_job<'p>(pipeline: &'p Pipeline, job: &'p Job) -> Causes<'p> {
    let own = Step::Job(&job.key);
    let Some(trigger) = &job.trigger else { return Causes::any(Vec::new(), true) };
    let is_told_of = |written: &S3Location| feeds_itself(pipeline, job, written).is_some();
    match &trigger.source {
        TriggerSource::Job(key) => Causes::any(vec![Step::Job(key)], false),
        TriggerSource::Crawler(_) if job.written().any(|(_, written)| is_told_of(written)) => {
            Causes::any(Vec::new(), true)
        }
        TriggerSource::Crawler(key) => Causes::any(vec![Step::Crawler(key)], false),
        TriggerSource::AllOf(upstreams) => {
            let steps = upstreams.iter().map(|upstream| match upstream {
                Upstream::Job(key) => Step::Job(key),
                Upstream::Crawler(key) => Step::Crawler(key),
            });
            Causes { steps: steps.collect(), all: true, outside: false }
        }
        TriggerSource::S3(waited) => {
            let others = writers(pipeline, |location| location.overlaps(waited)).filter(|step| *step != own);
            Causes::any(others.collect(), true)
        }
        TriggerSource::DataQuality(gate) => {
            Causes::any(pipeline.gated_by(gate).map(|job| Step::Job(&job.key)).collect(), false)
        }
        TriggerSource::EventPattern(pattern) => {
            let others = senders(pipeline, pattern).into_iter().filter(|step| *step != own);
            Causes::any(others.collect(), true)
        }
        TriggerSource::Schedule(_) | TriggerSource::OnDemand => Causes::any(Vec::new(), true),
    }
}

/// What sends an event that the pattern wants when it ends.
fn senders<'p>(pipeline: &'p Pipeline, pattern: &Value) -> Vec<Step<'p>> {
    let jobs = pipeline.jobs.keys().filter(|key| wants_job(pattern, &pipeline.physical_name(key)));
    let crawlers = pipeline.crawlers.keys().filter(|key| wants_crawler(pattern, &pipeline.physical_name(key)));
    jobs.map(|key| Step::Job(key)).chain(crawlers.map(|key| Step::Crawler(key))).collect()
}

/// What brings about a crawl, or gives it something to find: a crawl on a schedule hands on what a job has written.
fn causes_of_crawler<'p>(pipeline: &'p Pipeline, crawler: &'p Crawler) -> Causes<'p> {
    let mut steps: Vec<_> = writers(pipeline, |location| is_crawled_by(crawler, location)).collect();
    match crawler.trigger.as_ref().map(|trigger| &trigger.source) {
        Some(CrawlerSource::Event { event: CrawlerEvent::Job(key), .. }) => {
            // What others write there is crawled all the same, but not by itself.
            Causes::any(vec![Step::Job(key)], false)
        }
        Some(CrawlerSource::Event { event: CrawlerEvent::S3(waited), .. }) => {
            steps.extend(writers(pipeline, |location| location.overlaps(waited)));
            Causes::any(steps, true)
        }
        Some(CrawlerSource::Schedule(_) | CrawlerSource::OnDemand) | None => Causes::any(steps, true),
    }
}

/// The jobs that write somewhere.
fn writers<'p>(pipeline: &'p Pipeline, there: impl Fn(&S3Location) -> bool) -> impl Iterator<Item = Step<'p>> {
    let jobs = pipeline.jobs.values().filter(move |job| job.written().any(|(_, location)| there(location)));
    jobs.map(|job| Step::Job(&job.key))
}

/// The shortest way from `start` back to it through `among`, beginning with it.
fn way_back<'p>(
    causes: &BTreeMap<Step<'p>, Causes<'p>>,
    among: &BTreeSet<Step<'p>>,
    start: Step<'p>,
) -> Option<Vec<Step<'p>>> {
    let effects = |cause: Step<'p>| {
        let among = among.iter().copied();
        among.filter(move |step| causes.get(step).is_some_and(|causes| causes.steps.contains(&cause)))
    };
    let mut came_from: BTreeMap<Step<'p>, Step<'p>> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for next in effects(at) {
            if next == start {
                let mut way = vec![at];
                while let Some(before) = way.last().filter(|last| **last != start).and_then(|last| came_from.get(last))
                {
                    way.push(*before);
                }
                way.reverse();
                return Some(way);
            }
            if let Entry::Vacant(vacant) = came_from.entry(next) {
                vacant.insert(at);
                queue.push_back(next);
            }
        }
    }
    None
}
