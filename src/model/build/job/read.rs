//! `jobs.<key>.reads:`

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::build::location;
use crate::model::location::{matches_glob, parse_tables};
use crate::model::scope::Scope;
use crate::model::{Crawler, Gate, Read, S3Location, Table};
use crate::spec;

/// What jobs refer to.
#[derive(Clone, Copy)]
pub(in crate::model::build) struct Known<'a> {
    pub(in crate::model::build) crawlers: &'a BTreeMap<String, Crawler>,
    pub(in crate::model::build) tables: &'a BTreeMap<String, Table>,
    pub(in crate::model::build) gates: &'a BTreeMap<String, Gate>,
}

pub(in crate::model::build) fn reads(
    scope: &mut Scope<'_>,
    known: Known<'_>,
    at: &Pointer,
    declared: &[spec::ReadRef],
) -> Option<Vec<Read>> {
    let each = declared.iter().enumerate();
    let reads: Vec<_> = each.filter_map(|(n, read)| one_read(scope, known, &at.index(n), read.as_str())).collect();
    (reads.len() == declared.len()).then_some(reads)
}

fn one_read(scope: &mut Scope<'_>, known: Known<'_>, at: &Pointer, text: &str) -> Option<Read> {
    if let Some(key) = text.strip_prefix("stream:") {
        let known = scope.spec.streams.iter().flat_map(BTreeMap::keys);
        return scope.resolve("streams", key, known, at).then(|| Read::Stream(key.to_owned()));
    }
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
            "Write tables as `\"orders.*\"` or `orders.clean`, a prefix as `raw/orders/`, a stream as `stream:clicks`."
                .to_owned()
        };
        let message = format!("`{text}` is neither tables nor a prefix");
        scope.report(Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at.clone()), message).help(help));
        return None;
    };
    let databases = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    if !scope.resolve("databases", database, databases, at) {
        return None;
    }
    Some(Read::Tables {
        database: database.to_owned(),
        tables: tables.to_owned(),
        locations: locations(known, database, tables),
    })
}

/// Where the data of those tables lies: declared tables say so, others are made or kept by crawlers.
fn locations(known: Known<'_>, database: &str, tables: &str) -> Vec<S3Location> {
    let in_database = known.tables.values().filter(|table| table.database == database);
    let declared = in_database.filter(|table| matches_glob(tables, &table.name)).map(|table| &table.location);
    // A table that is named and declared is no crawler's.
    let is_declared = known.tables.contains_key(&format!("{database}.{tables}"));
    let crawlers = || known.crawlers.values().filter(|_| !is_declared);
    let filled = crawlers().filter(|crawler| crawler.database == database).flat_map(|crawler| {
        let s3 = crawler.targets.s3.iter().map(|target| &target.location);
        s3.chain(crawler.targets.table_locations())
    });
    let kept = crawlers().flat_map(|crawler| &crawler.targets.catalog);
    let kept = kept.filter(|target| target.database == database).flat_map(|target| &target.locations);
    let mut locations: Vec<S3Location> = declared.chain(filled).chain(kept).cloned().collect();
    locations.sort();
    locations.dedup();
    locations
}
