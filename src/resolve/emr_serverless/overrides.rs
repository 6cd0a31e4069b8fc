//! The value of `--configuration-overrides` with which a run is submitted.
//!
//! CloudFormation could say it in the application; Terraform's provider cannot, and so it is an output of each target.

use crate::expr::Expr;
use crate::model::{DatalakeFormat, EmrApplication, EmrType, ICEBERG_CATALOG, Read};
use crate::resolve::data::uri;
use crate::resolve::lake::Lake;

use super::{log_group, temporary};

/// What makes the Data Catalog the metastore (Amazon EMR Serverless User Guide, "Metastore configuration").
const CLIENT_FACTORY: &str = "com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory";
/// Where a release has Iceberg (Amazon EMR Serverless User Guide, "Using Apache Iceberg with EMR Serverless").
const ICEBERG_JAR: &str = "/usr/share/aws/iceberg/lib/iceberg-spark3-runtime.jar";

/// The configuration as JSON text.
pub(super) fn overrides(lake: &Lake<'_>, application: &EmrApplication) -> Expr {
    let (classification, mut properties) = match application.kind {
        EmrType::Spark => ("spark-defaults", spark(lake, application)),
        EmrType::Hive => ("hive-site", hive(lake, application)),
    };
    // As Terraform writes the keys of an object: the text is then the same in every target.
    properties.sort_by(|(a, _), (b, _)| a.cmp(b));
    let configuration =
        Expr::object([("classification", Expr::from(classification)), ("properties", Expr::object(properties))]);
    Expr::JsonText(Box::new(Expr::object([
        ("applicationConfiguration", Expr::List(vec![configuration])),
        ("monitoringConfiguration", monitoring(lake, application)),
    ])))
}

fn spark(lake: &Lake<'_>, application: &EmrApplication) -> Vec<(String, Expr)> {
    let mut properties =
        vec![("spark.hadoop.hive.metastore.client.factory.class".to_owned(), Expr::from(CLIENT_FACTORY))];
    if application.has_iceberg() && uses_iceberg(lake, application) {
        properties.push(("spark.jars".to_owned(), ICEBERG_JAR.into()));
        let settings = DatalakeFormat::Iceberg.settings().iter();
        properties.extend(settings.map(|(name, value)| ((*name).to_owned(), Expr::from(*value))));
        // Where tables lie that a run makes without saying where.
        let warehouse = application.outputs().next().map(|location| uri(lake, location).into());
        properties.extend(warehouse.map(|warehouse| (format!("{ICEBERG_CATALOG}.warehouse"), warehouse)));
    }
    properties
}

/// Hive works in S3, as it has no file system of its own (Amazon EMR Serverless User Guide, "Hive jobs").
fn hive(lake: &Lake<'_>, application: &EmrApplication) -> Vec<(String, Expr)> {
    let below = |folder: &str| {
        let mut location = temporary(application);
        location.prefix.push_str(folder);
        Expr::from(uri(lake, &location))
    };
    vec![
        ("hive.metastore.client.factory.class".to_owned(), CLIENT_FACTORY.into()),
        ("hive.exec.scratchdir".to_owned(), below("scratch")),
        ("hive.metastore.warehouse.dir".to_owned(), below("warehouse")),
    ]
}

fn uses_iceberg(lake: &Lake<'_>, application: &EmrApplication) -> bool {
    let reads = application.reads.iter().flat_map(|read| lake.pipeline.iceberg_tables(read));
    let writes = application.writes.iter().filter_map(|write| lake.pipeline.tables.get(write.table()?));
    let writes = writes.filter(|table| table.is_iceberg());
    let is_crawled =
        application.reads.iter().filter(|read| matches!(read, Read::Tables { .. })).any(|read| {
            lake.pipeline.crawlers_behind(read).into_iter().any(|crawler| !crawler.targets.iceberg.is_empty())
        });
    reads.chain(writes).next().is_some() || is_crawled
}

/// Logs go to the application's own group, which is encrypted and has an end, and for the Spark UI to EMR's storage.
fn monitoring(lake: &Lake<'_>, application: &EmrApplication) -> Expr {
    let group = [("enabled", Expr::from(true)), ("logGroupName", log_group(lake, application).into())];
    let key = lake.key_arn().map(|key| ("encryptionKeyArn", key.into()));
    Expr::object([
        ("cloudWatchLoggingConfiguration", Expr::object(group)),
        (
            "managedPersistenceMonitoringConfiguration",
            Expr::object([("enabled", Expr::from(true))].into_iter().chain(key)),
        ),
    ])
}
