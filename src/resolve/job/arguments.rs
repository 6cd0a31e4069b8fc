//! What a run is told.

use crate::expr::{Document, Expr};
use crate::model::{self, JobKind, LakeFormationMode, Language, Read, Spark, SparkMode, Write};
use crate::resolve::data::uri;
use crate::resolve::data_quality;
use crate::resolve::lake::Lake;
use crate::resolve::warehouse;

use super::files::Files;
use super::logs::Logs;
use super::permissions::catalog_access;
use super::{event_logs, spark_conf, stream, temporary};

/// What the user may override for a run.
///
/// Source: AWS Glue Developer Guide, "Using job parameters in AWS Glue jobs".
pub(super) fn default_arguments(lake: &Lake<'_>, job: &model::Job, files: &Files, logs: &Logs) -> Document {
    let mut arguments: Vec<(String, Expr)> = vec![("--TempDir".into(), uri(lake, &temporary(job)).into())];
    match &job.kind {
        JobKind::Spark(spark) => {
            spark_arguments(job, spark, &mut arguments);
            let settings = spark_conf::arguments(lake, job, spark);
            arguments.extend(settings.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        // Without dashes: Glue Studio and the CDK write it so.
        JobKind::PythonShell(shell) => arguments.push(("library-set".into(), shell.library_set.as_str().into())),
    }
    if let Some(events) = event_logs(job) {
        arguments.push(("--enable-spark-ui".into(), "true".into()));
        arguments.push(("--spark-event-logs-path".into(), uri(lake, &events).into()));
    }
    if !job.python_modules.is_empty() {
        arguments.push(("--additional-python-modules".into(), job.python_modules.join(",").into()));
    }
    arguments.extend(files.arguments().map(|(name, value)| (name.to_owned(), value)));
    if let Some(prefix) = &logs.prefix {
        arguments.push(("--custom-logGroup-prefix".into(), prefix.into()));
    }
    arguments.extend(job.arguments.iter().map(|(name, value)| (name.clone(), value.into())));
    arguments.sort_by(|(a, _), (b, _)| a.cmp(b));
    Document::of(Expr::Object(arguments))
}

fn spark_arguments(job: &model::Job, spark: &Spark, arguments: &mut Vec<(String, Expr)>) {
    let mut add = |name: &str, value: &str| arguments.push((name.into(), value.into()));
    let watched = &spark.monitoring;
    if job.lake_formation == Some(LakeFormationMode::FineGrained) {
        add("--enable-lakeformation-fine-grained-access", "true");
    }
    // Job insights are on by themselves, so only off has to be said.
    let switches = [
        ("--enable-continuous-cloudwatch-log", watched.continuous_logging, "true"),
        ("--enable-job-insights", !watched.job_insights, "false"),
        ("--enable-metrics", watched.metrics, "true"),
        ("--enable-observability-metrics", watched.observability_metrics, "true"),
    ];
    switches.iter().filter(|(_, said, _)| *said).for_each(|(name, _, value)| add(name, value));
    match &spark.language {
        Language::Python => add("--job-language", "python"),
        Language::Scala { class } => {
            add("--class", class);
            add("--job-language", "scala");
        }
    }
    if let SparkMode::Batch { bookmark, .. } = &spark.mode {
        add("--job-bookmark-option", bookmark.option());
    }
    if catalog_access(job).touches_catalog() {
        add("--enable-glue-datacatalog", "true");
    }
    if spark.auto_scaling {
        add("--enable-auto-scaling", "true");
    }
}

/// What no caller may change: where the job reads and writes, and how.
pub(super) fn fixed_arguments(lake: &Lake<'_>, job: &model::Job) -> Document {
    let reads = job.reads.iter().map(|read| match read {
        Read::Location(location) => uri(lake, location).into(),
        Read::Stream(key) => lake.streams.get(key).map_or_else(|| key.into(), |stream| stream.arn().into()),
        Read::Tables { database, tables, .. } => Expr::from(format!("{database}.{tables}")),
    });
    let writes = job.writes.iter().map(|write| match write {
        Write::Location { location, .. } => uri(lake, location).into(),
        Write::Table { key, .. } => Expr::from(key.as_str()),
        Write::Warehouse(table) => warehouse::table_address(lake, table).into(),
    });
    let modes = job.writes.iter().map(|write| write.mode().as_str().into());
    let checkpoint = stream::checkpoint(job).map(|location| uri(lake, &location).into());
    let arguments = [
        ("--lakegen_data_quality", data_quality::job_argument(lake, job)),
        ("--lakegen_checkpoint_location", checkpoint),
        ("--lakegen_reads", comma_separated(reads)),
        ("--lakegen_required_columns", super::filled::required_columns(lake, job)),
        ("--lakegen_write_modes", comma_separated(modes)),
        ("--lakegen_writes", comma_separated(writes)),
    ];
    let mut arguments: Vec<_> = arguments.into_iter().filter_map(|(name, list)| Some((name, list?))).collect();
    arguments.extend(super::flatten::arguments(job));
    arguments.extend(warehouse::job_arguments(lake, job));
    arguments.sort_by_key(|(name, _)| *name);
    Document::of(Expr::object(arguments))
}

/// `items` with commas between them; `None` if there are none.
pub(super) fn comma_separated(items: impl Iterator<Item = Expr>) -> Option<Expr> {
    let parts: Vec<Expr> = items.flat_map(|item| [",".into(), item]).skip(1).collect();
    (!parts.is_empty()).then(|| Expr::concat(parts))
}
