//! LG-E131 and LG-W026: crawlers with Lake Formation, and table formats that are crawled as plain files.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{BucketRef, Pipeline, S3Location};

/// LG-E131 (AWS Glue Developer Guide, "Configuring a crawler to use Lake Formation credentials").
pub(super) fn crawlers(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for crawler in pipeline.crawlers.values() {
        let Some(lake_formation) = &crawler.lake_formation else { continue };
        let at = crawler.origin.key("lake_formation");
        let mut report = |place: Place, message: String| {
            scope.report(Diagnostic::new(&rules::LAKE_FORMATION_CRAWLER, place, message));
        };
        if let Some(account) = &lake_formation.account_id {
            if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
                let message = format!("`{}` is not an account of 12 digits", account.escape_default());
                report(Place::Value(at.key("account_id")), message);
            } else if !lake_formation.use_credentials {
                report(Place::Value(at.key("account_id")), "an account without `use_credentials: true`".to_owned());
            }
        }
        if !crawler.uses_lake_formation() {
            continue;
        }
        let outside = ["jdbc", "dynamodb", "mongodb"];
        for kind in crawler.targets.kinds().into_iter().filter(|kind| outside.contains(kind)) {
            let place = Place::Key(crawler.origin.key("targets").key(kind));
            report(place, format!("Lake Formation hands out S3, and `{kind}` targets lie elsewhere"));
        }
        if let (Some(lake), None) = (&pipeline.lake_formation, &lake_formation.account_id) {
            let locations = crawler.targets.locations().into_iter();
            let made = locations.filter(|location| matches!(&location.bucket, BucketRef::Declared(_)));
            let is_registered = |location: &S3Location| {
                lake.registered_locations.iter().any(|registered| registered.location.contains(location))
            };
            for location in made.filter(|location| !is_registered(location)) {
                let place = Place::Value(at.key("use_credentials"));
                report(place, format!("`{location}` lies in none of `lake_formation.registered_locations`"));
            }
        }
        let tables: usize = crawler.targets.catalog.iter().map(|target| target.tables.len()).sum();
        if crawler.targets.catalog.len() > 1 || tables > 1 {
            let place = Place::Key(crawler.origin.key("targets").key("catalog"));
            report(place, format!("{tables} tables of the catalog; with Lake Formation a crawler takes one"));
        }
    }
}

/// LG-W026: the parts that a spec shows without doubt.
pub(super) fn table_format_as_files(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let formats: Vec<_> = pipeline
        .crawlers
        .values()
        .flat_map(|crawler| crawler.targets.table_locations().map(move |at| (crawler, at)))
        .collect();
    for target in pipeline.crawlers.values().flat_map(|crawler| &crawler.targets.s3) {
        let path = target.origin.key("path");
        let place = Place::Value(if scope.has(&path) { path } else { target.origin.clone() });
        let inner = target.location.prefix.split('/').find(|part| ["_delta_log", ".hoodie"].contains(part));
        if let Some(part) = inner {
            let message = format!("`{part}` in `{}` is the log of a table, not its data", target.location);
            scope.report(Diagnostic::new(&rules::TABLE_FORMAT_AS_FILES, place, message));
            continue;
        }
        let known = formats.iter().find(|(_, location)| {
            target.location.contains(location) && !super::overlaps::may_exclude(target, location)
        });
        if let Some((crawler, location)) = known {
            let message =
                format!("`{location}`, a table of crawler `{}`, would be crawled as plain files", crawler.key);
            let finding = Diagnostic::new(&rules::TABLE_FORMAT_AS_FILES, place, message);
            scope.report(finding.related(Place::Key(crawler.origin.key("targets")), "the table"));
        }
    }
}
