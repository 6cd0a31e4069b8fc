//! Things by where they lie: what overlaps a prefix is found without comparing it with everything.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use super::{BucketRef, S3Location};

/// Items by location.
#[derive(Debug)]
pub(super) struct Located<'p, T> {
    buckets: HashMap<&'p BucketRef, BTreeMap<&'p str, Vec<T>>>,
}

impl<'p, T> Located<'p, T> {
    pub(super) fn new() -> Self {
        Self { buckets: HashMap::new() }
    }

    pub(super) fn add(&mut self, location: &'p S3Location, item: T) {
        self.buckets.entry(&location.bucket).or_default().entry(&location.prefix).or_default().push(item);
    }

    /// The items that lie in `location` or around it.
    pub(super) fn overlapping(&self, location: &S3Location) -> impl Iterator<Item = &T> {
        let prefix = location.prefix.as_str();
        let bucket = self.buckets.get(&location.bucket);
        // Prefixes end in `/`, so only its own folders are around it.
        let folders = prefix.match_indices('/').map(|(slash, _)| &prefix[..=slash]);
        let around = std::iter::once("").chain(folders).filter(move |folder| *folder != prefix);
        let around = bucket.into_iter().flat_map(move |bucket| around.clone().filter_map(|folder| bucket.get(folder)));
        let below = (Bound::Included(prefix), Bound::Unbounded);
        let within = bucket.into_iter().flat_map(move |bucket| bucket.range::<str, _>(below));
        let within = within.take_while(move |(other, _)| other.starts_with(prefix)).map(|(_, items)| items);
        around.chain(within).flatten()
    }
}

impl<'p, T> FromIterator<(&'p S3Location, T)> for Located<'p, T> {
    fn from_iter<I: IntoIterator<Item = (&'p S3Location, T)>>(items: I) -> Self {
        let mut located = Self::new();
        items.into_iter().for_each(|(location, item)| located.add(location, item));
        located
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::location::parse_path;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_overlaps_is_found_and_nothing_else(
            paths in prop::collection::vec("(raw|curated)/([ab]/){0,3}", 0..12),
            path in "(raw|curated)/([ab]/){0,3}",
        ) {
            let at = |path: &str| parse_path(path).expect("a path");
            let locations: Vec<S3Location> = paths.iter().map(|path| at(path)).collect();
            let located: Located<'_, usize> = locations.iter().enumerate().map(|(n, one)| (one, n)).collect();
            let mut found: Vec<usize> = located.overlapping(&at(&path)).copied().collect();
            found.sort_unstable();
            let expected: Vec<usize> = (0..locations.len()).filter(|n| locations[*n].overlaps(&at(&path))).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
