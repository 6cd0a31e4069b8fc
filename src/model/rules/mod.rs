//! The rules that look at a whole pipeline: one function each, by area.

mod athena;
mod buckets;
mod capacity;
mod catalog_encryption;
mod causes;
mod columns;
mod copies;
mod crawled;
mod crawlers;
mod data_quality;
mod durations;
mod emr_serverless;
mod environments;
mod firehose_prefix;
mod freshness;
mod integers;
mod jobs;
mod lake_formation;
mod lake_formation_grants;
mod lake_formation_jobs;
mod lint;
mod loops;
mod mappings;
mod names;
mod overlaps;
mod patterns;
mod places;
mod recrawls;
mod refused;
mod runtimes;
mod spark_conf;
mod streaming_jobs;
mod streams;
mod tables;
mod targets;
mod texts;
mod triggers;
mod twice;
mod unify;
mod unused;
mod warehouses;
mod weaknesses;
mod workflows;
mod writes;

use super::Pipeline;
use super::scope::Scope;

/// A rule: looks at a pipeline and reports what it finds.
pub(super) type Check = fn(&Pipeline, &mut Scope<'_>);

/// Every rule, in the order in which they look.
pub(super) const ALL: &[Check] = &[
    names::lake_name,
    names::keys,
    names::lengths,
    names::collisions,
    names::bucket_names,
    texts::tags,
    texts::descriptions,
    integers::integers,
    refused::hive_metastore,
    weaknesses::short_logs,
    weaknesses::encryption,
    catalog_encryption::key,
    catalog_encryption::indexes,
    weaknesses::deleted_data,
    places::one_region,
    places::one_account,
    buckets::lifecycle_prefix,
    buckets::lifecycle_order,
    buckets::lifecycle_empty,
    buckets::imported_settings,
    columns::names,
    columns::constraints,
    streams::firehose_limits,
    streams::kinesis_limits,
    streams::readers,
    streams::error_output,
    streams::shared_output,
    firehose_prefix::firehose_prefix,
    tables::columns,
    tables::formats,
    tables::projections,
    tables::indexes,
    tables::overlaps,
    tables::crawled,
    mappings::columns,
    mappings::required,
    mappings::casts,
    mappings::expressions,
    mappings::sources_are_read,
    unify::unify,
    unify::idle_mappings,
    crawlers::new_folders_needs_log,
    targets::new_folders_s3_only,
    crawlers::event_mode_shape,
    targets::catalog_target,
    targets::connection_kind,
    targets::connection_engine,
    targets::traversal_depth,
    targets::table_format_globs,
    targets::paths_and_rates,
    crawlers::schedule,
    crawlers::batching_window,
    crawlers::sample_size,
    crawlers::exclusion_glob,
    crawlers::table_prefix,
    crawlers::table_level,
    crawlers::table_threshold,
    lake_formation::crawlers,
    lake_formation::table_format_as_files,
    lake_formation_grants::locations,
    lake_formation_grants::grants,
    lake_formation_grants::tags,
    lake_formation_grants::settings,
    lake_formation_jobs::jobs,
    crawlers::working_files,
    crawlers::delete_from_database,
    crawlers::never_starts,
    recrawls::back_to_back,
    recrawls::rewritten_folders,
    capacity::glue_version,
    capacity::glue_version_age,
    runtimes::function_runtime,
    capacity::worker_type,
    environments::worker_region,
    environments::production,
    capacity::number_of_workers,
    capacity::most_workers,
    capacity::flex,
    capacity::flex_in_event_path,
    streaming_jobs::triggers,
    spark_conf::conf,
    spark_conf::without_effect,
    jobs::timeout,
    jobs::retries,
    jobs::arguments,
    jobs::concurrent_runs,
    jobs::single_run_without_queue,
    jobs::bookmark_with_concurrency,
    jobs::builtin_script,
    writes::bookmark_with_overwrite,
    writes::upsert,
    copies::folders,
    copies::tables,
    copies::strays,
    data_quality::minimum_score,
    data_quality::gate_not_called,
    data_quality::gate_needs_spark,
    data_quality::gate_of_builtin,
    data_quality::quarantine_stays_empty,
    data_quality::gate_without_job,
    targets::read_without_connection,
    triggers::handler_limits,
    triggers::handler_concurrency,
    triggers::schedule,
    triggers::retry_range,
    triggers::gate_never_passed,
    triggers::object_event,
    workflows::outside,
    workflows::start,
    workflows::function_settings,
    workflows::without_memory,
    patterns::shape,
    patterns::meaning,
    twice::listed,
    durations::longer_than_interval,
    durations::longer_than_timeout,
    overlaps::targets,
    overlaps::outputs,
    writes::into_raw,
    overlaps::notifications,
    overlaps::foreign_notifications,
    loops::self_trigger,
    loops::cycles,
    athena::cutoff,
    athena::results,
    athena::results_without_end,
    athena::queries,
    warehouses::limits,
    warehouses::loaders,
    emr_serverless::releases,
    emr_serverless::capacity,
    emr_serverless::data,
    emr_serverless::tables_elsewhere,
    emr_serverless::reads_nothing,
    emr_serverless::idle_capacity,
    freshness::below_interval,
    unused::unused,
    lint::suppressions,
];
