//! What a crawler crawls, kind by kind.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec;

use super::location;
use crate::model::location::parse_path;
use crate::model::scope::{OWN_BUCKETS, Scope};
use crate::model::{
    BucketRef, CatalogTarget, DeltaTarget, DynamoDbTarget, JdbcTarget, MongoDbTarget, S3Location, S3Target,
    TableFormatTarget, Targets,
};

/// What no crawl should look at: files that Spark writes beside the data.
pub(in crate::model) const STANDARD_EXCLUSIONS: [&str; 4] =
    ["**/_temporary/**", "**/_SUCCESS", "**/_spark_metadata/**", "**/*_$folder$"];

/// How deep Glue looks for Iceberg and Hudi tables unless it is told (AWS Glue API reference, "IcebergTarget").
const TRAVERSAL_DEPTH: u32 = 10;

/// The targets at `at`; `None` when one of them cannot be understood.
pub(super) fn targets(scope: &mut Scope<'_>, at: &Pointer, declared: &spec::CrawlerTargets) -> Option<Targets> {
    let s3 = each(scope, at, "s3", declared.s3.as_deref(), s3);
    let jdbc = each(scope, at, "jdbc", declared.jdbc.as_deref(), jdbc);
    let dynamodb = each(scope, at, "dynamodb", declared.dynamodb.as_deref(), dynamodb);
    let catalog = each(scope, at, "catalog", declared.catalog.as_deref(), catalog);
    let delta = each(scope, at, "delta", declared.delta.as_deref(), delta);
    let iceberg = each(scope, at, "iceberg", declared.iceberg.as_deref(), table_format);
    let hudi = each(scope, at, "hudi", declared.hudi.as_deref(), table_format);
    let mongodb = each(scope, at, "mongodb", declared.mongodb.as_deref(), mongodb);
    Some(Targets {
        s3: s3?,
        jdbc: jdbc?,
        dynamodb: dynamodb?,
        catalog: catalog?,
        delta: delta?,
        iceberg: iceberg?,
        hudi: hudi?,
        mongodb: mongodb?,
    })
}

