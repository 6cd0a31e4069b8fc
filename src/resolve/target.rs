//! What a crawler crawls, and what its role needs for that.

use std::collections::BTreeSet;

use crate::expr::{Expr, Number, Text};
use crate::model;
use crate::resource::{
    CatalogTarget, CrawlerTargets, DeltaTarget, DynamoDbTarget, HudiTarget, IcebergTarget, JdbcTarget, MongoDbTarget,
    S3Target,
};

use super::connection;
use super::data::{data_access, list_buckets, objects, read_objects, uri};
use super::iam::Statement;
use super::lake::Lake;
use super::names::arn;

/// The crawler's `Targets`.
pub(super) fn targets(lake: &Lake<'_>, crawler: &model::Crawler) -> CrawlerTargets {
    let queue = lake.event_queues.get(&crawler.key);
    let named = |key: &Option<String>| key.as_ref().and_then(|key| connection::name(lake, key));
    let targets = &crawler.targets;
    CrawlerTargets {
        s3_targets: each(&targets.s3, |target| S3Target {
            path: Some(uri(lake, &target.location)),
            exclusions: texts(&target.exclusions),
            sample_size: target.sample_size.map(Into::into),
            connection_name: named(&target.connection),
            event_queue_arn: queue.map(|queue| queue.queue.arn()),
            dlq_event_queue_arn: queue.map(|queue| queue.dead_letters.arn()),
        }),
        jdbc_targets: each(&targets.jdbc, |target| JdbcTarget {
            connection_name: connection::name(lake, &target.connection),
            path: Some((&target.path).into()),
            exclusions: texts(&target.exclusions),
            enable_additional_metadata: (!target.metadata.is_empty())
                .then(|| target.metadata.iter().map(|word| word.as_str().into()).collect()),
        }),
        dynamo_db_targets: each(&targets.dynamodb, |target| DynamoDbTarget {
            path: Some((&target.table).into()),
            scan_all: Some(target.scan_all.into()),
            scan_rate: target.scan_rate.clone().map(|rate| Number::of(Expr::Number(rate))),
        }),
        catalog_targets: each(&targets.catalog, |target| CatalogTarget {
            database_name: lake.databases.get(&target.database).map(|database| database.name()),
            tables: texts(&target.tables),
            connection_name: named(&target.connection),
        }),
        delta_targets: each(&targets.delta, |target| DeltaTarget {
            delta_tables: Some(uris(lake, &target.locations)),
            write_manifest: Some(target.write_manifest.into()),
            create_native_delta_table: Some(target.native.into()),
            connection_name: named(&target.connection),
        }),
        iceberg_targets: each(&targets.iceberg, |target| IcebergTarget {
            paths: Some(uris(lake, &target.locations)),
            exclusions: texts(&target.exclusions),
            maximum_traversal_depth: Some(target.depth.into()),
            connection_name: named(&target.connection),
        }),
        hudi_targets: each(&targets.hudi, |target| HudiTarget {
            paths: Some(uris(lake, &target.locations)),
            exclusions: texts(&target.exclusions),
            maximum_traversal_depth: Some(target.depth.into()),
            connection_name: named(&target.connection),
        }),
        mongo_db_targets: each(&targets.mongodb, |target| MongoDbTarget {
            connection_name: connection::name(lake, &target.connection),
            path: Some((&target.path).into()),
            scan_all: target.scan_all.map(Into::into),
        }),
    }
}

fn each<M, R>(targets: &[M], resolve: impl Fn(&M) -> R) -> Option<Vec<R>> {
    (!targets.is_empty()).then(|| targets.iter().map(resolve).collect())
}

fn texts(texts: &[String]) -> Option<Vec<Text>> {
    (!texts.is_empty()).then(|| texts.iter().map(Text::from).collect())
}

fn uris(lake: &Lake<'_>, locations: &[model::S3Location]) -> Vec<Text> {
    locations.iter().map(|location| uri(lake, location)).collect()
}

/// Reading what is crawled, wherever it lies.
pub(super) fn permissions(lake: &Lake<'_>, crawler: &model::Crawler) -> Vec<Statement> {
    let targets = &crawler.targets;
    let locations = targets.locations();
    let mut statements: Vec<Statement> = if crawler.uses_lake_formation() {
        vec![data_access()]
    } else {
        read_objects(lake, "ReadObjects", &locations).into_iter().collect()
    };
    statements.extend(list_buckets(lake, locations));
    let manifests: Vec<_> = targets
        .delta
        .iter()
        .filter(|target| target.write_manifest)
        .flat_map(|target| &target.locations)
        .map(|location| {
            let folder = format!("{}_symlink_format_manifest/", location.prefix);
            objects(lake, &model::S3Location { prefix: folder, ..location.clone() })
        })
        .collect();
    if let Some(key) = lake.key_arn().filter(|_| !manifests.is_empty()) {
        statements.push(Statement::allow("EncryptManifests", &["kms:GenerateDataKey"], [key]).via("s3"));
    }
    if !manifests.is_empty() {
        statements.push(Statement::allow("WriteManifests", &["s3:PutObject", "s3:DeleteObject"], manifests));
    }
    statements.extend(scan_tables(&targets.dynamodb));
    let connections = targets.connections().into_iter().map(|(key, ..)| key).collect();
    statements.extend(connection::permissions(lake, &connections));
    statements
}

/// Reading the DynamoDB tables of `targets`.
pub(super) fn scan_tables<'t>(targets: impl IntoIterator<Item = &'t model::DynamoDbTarget>) -> Option<Statement> {
    let tables: BTreeSet<_> = targets.into_iter().map(|target| &target.table).collect();
    let arns = tables.iter().map(|table| arn("dynamodb", format!("table/{table}")));
    (!tables.is_empty()).then(|| Statement::allow("ScanTables", &["dynamodb:DescribeTable", "dynamodb:Scan"], arns))
}
