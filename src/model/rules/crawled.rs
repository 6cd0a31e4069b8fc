//! What crawlers see.

use crate::model::located::Located;
use crate::model::{Crawler, Pipeline, S3Location, S3Target};

use super::overlaps::may_exclude;

/// One of the places that a crawler looks at.
struct Look<'p> {
    crawler: &'p Crawler,
    /// Its position among those of the crawler.
    position: usize,
    location: &'p S3Location,
    /// The target, if some of what lies there may be left out.
    target: Option<&'p S3Target>,
}

impl<'p> Look<'p> {
    fn all_of(crawler: &'p Crawler) -> impl Iterator<Item = Self> {
        let plain = crawler.targets.s3.iter().map(|target| (&target.location, Some(target)));
        let whole = crawler.targets.unfiltered_locations().map(|location| (location, None));
        plain.chain(whole).enumerate().map(move |(position, (location, target))| Self {
            crawler,
            position,
            location,
            target,
        })
    }

    /// Whether it sees what lies at `location`, which it overlaps.
    fn sees(&self, location: &S3Location) -> bool {
        self.target.is_none_or(|target| !may_exclude(target, location))
    }
}

/// What all crawlers see.
pub(super) struct Crawled<'p>(Located<'p, Look<'p>>);

impl<'p> Crawled<'p> {
    pub(super) fn of(pipeline: &'p Pipeline) -> Self {
        let looks = pipeline.crawlers.values().flat_map(Look::all_of);
        Self(looks.map(|look| (look.location, look)).collect())
    }

    /// The crawlers that see what lies at `location`, by their keys, each with the first of its places where it does.
    pub(super) fn at(&self, location: &S3Location) -> Vec<(&'p Crawler, &'p S3Location)> {
        let mut looks: Vec<_> = self.0.overlapping(location).filter(|look| look.sees(location)).collect();
        looks.sort_by_key(|look| (&look.crawler.key, look.position));
        looks.dedup_by_key(|look| &look.crawler.key);
        looks.into_iter().map(|look| (look.crawler, look.location)).collect()
    }
}

/// Whether the crawler sees what lies at `location`.
pub(super) fn is_crawled_by(crawler: &Crawler, location: &S3Location) -> bool {
    Look::all_of(crawler).any(|look| look.location.overlaps(location) && look.sees(location))
}
