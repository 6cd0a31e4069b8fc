//! How often something that is watched starts, as far as schedules say.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::schedule::longest_gap_minutes;
use crate::model::scope::Scope;
use crate::model::{CrawlerEvent, CrawlerSource, Pipeline, TriggerSource};

use super::causes::Step;

/// LG-W245.
pub(super) fn below_interval(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let alarms = &pipeline.alarms;
    let crawlers = alarms.fresh_crawlers.iter().map(|(key, hours)| ("crawlers", key, hours, Step::Crawler(key)));
    let jobs = alarms.fresh_jobs.iter().map(|(key, hours)| ("jobs", key, hours, Step::Job(key)));
    for (section, key, hours, step) in crawlers.chain(jobs) {
        let Some((at_schedule, schedule)) = step.schedule(pipeline) else { continue };
        let Some(minutes) = longest_gap_minutes(schedule) else { continue };
        // None at all is an error already.
        if *hours == 0 || hours.saturating_mul(60) >= minutes {
            continue;
        }
        let at = Pointer::root().key("alarms").key("freshness").key(section).key(key);
        let gap = minutes.div_ceil(60);
        let message =
            format!("nothing starts `{key}` for {gap} hours at a time, so no success in {hours} is no sign of a fault");
        let finding = Diagnostic::new(&rules::FRESHNESS_BELOW_INTERVAL, Place::Value(at), message);
        scope.report(finding.related(Place::Value(at_schedule), "its schedule"));
    }
}

impl<'p> Step<'p> {
    /// The schedule that starts it, through whatever is between, and where it stands.
    pub(super) fn schedule(self, pipeline: &'p Pipeline) -> Option<(Pointer, &'p str)> {
        let mut step = self;
        // A chain is no longer than all that could be in it; a circle is reported elsewhere.
        for _ in 0..=pipeline.jobs.len() + pipeline.crawlers.len() {
            let (trigger, schedule) = match step {
                Self::Crawler(key) => {
                    let trigger = pipeline.crawlers.get(key)?.trigger.as_ref()?;
                    match &trigger.source {
                        CrawlerSource::Schedule(schedule) => (&trigger.origin, schedule),
                        CrawlerSource::Event { event: CrawlerEvent::Job(job), .. } => {
                            step = Self::Job(job);
                            continue;
                        }
                        CrawlerSource::Event { .. } | CrawlerSource::OnDemand => return None,
                    }
                }
                Self::Job(key) => {
                    let trigger = pipeline.jobs.get(key)?.trigger.as_ref()?;
                    match &trigger.source {
                        TriggerSource::Schedule(schedule) => (&trigger.origin, schedule),
                        TriggerSource::Crawler(crawler) => {
                            step = Self::Crawler(crawler);
                            continue;
                        }
                        TriggerSource::Job(job) => {
                            step = Self::Job(job);
                            continue;
                        }
                        _ => return None,
                    }
                }
            };
            return Some((trigger.key("schedule"), schedule));
        }
        None
    }
}
