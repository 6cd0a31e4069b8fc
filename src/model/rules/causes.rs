//! What starts what: crawlers and jobs, and what brings each of them about.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use crate::diag::Pointer;
use crate::model::located::Located;
use crate::model::{Crawler, CrawlerEvent, CrawlerSource, Job, Pipeline, S3Location, TriggerSource, Upstream};

use super::crawled::Crawled;
use super::loops::feeds_itself;
use super::patterns::{wants_crawler, wants_job};

/// Something that is started and starts others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step<'p> {
    Job(&'p str),
    Crawler(&'p str),
}

impl Step<'_> {
    pub(super) fn trigger(self) -> Pointer {
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
    steps: BTreeSet<Step<'p>>,
    all: bool,
    /// Whether something outside the spec starts it too: the clock, people, other programs.
    outside: bool,
}

impl<'p> Causes<'p> {
    fn any(steps: impl IntoIterator<Item = Step<'p>>, outside: bool) -> Self {
        Self { steps: steps.into_iter().collect(), all: false, outside }
    }

    /// How many of the steps have to be there.
    fn needed(&self) -> usize {
        if self.all { self.steps.len() } else { 1 }
    }
}

/// Which step brings about which.
pub(super) struct Web<'p> {
    causes: BTreeMap<Step<'p>, Causes<'p>>,
    effects: BTreeMap<Step<'p>, Vec<Step<'p>>>,
}

impl<'p> Web<'p> {
    pub(super) fn of(pipeline: &'p Pipeline) -> Self {
        let written = pipeline.jobs.values().flat_map(|job| job.written().map(move |(_, location)| (location, job)));
        let written: Located<'_, &Job> = written.collect();
        let crawled = Crawled::of(pipeline);
        let mut found: BTreeMap<&str, Vec<Step<'_>>> = BTreeMap::new();
        for job in pipeline.jobs.values() {
            for (crawler, _) in job.written().flat_map(|(_, location)| crawled.at(location)) {
                found.entry(&crawler.key).or_default().push(Step::Job(&job.key));
            }
        }
        let jobs = pipeline.jobs.values();
        let jobs = jobs.map(|job| (Step::Job(&job.key), causes_of_job(pipeline, &written, job)));
        let crawlers = pipeline.crawlers.values().map(|crawler| {
            let finds = found.remove(crawler.key.as_str()).unwrap_or_default();
            (Step::Crawler(&crawler.key), causes_of_crawler(&written, crawler, finds))
        });
        let causes: BTreeMap<_, _> = jobs.chain(crawlers).collect();
        let mut effects: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (step, own) in &causes {
            own.steps.iter().for_each(|cause| effects.entry(*cause).or_default().push(*step));
        }
        Self { causes, effects }
    }

    /// What a step brings about.
    pub(super) fn effects(&self, step: Step<'p>) -> impl Iterator<Item = Step<'p>> {
        self.effects.get(&step).into_iter().flatten().copied()
    }

    /// The steps that keep each other going without end, and what follows from them.
    pub(super) fn endless(&self) -> BTreeSet<Step<'p>> {
        // How many causes each may lose before it is no longer brought about.
        let known = |causes: &Causes<'p>| causes.steps.iter().filter(|step| self.causes.contains_key(step)).count();
        let spare = self.causes.iter().map(|(step, causes)| (*step, known(causes).checked_sub(causes.needed())));
        let mut spare: BTreeMap<Step<'p>, Option<usize>> = spare.collect();
        let stopped = spare.iter().filter(|(_, spare)| spare.is_none()).map(|(step, _)| *step);
        let mut stopped: Vec<Step<'p>> = stopped.collect();
        while let Some(step) = stopped.pop() {
            for effect in self.effects(step) {
                if let Some(left @ Some(_)) = spare.get_mut(&effect) {
                    *left = left.and_then(|left| left.checked_sub(1));
                    if left.is_none() {
                        stopped.push(effect);
                    }
                }
            }
        }
        spare.into_iter().filter(|(_, spare)| spare.is_some()).map(|(step, _)| step).collect()
    }

