//! Names: what AWS accepts, once lakegen has added its parts.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::{OWN_BUCKETS, Scope};
use crate::model::{Crawler, CrawlerSource, Pipeline};

/// `-<account>-<region>` at its longest: 12 digits and `ap-southeast-1`.
const BUCKET_SUFFIX: usize = 1 + 12 + 1 + 14;
const BUCKET_MAX: usize = 63;
/// Rules, functions and roles have 64 characters.
const RESOURCE_MAX: usize = 64;
/// The longest part that lakegen adds to a stream's names: its role.
const STREAM_SUFFIX: &str = "-firehose";
/// The longest part that lakegen adds to a job's names: the rule of the hourly check.
const JOB_SUFFIX: &str = "-reconcile";
/// Databases, and what else of Glue has no role or rule to go with it.
const DATABASE_MAX: usize = 255;
/// What lakegen adds to a warehouse's names: its role.
const WAREHOUSE_SUFFIX: &str = "-warehouse";
/// What lakegen adds to an EMR Serverless application's names: its role.
const EMR_SUFFIX: &str = "-emr";
/// Saved queries of Athena.
const QUERY_MAX: usize = 128;

/// LG-E001 and LG-E002 for the lake itself.
pub(super) fn lake_name(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let name = &pipeline.name;
    let at = Pointer::root().key("name");
    if name.is_empty() && (!scope.has(&at) || scope.has(&at.index(0))) {
        return;
    }
    let place = || Place::Value(at.clone());
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.split('-').all(part) {
        let finding = Diagnostic::new(&rules::NAME_INVALID, place(), format!("`{name}` cannot be the name of a lake"));
        let help = "Use lower-case letters, digits and single dashes between them, starting with a letter.";
        scope.report(finding.help(match rewrite(name, '-') {
            Some(legal) => format!("{help} For example `{legal}`."),
            None => help.to_owned(),
        }));
        return;
    }
    let own = OWN_BUCKETS.into_iter().map(str::len).max().unwrap_or(0);
    let budget = BUCKET_MAX - BUCKET_SUFFIX - 1 - own;
    if name.len() > budget {
        let message = format!(
            "`{name}` has {} characters; at most {budget} leave room for `{name}-access-logs-<account>-<region>`",
            name.len()
        );
        scope.report(Diagnostic::new(&rules::NAME_TOO_LONG, place(), message));
    }
}

/// LG-E001 and LG-E004: keys are the names that everything else is made from.
pub(super) fn keys(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let legal = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    for (section, key) in sections(pipeline) {
        if legal(key) {
            continue;
        }
        let (rule, kind) = match section {
            "databases" => (&rules::DATABASE_NAME, "database"),
            "athena.queries" => (&rules::NAME_INVALID, "query"),
            "emr_serverless" => (&rules::NAME_INVALID, "EMR Serverless application"),
            "lake_formation.permissions" => (&rules::NAME_INVALID, "grant"),
            section => (&rules::NAME_INVALID, section.trim_end_matches('s')),
        };
        let finding = Diagnostic::new(rule, place(section, key), format!("`{key}` cannot be the key of a {kind}"));
        scope.report(match rewrite(key, '_') {
            Some(rewritten) => finding.help(format!(
                "Use lower-case letters, digits and `_`, starting with a letter. For example `{rewritten}`."
            )),
            None => finding,
        });
    }
}

/// LG-E002: the longest name that follows from each key.
pub(super) fn lengths(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let name = pipeline.name.len() + 1;
    for (section, key) in sections(pipeline) {
        let (budget, example) = match section {
            "buckets" if pipeline.buckets.get(key).is_some_and(|bucket| bucket.import.is_some()) => continue,
            "buckets" => (BUCKET_MAX.saturating_sub(BUCKET_SUFFIX + name), "-<account>-<region>"),
            "databases" => (DATABASE_MAX, ""),
            "connections" | "classifiers" | "data_quality" => (DATABASE_MAX.saturating_sub(name), ""),
            "schemas" | "mappings" | "lake_formation.permissions" => continue,
            "crawlers" => {
                let is_watched = pipeline.alarms.fresh_crawlers.contains_key(key);
                let suffix = crawler_suffix(pipeline.crawlers.get(key), is_watched);
                (RESOURCE_MAX.saturating_sub(suffix.len() + name), suffix)
            }
            "streams" => (RESOURCE_MAX.saturating_sub(STREAM_SUFFIX.len() + name), STREAM_SUFFIX),
            "warehouses" => (RESOURCE_MAX.saturating_sub(WAREHOUSE_SUFFIX.len() + name), WAREHOUSE_SUFFIX),
            "emr_serverless" => (RESOURCE_MAX.saturating_sub(EMR_SUFFIX.len() + name), EMR_SUFFIX),
            "athena.queries" => (QUERY_MAX.saturating_sub(name), ""),
            _ => (RESOURCE_MAX.saturating_sub(JOB_SUFFIX.len() + name), JOB_SUFFIX),
        };
        if key.len() <= budget {
            continue;
        }
        let physical = match section {
            "databases" => key.to_owned(),
            _ => format!("{}{example}", pipeline.physical_name(key)),
        };
        let message = format!("`{key}` has {} characters; at most {budget} leave room for `{physical}`", key.len());
        scope.report(Diagnostic::new(&rules::NAME_TOO_LONG, place(section, key), message));
    }
}

