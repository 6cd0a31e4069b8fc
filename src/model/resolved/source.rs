//! Crawler targets and connections, written down again.

use crate::model::{Connection, ConnectionEnd, S3Location, TableFormatTarget, Targets};
use crate::spec::{self, S3Path};

pub(super) fn targets(targets: &Targets) -> spec::CrawlerTargets {
    spec::CrawlerTargets {
        s3: each(&targets.s3, |target| spec::S3Target {
            path: S3Path::new(target.location.to_string()),
            exclusions: Some(target.exclusions.clone()),
            sample_size: target.sample_size,
            connection: target.connection.clone(),
        }),
        jdbc: each(&targets.jdbc, |target| spec::JdbcTarget {
            connection: Some(target.connection.clone()),
            path: target.path.clone(),
            exclusions: Some(target.exclusions.clone()),
            enable_additional_metadata: Some(target.metadata.clone()),
        }),
        dynamodb: each(&targets.dynamodb, |target| spec::DynamoDbTarget {
            path: target.table.clone(),
            scan_all: Some(target.scan_all),
            scan_rate: target.scan_rate.clone(),
        }),
        catalog: each(&targets.catalog, |target| spec::CatalogTarget {
            database: target.database.clone(),
            tables: target.tables.clone(),
            locations: paths(&target.locations),
            connection: target.connection.clone(),
        }),
        delta: each(&targets.delta, |target| spec::DeltaTarget {
            delta_tables: paths(&target.locations),
            write_manifest: Some(target.write_manifest),
            create_native_delta_table: Some(target.native),
            connection: target.connection.clone(),
        }),
        iceberg: each(&targets.iceberg, table_format),
        hudi: each(&targets.hudi, table_format),
        mongodb: each(&targets.mongodb, |target| spec::MongoDbTarget {
            connection: Some(target.connection.clone()),
            path: target.path.clone(),
            scan_all: target.scan_all,
        }),
    }
}

fn each<M, S>(targets: &[M], write: impl Fn(&M) -> S) -> Option<Vec<S>> {
    (!targets.is_empty()).then(|| targets.iter().map(write).collect())
}

fn table_format(target: &TableFormatTarget) -> spec::TableFormatTarget {
    spec::TableFormatTarget {
        paths: paths(&target.locations),
        exclusions: Some(target.exclusions.clone()),
        maximum_traversal_depth: Some(target.depth),
        connection: target.connection.clone(),
    }
}

fn paths(locations: &[S3Location]) -> Vec<S3Path> {
    locations.iter().map(|location| S3Path::new(location.to_string())).collect()
}

pub(super) fn connection(connection: &Connection) -> spec::Connection {
    let secret = || connection.secret.clone().unwrap_or_default();
    let mut written = spec::Connection {
        description: connection.description.clone(),
        network: connection.network.clone(),
        ..spec::Connection::default()
    };
    match &connection.end {
        ConnectionEnd::Jdbc { url, enforce_ssl } => {
            let jdbc = spec::JdbcConnection { url: url.clone(), secret: secret(), enforce_ssl: Some(*enforce_ssl) };
            written.jdbc = Some(jdbc);
        }
        ConnectionEnd::MongoDb(url) => {
            written.mongodb = Some(spec::MongoDbConnection { url: url.clone(), secret: secret() });
        }
        ConnectionEnd::Network => {}
        ConnectionEnd::Imported(name) => {
            written.import = Some(name.clone());
            written.secret = connection.secret.clone();
        }
    }
    written
}