fn each<S, T>(
    scope: &mut Scope<'_>,
    at: &Pointer,
    kind: &str,
    declared: Option<&[S]>,
    build: impl Fn(&mut Scope<'_>, Pointer, &S) -> Option<T>,
) -> Option<Vec<T>> {
    let declared = declared.unwrap_or_default();
    let at = at.key(kind);
    let built: Vec<T> =
        declared.iter().enumerate().filter_map(|(n, target)| build(scope, at.index(n), target)).collect();
    (built.len() == declared.len()).then_some(built)
}

fn s3(scope: &mut Scope<'_>, origin: Pointer, target: &spec::S3Target) -> Option<S3Target> {
    let path = origin.key("path");
    let path = if scope.has(&path) { path } else { origin.clone() };
    let location = crawled(scope, target.path.as_str(), &path);
    let connection = optional_connection(scope, &origin, target.connection.as_deref());
    let standard = STANDARD_EXCLUSIONS.into_iter().map(str::to_owned);
    let own = target.exclusions.iter().flatten().filter(|glob| !STANDARD_EXCLUSIONS.contains(&glob.as_str()));
    Some(S3Target {
        origin,
        location: location?,
        exclusions: standard.chain(own.cloned()).collect(),
        sample_size: target.sample_size,
        connection: connection?,
    })
}

fn jdbc(scope: &mut Scope<'_>, origin: Pointer, target: &spec::JdbcTarget) -> Option<JdbcTarget> {
    Some(JdbcTarget {
        connection: connection(scope, &origin, "JDBC", target.connection.as_deref())?,
        origin,
        path: target.path.clone(),
        exclusions: target.exclusions.clone().unwrap_or_default(),
        metadata: target.enable_additional_metadata.clone().unwrap_or_default(),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "one of a family whose others can fail")]
fn dynamodb(_: &mut Scope<'_>, origin: Pointer, target: &spec::DynamoDbTarget) -> Option<DynamoDbTarget> {
    Some(DynamoDbTarget {
        origin,
        table: target.path.clone(),
        scan_all: target.scan_all.unwrap_or(true),
        scan_rate: target.scan_rate.clone(),
    })
}

fn catalog(scope: &mut Scope<'_>, origin: Pointer, target: &spec::CatalogTarget) -> Option<CatalogTarget> {
    let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    let is_known = scope.resolve("databases", &target.database, known, &origin.key("database"));
    let locations = all_crawled(scope, &origin.key("locations"), &target.locations);
    let connection = optional_connection(scope, &origin, target.connection.as_deref());
    is_known.then_some(CatalogTarget {
        origin,
        database: target.database.clone(),
        tables: target.tables.clone(),
        locations: locations?,
        connection: connection?,
    })
}

fn delta(scope: &mut Scope<'_>, origin: Pointer, target: &spec::DeltaTarget) -> Option<DeltaTarget> {
    let locations = all_crawled(scope, &origin.key("delta_tables"), &target.delta_tables);
    let connection = optional_connection(scope, &origin, target.connection.as_deref());
    let write_manifest = target.write_manifest.unwrap_or(false);
    Some(DeltaTarget {
        origin,
        locations: locations?,
        write_manifest,
        native: target.create_native_delta_table.unwrap_or(!write_manifest),
        connection: connection?,
    })
}

fn table_format(scope: &mut Scope<'_>, origin: Pointer, target: &spec::TableFormatTarget) -> Option<TableFormatTarget> {
    let locations = all_crawled(scope, &origin.key("paths"), &target.paths);
    let connection = optional_connection(scope, &origin, target.connection.as_deref());
    Some(TableFormatTarget {
        origin,
        locations: locations?,
        exclusions: target.exclusions.clone().unwrap_or_default(),
        depth: target.maximum_traversal_depth.unwrap_or(TRAVERSAL_DEPTH),
        connection: connection?,
    })
}

fn mongodb(scope: &mut Scope<'_>, origin: Pointer, target: &spec::MongoDbTarget) -> Option<MongoDbTarget> {
    Some(MongoDbTarget {
        connection: connection(scope, &origin, "MongoDB", target.connection.as_deref())?,
        origin,
        path: target.path.clone(),
        scan_all: target.scan_all,
    })
}

/// The connection that a target cannot do without.
fn connection(scope: &mut Scope<'_>, origin: &Pointer, kind: &str, name: Option<&str>) -> Option<String> {
    if name.is_none() {
        if !scope.was_meant(origin, "connection") {
            let message = format!("a {kind} target without a connection");
            scope.report(Diagnostic::new(&rules::TARGET_CONNECTION, Place::Value(origin.clone()), message));
        }
        return None;
    }
    optional_connection(scope, origin, name)?
}

/// The connection of a target that may have none; the outer `None` says that there is no such connection.
#[expect(clippy::option_option, reason = "left out and misspelt are two things")]
fn optional_connection(scope: &mut Scope<'_>, origin: &Pointer, name: Option<&str>) -> Option<Option<String>> {
    let Some(name) = name else { return Some(None) };
    let known = scope.spec.connections.iter().flat_map(BTreeMap::keys);
    scope.resolve("connections", name, known, &origin.key("connection")).then(|| Some(name.to_owned()))
}

fn all_crawled(scope: &mut Scope<'_>, at: &Pointer, paths: &[spec::S3Path]) -> Option<Vec<S3Location>> {
    let each = paths.iter().enumerate();
    let built: Vec<_> = each.filter_map(|(n, path)| crawled(scope, path.as_str(), &at.index(n))).collect();
    if paths.is_empty() {
        let finding = Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at.clone()), "a list without paths");
        scope.report(finding.help("Name at least one prefix, such as `raw/orders/`."));
        return None;
    }
    (built.len() == paths.len()).then_some(built)
}

/// A prefix that a crawl reads: not in the buckets where lakegen keeps what is no data.
fn crawled(scope: &mut Scope<'_>, text: &str, at: &Pointer) -> Option<S3Location> {
    if let Ok(location) = parse_path(text)
        && let BucketRef::Declared(key) = &location.bucket
        && OWN_BUCKETS.contains(&key.as_str())
    {
        let message = format!("`{text}` is in the bucket where lakegen keeps scripts, temporary files or logs");
        scope.report(Diagnostic::new(&rules::CRAWL_OF_WORKING_FILES, Place::Value(at.clone()), message));
        return None;
    }
    location(scope, &rules::INCLUDE_PATH, text, at)
}