/// The longest part that lakegen adds to a crawler's names: of its rules, else of its role.
fn crawler_suffix(crawler: Option<&Crawler>, is_watched: bool) -> &'static str {
    match crawler.and_then(|crawler| crawler.trigger.as_ref()).map(|trigger| &trigger.source) {
        Some(CrawlerSource::Event { .. }) => "-start-reconcile",
        _ if is_watched => "-crawler-fresh",
        _ => "-crawler",
    }
}

/// LG-E003: keys that become one name, and keys that lakegen uses itself.
pub(super) fn collisions(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    let mut seen: BTreeMap<(&str, String), &str> = BTreeMap::new();
    let own = OWN_BUCKETS.into_iter().map(|key| ("buckets", key));
    let owned: Vec<_> = own.clone().map(|(section, key)| (section, folded(key))).collect();
    for (section, key) in sections(pipeline) {
        let id = (section, folded(key));
        if owned.contains(&id) {
            let message = format!("`{key}` is the key of a bucket that lakegen creates by itself");
            let finding = Diagnostic::new(&rules::NAME_COLLISION, place(section, key), message);
            let why = "Every lake has a bucket `artifacts` for scripts and temporary files, and `access_logs`.";
            scope.report(finding.why(why).help("Use another key."));
        } else if let Some(earlier) = seen.get(&id) {
            let message = format!("`{key}` and `{earlier}` differ only in `_`");
            let finding = Diagnostic::new(&rules::NAME_COLLISION, place(section, key), message);
            scope.report(finding.related(place(section, earlier), "the other one"));
        } else {
            seen.insert(id, key);
        }
    }
}

/// LG-E005: names of buckets, created and imported.
pub(super) fn bucket_names(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for prefix in RESERVED_PREFIXES {
        if format!("{}-", pipeline.name).starts_with(prefix) {
            let message = format!("every bucket of `{}` would start with `{prefix}`, which S3 reserves", pipeline.name);
            scope.report(Diagnostic::new(&rules::BUCKET_NAME, Place::Value(Pointer::root().key("name")), message));
        }
    }
    for bucket in pipeline.buckets.values() {
        let Some(name) = &bucket.import else { continue };
        if let Some(wrong) = bucket_name_error(name) {
            let place = scope.at(&bucket.origin, &["import"]);
            scope.report(Diagnostic::new(&rules::BUCKET_NAME, place, format!("`{name}` {wrong}")));
        }
    }
}

const RESERVED_PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

fn bucket_name_error(name: &str) -> Option<String> {
    let edge = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !(3..=63).contains(&name.len()) {
        return Some(format!("has {} characters; bucket names have 3 to 63", name.len()));
    }
    if let Some(odd) = name.chars().find(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-')) {
        return Some(format!("contains `{}`", odd.escape_default()));
    }
    if !edge(name.as_bytes().first()) || !edge(name.as_bytes().last()) {
        return Some("does not start and end with a letter or digit".to_owned());
    }
    if let Some(prefix) = RESERVED_PREFIXES.into_iter().find(|prefix| name.starts_with(prefix)) {
        return Some(format!("starts with `{prefix}`, which S3 reserves"));
    }
    let suffix = RESERVED_SUFFIXES.into_iter().find(|suffix| name.ends_with(suffix))?;
    Some(format!("ends with `{suffix}`, which S3 reserves"))
}

/// Section and key of everything that has a key.
fn sections(pipeline: &Pipeline) -> impl Iterator<Item = (&'static str, &str)> {
    let buckets = pipeline.buckets.keys().map(|key| ("buckets", key.as_str()));
    let streams = pipeline.streams.keys().map(|key| ("streams", key.as_str()));
    let databases = pipeline.databases.keys().map(|key| ("databases", key.as_str()));
    let connections = pipeline.connections.keys().map(|key| ("connections", key.as_str()));
    let classifiers = pipeline.classifiers.keys().map(|key| ("classifiers", key.as_str()));
    let crawlers = pipeline.crawlers.keys().map(|key| ("crawlers", key.as_str()));
    let gates = pipeline.gates.keys().map(|key| ("data_quality", key.as_str()));
    let jobs = pipeline.jobs.keys().map(|key| ("jobs", key.as_str()));
    let mappings = pipeline.mappings.keys().map(|key| ("mappings", key.as_str()));
    let schemas = pipeline.schemas.keys().map(|key| ("schemas", key.as_str()));
    let warehouses = pipeline.warehouses.keys().map(|key| ("warehouses", key.as_str()));
    let applications = pipeline.emr_serverless.keys().map(|key| ("emr_serverless", key.as_str()));
    let grants = pipeline.lake_formation.iter().flat_map(|lake_formation| lake_formation.grants.keys());
    let grants = grants.map(|key| ("lake_formation.permissions", key.as_str()));
    let queries = pipeline.athena.iter().flat_map(|athena| athena.queries.keys());
    let queries = queries.map(|key| ("athena.queries", key.as_str()));
    buckets
        .chain(streams)
        .chain(databases)
        .chain(schemas)
        .chain(mappings)
        .chain(connections)
        .chain(classifiers)
        .chain(crawlers)
        .chain(gates)
        .chain(jobs)
        .chain(warehouses)
        .chain(applications)
        .chain(queries)
        .chain(grants)
}

fn place(section: &str, key: &str) -> Place {
    Place::Key(section.split('.').fold(Pointer::root(), |at, member| at.key(member)).key(key))
}

fn folded(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// The nearest legal name, with `separator` between its parts.
fn rewrite(name: &str, separator: char) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let parts: Vec<_> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let legal = parts.join(&separator.to_string());
    legal.starts_with(|c: char| c.is_ascii_lowercase()).then_some(legal)
}
