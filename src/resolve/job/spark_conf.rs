//! How Spark is set up: `--datalake-formats` and `--conf`.

use std::collections::BTreeMap;

use crate::expr::Expr;
use crate::model::{self, DatalakeFormat, EXTENSIONS, ICEBERG_CATALOG, Spark, spark_settings};
use crate::resolve::data::uri;
use crate::resolve::lake::Lake;

/// The arguments that set Spark up for the job's table formats and with its own settings.
///
/// `--conf` is one argument: `a=1 --conf b=2` (AWS Glue Developer Guide, "Using the Iceberg framework in AWS Glue").
pub(super) fn arguments(lake: &Lake<'_>, job: &model::Job, spark: &Spark) -> Vec<(&'static str, Expr)> {
    let mut settings: BTreeMap<String, Expr> =
        spark.conf.iter().map(|(name, value)| (name.clone(), value.into())).collect();
    let mut extensions = Vec::new();
    for (name, value) in spark.formats.iter().flat_map(|format| format.settings()) {
        if *name == EXTENSIONS {
            extensions.push(*value);
        } else {
            settings.insert((*name).to_owned(), (*value).into());
        }
    }
    if !extensions.is_empty() {
        settings.insert(EXTENSIONS.to_owned(), extensions.join(",").into());
    }
    for (name, value) in spark_settings(job.lake_formation, spark) {
        settings.insert((*name).to_owned(), (*value).into());
    }
    // Where tables lie that the script makes without saying where.
    if let Some((_, location)) = job.outputs().next().filter(|_| spark.formats.contains(&DatalakeFormat::Iceberg)) {
        settings.entry(format!("{ICEBERG_CATALOG}.warehouse")).or_insert_with(|| uri(lake, location).into());
    }
    let mut arguments = Vec::new();
    if !spark.formats.is_empty() {
        let words: Vec<_> = spark.formats.iter().map(|format| format.as_str()).collect();
        arguments.push(("--datalake-formats", words.join(",").into()));
    }
    let parts = settings.into_iter().flat_map(|(name, value)| [" --conf ".into(), format!("{name}=").into(), value]);
    let parts: Vec<Expr> = parts.skip(1).collect();
    if !parts.is_empty() {
        arguments.push(("--conf", Expr::concat(parts)));
    }
    arguments
}
