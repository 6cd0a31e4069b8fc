//! `jobs.<key>.reads:`

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::build::location;
use crate::model::location::parse_tables;
use crate::model::scope::Scope;
use crate::model::{Crawler, Read, S3Location};
use crate::spec;

pub(super) fn reads(
    scope: &mut Scope<'_>,
    crawlers: &BTreeMap<String, Crawler>,
    at: &Pointer,
    declared: &[spec::ReadRef],
) -> Option<Vec<Read>> {
    let each = declared.iter().enumerate();
    let reads: Vec<_> = each.filter_map(|(n, read)| one_read(scope, crawlers, &at.index(n), read.as_str())).collect();
    (reads.len() == declared.len()).then_some(reads)
}

fn one_read(scope: &mut Scope<'_>, crawlers: &BTreeMap<String, Crawler>, at: &Pointer, text: &str) -> Option<Read> {
    if text.contains('/') || text.starts_with("arn:") {
        return location(scope, &rules::INVALID_VALUE, text, at).map(Read::Location);
    }
    let Some((database, tables)) = parse_tables(text) else {
        let is_bucket = scope.spec.buckets.as_ref().is_some_and(|buckets| buckets.contains_key(text));
        let help = if is_bucket {
            format!("Write `{text}/` for the whole bucket, or `{text}/<prefix>/`.")
        } else if scope.spec.databases.as_ref().is_some_and(|databases| databases.contains_key(text)) {
            format!("Write `\"{text}.*\"` for all of its tables, or `{text}.<table>`.")
        } else {
            "Write tables as `\"orders.*\"` or `orders.clean`, a prefix as `raw/orders/`.".to_owned()
        };
        let message = format!("`{text}` is neither tables nor a prefix");
        scope.report(Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at.clone()), message).help(help));
        return None;
    };
    let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    if !scope.resolve("databases", database, known, at) {
        return None;
    }
    let filled = crawlers.values().filter(|crawler| crawler.database == database);
    let filled = filled.flat_map(|crawler| {
        let s3 = crawler.targets.s3.iter().map(|target| &target.location);
        s3.chain(crawler.targets.table_locations())
    });
    let known = crawlers.values().flat_map(|crawler| &crawler.targets.catalog);
    let known = known.filter(|target| target.database == database).flat_map(|target| &target.locations);
    let mut locations: Vec<S3Location> = filled.chain(known).cloned().collect();
    locations.sort();
    locations.dedup();
    Some(Read::Tables { database: database.to_owned(), tables: tables.to_owned(), locations })
}
