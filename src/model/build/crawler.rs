//! Crawlers: what they fill, what they crawl, and the policies that follow from how they crawl.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec;

use super::location;
use crate::model::location::parse_path;
use crate::model::scope::{OWN_BUCKETS, Scope};
use crate::model::{BucketRef, Crawler, DeleteBehavior, RecrawlBehavior, S3Target, UpdateBehavior};

/// What no crawl should look at: files that Spark writes beside the data.
pub(in crate::model) const STANDARD_EXCLUSIONS: [&str; 4] =
    ["**/_temporary/**", "**/_SUCCESS", "**/_spark_metadata/**", "**/*_$folder$"];

pub(super) fn crawler(scope: &mut Scope<'_>, key: &str, origin: Pointer, crawler: &spec::Crawler) -> Option<Crawler> {
    let database = database(scope, key, &origin, crawler.database.as_deref());
    let classifiers =
        classifiers(scope, &origin.key("classifiers"), crawler.classifiers.as_deref().unwrap_or_default());
    let targets = targets(scope, key, &origin, crawler);
    let recrawl = crawler.recrawl_behavior.unwrap_or(RecrawlBehavior::Everything);
    let policy = crawler.schema_change_policy.clone().unwrap_or_default();
    let (update, delete) = policies(recrawl);
    Some(Crawler {
        key: key.to_owned(),
        description: crawler.description.clone(),
        database: database?,
        targets: targets?,
        classifiers: classifiers?,
        table_prefix: crawler.table_prefix.clone().unwrap_or_default(),
        recrawl,
        update_behavior: policy.update_behavior.unwrap_or(update),
        delete_behavior: policy.delete_behavior.unwrap_or(delete),
        configuration: crawler.configuration.unwrap_or_default(),
        schedule: crawler.trigger.as_ref().map(|trigger| trigger.schedule.as_str().to_owned()),
        role: crawler.role.as_ref().map(|role| role.as_str().to_owned()),
        origin,
    })
}

/// The policies that go with a way of crawling: Glue's defaults where it accepts them, else the only ones it accepts.
const fn policies(recrawl: RecrawlBehavior) -> (UpdateBehavior, DeleteBehavior) {
    match recrawl {
        RecrawlBehavior::Everything => (UpdateBehavior::UpdateInDatabase, DeleteBehavior::DeprecateInDatabase),
        RecrawlBehavior::NewFoldersOnly => (UpdateBehavior::Log, DeleteBehavior::Log),
        RecrawlBehavior::EventMode => (UpdateBehavior::UpdateInDatabase, DeleteBehavior::Log),
    }
}

fn database(scope: &mut Scope<'_>, key: &str, origin: &Pointer, name: Option<&str>) -> Option<String> {
    let at = origin.key("database");
    let Some(name) = name else {
        if !scope.was_meant(origin, "database") {
            let message = format!("crawler `{key}` names no database");
            scope.report(Diagnostic::new(&rules::CRAWLER_WITHOUT_DATABASE, Place::Key(origin.clone()), message));
        }
        return None;
    };
    let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    scope.resolve("databases", name, known, &at).then(|| name.to_owned())
}

fn classifiers(scope: &mut Scope<'_>, at: &Pointer, names: &[String]) -> Option<Vec<String>> {
    let known = scope.spec.classifiers.iter().flat_map(BTreeMap::keys);
    let unknown = names
        .iter()
        .enumerate()
        .filter(|(n, name)| !scope.resolve("classifiers", name, known.clone(), &at.index(*n)))
        .count();
    (unknown == 0).then(|| names.to_vec())
}

fn targets(scope: &mut Scope<'_>, key: &str, origin: &Pointer, crawler: &spec::Crawler) -> Option<Vec<S3Target>> {
    let at = origin.key("targets").key("s3");
    let declared = crawler.targets.as_ref().and_then(|targets| targets.s3.as_deref());
    let declared = match declared {
        Some([]) | None => {
            let meant = scope.was_meant(origin, "targets")
                && (crawler.targets.is_none() || scope.was_meant(&origin.key("targets"), "s3"));
            if declared.is_some() || !meant {
                let message = format!("crawler `{key}` has nothing to crawl");
                let place = scope.at(origin, &["targets"]);
                scope.report(Diagnostic::new(&rules::CRAWLER_WITHOUT_TARGET, place, message));
            }
            return None;
        }
        Some(declared) => declared,
    };
    let targets: Vec<_> =
        declared.iter().enumerate().filter_map(|(n, declared)| target(scope, at.index(n), declared)).collect();
    (targets.len() == declared.len()).then_some(targets)
}

fn target(scope: &mut Scope<'_>, origin: Pointer, target: &spec::S3Target) -> Option<S3Target> {
    let path = origin.key("path");
    let path = if scope.has(&path) { path } else { origin.clone() };
    let text = target.path.as_str();
    if let Ok(location) = parse_path(text)
        && let BucketRef::Declared(key) = &location.bucket
        && OWN_BUCKETS.contains(&key.as_str())
    {
        let message = format!("`{text}` is in the bucket where lakegen keeps scripts, temporary files or logs");
        scope.report(Diagnostic::new(&rules::CRAWL_OF_WORKING_FILES, Place::Value(path), message));
        return None;
    }
    let location = location(scope, &rules::INCLUDE_PATH, text, &path)?;
    let standard = STANDARD_EXCLUSIONS.into_iter().map(str::to_owned);
    let own = target.exclusions.iter().flatten().filter(|glob| !STANDARD_EXCLUSIONS.contains(&glob.as_str()));
    Some(S3Target {
        origin,
        location,
        exclusions: standard.chain(own.cloned()).collect(),
        sample_size: target.sample_size,
    })
}
