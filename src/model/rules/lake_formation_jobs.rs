//! Lake Formation: jobs that read by its grants.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{GlueVersion, Job, LakeFormationMode, Pipeline, Read, Script, SparkMode, Table, TableFormat};

/// What a run needs with `fine_grained`: two drivers and two executors, one of each for the script and for the grants (AWS
/// Glue Developer Guide, "Using AWS Glue with AWS Lake Formation for fine-grained access control").
const FEWEST_WORKERS: u32 = 4;

/// LG-E130 and LG-E133.
pub(super) fn jobs(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        let Some(mode) = job.lake_formation else { continue };
        around(pipeline, job, scope);
        runtime(job, mode, scope);
        tables(pipeline, job, mode, scope);
        allowed(pipeline, job, mode, scope);
    }
}

fn refuse(job: &Job, scope: &mut Scope<'_>, place: Place, message: String) {
    let finding = Diagnostic::new(&rules::LAKE_FORMATION_JOB, place, message);
    scope.report(finding.related(Place::Value(job.origin.key("lake_formation").key("mode")), "with this mode"));
}

/// LG-E130: prefixes that are read past the grants.
fn around(pipeline: &Pipeline, job: &Job, scope: &mut Scope<'_>) {
    let Some(lake_formation) = &pipeline.lake_formation else { return };
    for (n, read) in job.reads.iter().enumerate() {
        let Read::Location(location) = read else { continue };
        let mut registered = lake_formation.registered_locations.iter().filter(|registered| !registered.is_hybrid);
        let Some(registered) = registered.find(|registered| registered.location.overlaps(location)) else { continue };
        let message = format!("job `{}` would read `{location}` around Lake Formation", job.key);
        let place = Place::Value(job.origin.key("reads").index(n));
        let finding = Diagnostic::new(&rules::LAKE_FORMATION_BYPASS, place, message);
        scope.report(finding.related(Place::Value(registered.origin.clone()), "registered here"));
    }
}

/// What the job runs on.
fn runtime(job: &Job, mode: LakeFormationMode, scope: &mut Scope<'_>) {
    let at = Place::Value(job.origin.key("lake_formation").key("mode"));
    let Some(spark) = job.spark() else {
        let message = format!("job `{}` runs no Spark", job.key);
        scope.report(Diagnostic::new(&rules::LAKE_FORMATION_JOB, at, message));
        return;
    };
    if matches!(spark.mode, SparkMode::Streaming { .. }) {
        let message = format!("job `{}` streams", job.key);
        scope.report(Diagnostic::new(&rules::LAKE_FORMATION_JOB, at, message));
        return;
    }
    if !matches!(spark.glue_version, GlueVersion::V5_0 | GlueVersion::V5_1) {
        let message = format!("of Glue {} it is not known; 5.0 and 5.1 have it", spark.glue_version);
        refuse(job, scope, scope.at_job(job, "glue_version"), message);
    }
    if mode != LakeFormationMode::FineGrained {
        return;
    }
    if spark.number_of_workers < FEWEST_WORKERS {
        let message = format!("{} workers; {FEWEST_WORKERS} are needed", spark.number_of_workers);
        refuse(job, scope, scope.at_job(job, "number_of_workers"), message);
    }
    if !spark.jars.is_empty() {
        refuse(
            job,
            scope,
            Place::Value(job.origin.key("extra_jars")),
            "Glue takes no libraries for Java here".to_owned(),
        );
    }
    if let Script::Builtin(builtin) = &job.script {
        let message = format!("`builtin:{}` reads dynamic frames", builtin.as_str());
        refuse(job, scope, Place::Value(job.origin.key("script")), message);
    }
}

/// What it reads: tables in registered locations, of formats that go with the mode.
fn tables(pipeline: &Pipeline, job: &Job, mode: LakeFormationMode, scope: &mut Scope<'_>) {
    if !job.reads.iter().any(|read| pipeline.is_governed_read(read)) {
        let message = format!("job `{}` reads no table in `lake_formation.registered_locations`", job.key);
        let place = scope.at(&job.origin, &["reads"]);
        refuse(job, scope, place, message);
    }
    for (n, read) in job.reads.iter().enumerate() {
        let Some(format) = refused_format(pipeline, read, mode) else { continue };
        let message = format!("{format} cannot be read so");
        refuse(job, scope, Place::Value(job.origin.key("reads").index(n)), message);
    }
}

/// The format of a table of `read` that does not go with `mode`, if there is one.
fn refused_format(pipeline: &Pipeline, read: &Read, mode: LakeFormationMode) -> Option<&'static str> {
    let Read::Tables { database, tables, .. } = read else { return None };
    let crawled = pipeline.crawlers_behind(read);
    if crawled.iter().any(|crawler| !crawler.targets.hudi.is_empty()) {
        return Some("a Hudi table");
    }
    if mode != LakeFormationMode::FineGrained {
        return None;
    }
    let declared = pipeline.tables.get(&format!("{database}.{tables}"));
    let is_hive =
        |table: &&Table| matches!(table.format, TableFormat::Parquet | TableFormat::Orc | TableFormat::Csv { .. });
    if crawled.iter().any(|crawler| !crawler.targets.delta.is_empty()) {
        Some("a Delta table")
    } else if pipeline.iceberg_tables(read).next().is_some()
        || crawled.iter().any(|crawler| !crawler.targets.iceberg.is_empty())
    {
        // lakegen sets Iceberg up as `glue_catalog`; here only the catalog of the session is taken.
        Some("an Iceberg table")
    } else if declared.is_some_and(|table| !is_hive(&table)) {
        Some("a table that is neither Parquet, ORC nor CSV")
    } else {
        None
    }
}

/// Full table access has to be allowed; settings that are not said here are not known.
fn allowed(pipeline: &Pipeline, job: &Job, mode: LakeFormationMode, scope: &mut Scope<'_>) {
    let settings = pipeline.lake_formation.as_ref().and_then(|lake_formation| lake_formation.settings.as_ref());
    let Some(settings) = settings.filter(|_| mode == LakeFormationMode::FullTable) else { return };
    if settings.allow_full_table_external_data_access != Some(true) {
        let message = "`data_lake_settings` do not allow full table access".to_owned();
        let finding = Diagnostic::new(
            &rules::LAKE_FORMATION_JOB,
            Place::Value(job.origin.key("lake_formation").key("mode")),
            message,
        );
        scope.report(finding.help("Set `allow_full_table_external_data_access: true`."));
    }
}
