//! Chains of triggers that come back to where they began.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{Job, Pipeline, S3Location, TriggerSource};

use super::causes::{Step, Web};
use super::crawled::is_crawled_by;
use super::patterns::wants_job;

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

pub(super) fn feeds_itself(pipeline: &Pipeline, job: &Job, written: &S3Location) -> Option<String> {
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

/// LG-E101: longer ways back. Each cycle is reported once, at the trigger of its first step.
pub(super) fn cycles(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let web = Web::of(pipeline);
    let (endless, dead) = (web.endless(), web.dead());
    let caught: BTreeSet<_> = endless.union(&dead).copied().collect();
    let mut reported: BTreeSet<Step<'_>> = BTreeSet::new();
    for start in &caught {
        if reported.contains(start) {
            continue;
        }
        let Some(cycle) = way_back(&web, &caught, *start) else { continue };
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

/// The shortest way from `start` back to it through `among`, beginning with it.
fn way_back<'p>(web: &Web<'p>, among: &BTreeSet<Step<'p>>, start: Step<'p>) -> Option<Vec<Step<'p>>> {
    let mut came_from: BTreeMap<Step<'p>, Step<'p>> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for next in web.effects(at).filter(|next| among.contains(next)) {
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
