//! What starts a crawler.

use crate::diag::Pointer;
use crate::model::scope::Scope;
use crate::model::{CrawlerEvent, CrawlerSource, CrawlerTrigger};
use crate::spec;

use super::seconds;
use super::source::{Waiter, job_ref, on_demand, only_source, s3_ref};

const SOURCES: &[&str] = &["schedule", "s3", "job", "on_demand"];

/// A minute: objects mostly arrive in bursts, and a crawl takes minutes anyway.
const BATCHING_WINDOW_SECONDS: u32 = 60;

/// The trigger of a crawler: `Some(None)` when it has none, `None` when it cannot be understood.
pub(in crate::model::build) fn crawler_trigger(
    scope: &mut Scope<'_>,
    crawler: &str,
    origin: &Pointer,
    trigger: Option<&spec::CrawlerTrigger>,
) -> Option<Option<CrawlerTrigger>> {
    let Some(trigger) = trigger else {
        return if scope.has(origin) { None } else { Some(None) };
    };
    let source = source(scope, crawler, origin, trigger)?;
    Some(Some(CrawlerTrigger { origin: origin.clone(), source }))
}

fn source(
    scope: &mut Scope<'_>,
    crawler: &str,
    origin: &Pointer,
    trigger: &spec::CrawlerTrigger,
) -> Option<CrawlerSource> {
    let waiter = Waiter { kind: "crawler", key: crawler, sources: SOURCES };
    let at = origin.key(only_source(scope, &waiter, origin)?);
    let event = match trigger {
        spec::CrawlerTrigger { schedule: Some(schedule), .. } => {
            return Some(CrawlerSource::Schedule(schedule.as_str().to_owned()));
        }
        spec::CrawlerTrigger { on_demand: Some(wanted), .. } => {
            return on_demand(scope, &waiter, *wanted, &at).then_some(CrawlerSource::OnDemand);
        }
        spec::CrawlerTrigger { s3: Some(path), .. } => CrawlerEvent::S3(s3_ref(scope, &waiter, path, &at)?),
        spec::CrawlerTrigger { job: Some(name), .. } => CrawlerEvent::Job(job_ref(scope, name, &at)?),
        _ => return None,
    };
    let batching_window_seconds = trigger.maximum_batching_window.map_or(BATCHING_WINDOW_SECONDS, seconds);
    Some(CrawlerSource::Event { event, batching_window_seconds })
}