    /// The steps that nothing ever starts, because they wait for each other.
    pub(super) fn dead(&self) -> BTreeSet<Step<'p>> {
        let mut missing: BTreeMap<Step<'p>, usize> =
            self.causes.iter().map(|(step, causes)| (*step, causes.needed())).collect();
        let started = self.causes.iter().filter(|(_, causes)| causes.outside || causes.needed() == 0);
        let mut started: Vec<Step<'p>> = started.map(|(step, _)| *step).collect();
        started.iter().for_each(|step| _ = missing.remove(step));
        while let Some(step) = started.pop() {
            for effect in self.effects(step) {
                let Some(missed) = missing.get_mut(&effect) else { continue };
                *missed = missed.saturating_sub(1);
                if *missed == 0 {
                    missing.remove(&effect);
                    started.push(effect);
                }
            }
        }
        missing.into_keys().collect()
    }
}

/// What brings about a run of `job`. What [`super::loops::self_trigger`] reports is not repeated.
fn causes_of_job<'p>(pipeline: &'p Pipeline, written: &Located<'p, &'p Job>, job: &'p Job) -> Causes<'p> {
    let own = Step::Job(&job.key);
    let Some(trigger) = &job.trigger else { return Causes::any([], true) };
    let is_told_of = |written: &S3Location| feeds_itself(pipeline, job, written).is_some();
    match &trigger.source {
        TriggerSource::Job(key) => Causes::any([Step::Job(key)], false),
        TriggerSource::Crawler(_) if job.written().any(|(_, written)| is_told_of(written)) => Causes::any([], true),
        TriggerSource::Crawler(key) => Causes::any([Step::Crawler(key)], false),
        TriggerSource::AllOf(upstreams) => {
            let steps = upstreams.iter().map(|upstream| match upstream {
                Upstream::Job(key) => Step::Job(key),
                Upstream::Crawler(key) => Step::Crawler(key),
            });
            Causes { steps: steps.collect(), all: true, outside: false }
        }
        TriggerSource::S3(waited) => Causes::any(writers(written, waited).filter(|step| *step != own), true),
        TriggerSource::DataQuality(gate) => Causes::any(pipeline.gated_by(gate).map(|job| Step::Job(&job.key)), false),
        TriggerSource::EventPattern(pattern) => {
            Causes::any(senders(pipeline, pattern).into_iter().filter(|step| *step != own), true)
        }
        TriggerSource::Schedule(_) | TriggerSource::OnDemand => Causes::any([], true),
    }
}

/// What sends an event that the pattern wants when it ends.
fn senders<'p>(pipeline: &'p Pipeline, pattern: &Value) -> Vec<Step<'p>> {
    let jobs = pipeline.jobs.keys().filter(|key| wants_job(pattern, &pipeline.physical_name(key)));
    let crawlers = pipeline.crawlers.keys().filter(|key| wants_crawler(pattern, &pipeline.physical_name(key)));
    jobs.map(|key| Step::Job(key)).chain(crawlers.map(|key| Step::Crawler(key))).collect()
}

/// What brings about a crawl, or gives it something to find: a crawl on a schedule hands on what jobs have written, which it
/// `finds`.
fn causes_of_crawler<'p>(written: &Located<'p, &'p Job>, crawler: &'p Crawler, finds: Vec<Step<'p>>) -> Causes<'p> {
    match crawler.trigger.as_ref().map(|trigger| &trigger.source) {
        Some(CrawlerSource::Event { event: CrawlerEvent::Job(key), .. }) => {
            // What others write there is crawled all the same, but not by itself.
            Causes::any([Step::Job(key)], false)
        }
        Some(CrawlerSource::Event { event: CrawlerEvent::S3(waited), .. }) => {
            Causes::any(finds.into_iter().chain(writers(written, waited)), true)
        }
        Some(CrawlerSource::Schedule(_) | CrawlerSource::OnDemand) | None => Causes::any(finds, true),
    }
}

/// The jobs that write there.
fn writers<'p>(written: &Located<'p, &'p Job>, there: &S3Location) -> impl Iterator<Item = Step<'p>> {
    written.overlapping(there).map(|job| Step::Job(&job.key))
}
