//! Prefixes that get into each other's way.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::build::STANDARD_EXCLUSIONS;
use crate::model::located::Located;
use crate::model::scope::Scope;
use crate::model::{Crawler, Pipeline, RecrawlBehavior, S3Location, S3Target};

use super::crawlers::created_bucket;

/// LG-E030: two targets of one database, one inside the other.
pub(super) fn targets(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let all = pipeline.crawlers.values();
    let all = all.flat_map(|crawler| crawler.targets.s3.iter().map(move |target| (crawler, target)));
    for (crawler, target, earlier) in overlapping(all) {
        for (other_crawler, other) in earlier {
            if crawler.database != other_crawler.database {
                continue;
            }
            let (outer, inner) =
                if other.location.contains(&target.location) { (other, target) } else { (target, other) };
            if may_exclude(outer, &inner.location) {
                continue;
            }
            let message = if outer.location == inner.location {
                format!("`{}` is crawled twice into database `{}`", inner.location, crawler.database)
            } else {
                format!(
                    "`{}` lies in `{}`, and both are crawled into database `{}`",
                    inner.location, outer.location, crawler.database
                )
            };
            let finding = Diagnostic::new(&rules::OVERLAPPING_TARGETS, target_place(scope, inner), message);
            scope.report(finding.related(target_place(scope, outer), "the other target"));
        }
    }
}

/// Each target with those before it that it overlaps, in their order.
fn overlapping<'p>(
    all: impl Iterator<Item = (&'p Crawler, &'p S3Target)>,
) -> impl Iterator<Item = (&'p Crawler, &'p S3Target, Vec<(&'p Crawler, &'p S3Target)>)> {
    let mut seen = Located::new();
    all.enumerate().map(move |(n, (crawler, target))| {
        let mut earlier: Vec<(usize, &Crawler, &S3Target)> = seen.overlapping(&target.location).copied().collect();
        earlier.sort_by_key(|(n, ..)| *n);
        seen.add(&target.location, (n, crawler, target));
        (crawler, target, earlier.into_iter().map(|(_, crawler, target)| (crawler, target)).collect())
    })
}

/// Whether the user's exclusions of a target could leave out `inner`. Patterns are not evaluated: one whose literal
/// beginning leads there gets the benefit of the doubt.
pub(super) fn may_exclude(target: &S3Target, inner: &S3Location) -> bool {
    let Some(relative) = inner.prefix.strip_prefix(&target.location.prefix) else { return false };
    let own = target.exclusions.iter().filter(|glob| !STANDARD_EXCLUSIONS.contains(&glob.as_str()));
    own.map(|glob| glob.split(['*', '?', '[', '{', '\\']).next().unwrap_or_default())
        .any(|literal| relative.starts_with(literal) || (!relative.is_empty() && literal.starts_with(relative)))
}

/// LG-E104: two jobs that write to one prefix.
pub(super) fn outputs(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let mut seen: BTreeMap<&S3Location, (&str, Pointer)> = BTreeMap::new();
    for job in pipeline.jobs.values() {
        for (n, location) in job.outputs() {
            let at = job.origin.key("writes").index(n);
            match seen.get(location) {
                Some((earlier, _)) if *earlier == job.key => {}
                Some((earlier, other)) => {
                    let message = format!("jobs `{earlier}` and `{}` both write to `{location}`", job.key);
                    let finding = Diagnostic::new(&rules::SHARED_OUTPUT_PREFIX, Place::Value(at), message);
                    scope.report(finding.related(Place::Value(other.clone()), "the other job"));
                }
                None => _ = seen.insert(location, (&job.key, at)),
            }
        }
    }
}

/// Targets that S3 announces to a crawler's queue.
fn announced(pipeline: &Pipeline) -> impl Iterator<Item = (&Crawler, &S3Target)> {
    let event_mode = pipeline.crawlers.values().filter(|crawler| crawler.recrawl == RecrawlBehavior::EventMode);
    event_mode.flat_map(|crawler| crawler.targets.s3.iter().map(move |target| (crawler, target)))
}

/// LG-E108: two queues for the same objects.
pub(super) fn notifications(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (crawler, target, earlier) in overlapping(announced(pipeline)) {
        for (other_crawler, other) in earlier {
            if crawler.key != other_crawler.key {
                let message = format!(
                    "crawlers `{}` and `{}` both wait for objects below `{}`",
                    other_crawler.key,
                    crawler.key,
                    if target.location.contains(&other.location) { &other.location } else { &target.location },
                );
                let finding = Diagnostic::new(&rules::OVERLAPPING_NOTIFICATIONS, target_place(scope, target), message);
                scope.report(finding.related(target_place(scope, other), "the other target"));
            }
        }
    }
}

/// LG-E109 for crawlers; for triggers it is said where they are read.
pub(super) fn foreign_notifications(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (crawler, target) in announced(pipeline) {
        let is_pruned = matches!(&target.location.bucket, crate::model::BucketRef::Declared(key) if !pipeline.buckets.contains_key(key));
        if created_bucket(pipeline, &target.location.bucket).is_none() && !is_pruned {
            let message = format!(
                "crawler `{}` waits for events of `{}`, whose bucket this spec does not create",
                crawler.key, target.location
            );
            let finding = Diagnostic::new(&rules::FOREIGN_BUCKET_NOTIFICATION, target_place(scope, target), message);
            scope.report(finding.help("Use CRAWL_NEW_FOLDERS_ONLY or CRAWL_EVERYTHING with a schedule."));
        }
    }
}

pub(super) fn target_place(scope: &Scope<'_>, target: &S3Target) -> Place {
    let path = target.origin.key("path");
    Place::Value(if scope.has(&path) { path } else { target.origin.clone() })
}
