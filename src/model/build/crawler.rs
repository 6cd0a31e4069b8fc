//! Crawlers: what they fill, what they crawl, and the policies that follow from how they crawl.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec;

use super::{target, trigger};
use crate::model::scope::Scope;
use crate::model::{
    Configuration, Crawler, DeleteBehavior, RecrawlBehavior, TableGroupingPolicy, Targets, UpdateBehavior,
};

pub(super) fn crawler(scope: &mut Scope<'_>, key: &str, origin: Pointer, crawler: &spec::Crawler) -> Option<Crawler> {
    let database = database(scope, key, &origin, crawler);
    let classifiers =
        classifiers(scope, &origin.key("classifiers"), crawler.classifiers.as_deref().unwrap_or_default());
    let targets = targets(scope, key, &origin, crawler);
    let trigger = trigger::crawler_trigger(scope, key, &origin.key("trigger"), crawler.trigger.as_ref());
    let recrawl = crawler.recrawl_behavior.unwrap_or(RecrawlBehavior::Everything);
    let policy = crawler.schema_change_policy.clone().unwrap_or_default();
    let is_of_catalog =
        crawler.targets.as_ref().is_some_and(|targets| targets.catalog.as_ref().is_some_and(|list| !list.is_empty()));
    let (update, delete) = policies(recrawl, is_of_catalog);
    Some(Crawler {
        key: key.to_owned(),
        description: crawler.description.clone(),
        database: database?,
        targets: targets?,
        classifiers: classifiers?,
        table_prefix: crawler.table_prefix.clone().unwrap_or_default(),
        lake_formation: crawler.lake_formation.clone(),
        lineage: crawler.lineage,
        recrawl,
        update_behavior: policy.update_behavior.unwrap_or(update),
        delete_behavior: policy.delete_behavior.unwrap_or(delete),
        configuration: configuration(
            crawler.configuration.unwrap_or_default(),
            is_of_catalog,
            super::catalog_encryption(scope.spec).is_some(),
        ),
        trigger: trigger?,
        expected_duration: crawler.expected_duration,
        role: crawler.role.as_ref().map(|role| role.as_str().to_owned()),
        origin,
    })
}

/// The policies that go with a way of crawling: Glue's defaults where it accepts them, else the only ones it accepts.
const fn policies(recrawl: RecrawlBehavior, is_of_catalog: bool) -> (UpdateBehavior, DeleteBehavior) {
    match recrawl {
        RecrawlBehavior::Everything if is_of_catalog => (UpdateBehavior::UpdateInDatabase, DeleteBehavior::Log),
        RecrawlBehavior::Everything => (UpdateBehavior::UpdateInDatabase, DeleteBehavior::DeprecateInDatabase),
        RecrawlBehavior::NewFoldersOnly => (UpdateBehavior::Log, DeleteBehavior::Log),
        RecrawlBehavior::EventMode => (UpdateBehavior::UpdateInDatabase, DeleteBehavior::Log),
    }
}

/// Glue takes no other grouping than this one with catalog targets, and indexes no encrypted partitions.
fn configuration(mut configuration: Configuration, is_of_catalog: bool, is_encrypted: bool) -> Configuration {
    if is_encrypted {
        configuration.create_partition_index.get_or_insert(false);
    }
    if is_of_catalog {
        configuration.table_grouping_policy.get_or_insert(TableGroupingPolicy::CombineCompatibleSchemas);
    }
    configuration
}

/// The database of a crawler; tables of the catalog know theirs.
fn database(scope: &mut Scope<'_>, key: &str, origin: &Pointer, crawler: &spec::Crawler) -> Option<String> {
    let at = origin.key("database");
    let Some(name) = &crawler.database else {
        let catalog = crawler.targets.as_ref().and_then(|targets| targets.catalog.as_ref());
        if let Some(target) = catalog.and_then(|targets| targets.first()) {
            return Some(target.database.clone());
        }
        if !scope.was_meant(origin, "database") {
            let message = format!("crawler `{key}` names no database");
            scope.report(Diagnostic::new(&rules::CRAWLER_WITHOUT_DATABASE, Place::Key(origin.clone()), message));
        }
        return None;
    };
    let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    scope.resolve("databases", name, known, &at).then(|| name.clone())
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

fn targets(scope: &mut Scope<'_>, key: &str, origin: &Pointer, crawler: &spec::Crawler) -> Option<Targets> {
    let at = origin.key("targets");
    let Some(declared) = &crawler.targets else {
        if !scope.was_meant(origin, "targets") {
            let place = scope.at(origin, &["targets"]);
            scope.report(without_target(key, place));
        }
        return None;
    };
    let targets = target::targets(scope, &at, declared)?;
    if targets.kinds().is_empty() {
        let is_pruned = targets.counts().into_iter().any(|(kind, _)| {
            let list = at.key(kind);
            scope.holds(&list) || (!scope.has(&list) && scope.was_meant(&at, kind))
        });
        if !is_pruned {
            let place = scope.at(origin, &["targets"]);
            scope.report(without_target(key, place));
        }
        return None;
    }
    Some(targets)
}

fn without_target(key: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&rules::CRAWLER_WITHOUT_TARGET, place, format!("crawler `{key}` has nothing to crawl"))
}
