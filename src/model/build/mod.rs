//! From spec to pipeline: defaults filled, names resolved.

mod alarms;
mod athena;
mod bucket;
mod classifier;
mod column;
mod column_fit;
mod connection;
mod crawler;
mod data_quality;
mod database;
mod emr_serverless;
mod environment;
mod flatten;
mod grok;
mod job;
mod lake_formation;
mod mapping;
mod projection;
mod schema_rules;
mod stream;
mod table;
mod target;
mod trigger;
mod warehouse;
mod write;

pub(super) use target::STANDARD_EXCLUSIONS;

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, Rule, rules};
use crate::spec::{self, Spec};

use super::location::parse_path;
use super::scope::{OWN_BUCKETS, Scope};
use super::{BucketRef, KmsKey, Pipeline, S3Location, allowed};

/// How long logs are kept unless the spec says otherwise: what CKV_AWS_338 and the Guard rules ask for.
const LOG_RETENTION_DAYS: u32 = 365;

pub(super) fn pipeline(scope: &mut Scope<'_>) -> Pipeline {
    let spec = scope.spec;
    let defaults = spec.defaults.clone().unwrap_or_default();
    let databases = items(scope, "databases", spec.databases.as_ref(), database::database);
    let schemas = items(scope, "schemas", spec.schemas.as_ref(), column::schema);
    let known = table::Known { schemas: &schemas, databases: &databases };
    let tables = items(scope, "tables", spec.tables.as_ref(), |scope, key, origin, table| {
        table::table(scope, known, key, origin, table)
    });
    let mappings = items(scope, "mappings", spec.mappings.as_ref(), mapping::mapping);
    let connections = items(scope, "connections", spec.connections.as_ref(), connection::connection);
    let classifiers = items(scope, "classifiers", spec.classifiers.as_ref(), classifier::classifier);
    let mut crawlers = items(scope, "crawlers", spec.crawlers.as_ref(), crawler::crawler);
    let lake_formation = lake_formation::lake_formation(scope, &tables);
    lake_formation::fill(&mut crawlers, lake_formation.as_ref());
    let known = data_quality::Known { schemas: &schemas, tables: &tables };
    let gates = items(scope, "data_quality", spec.data_quality.as_ref(), |scope, key, origin, gate| {
        data_quality::gate(scope, known, key, origin, gate)
    });
    let known = job::Known { crawlers: &crawlers, tables: &tables, gates: &gates };
    let jobs =
        items(scope, "jobs", spec.jobs.as_ref(), |scope, key, origin, job| job::job(scope, known, key, origin, job));
    let warehouses = items(scope, "warehouses", spec.warehouses.as_ref(), warehouse::warehouse);
    let emr_serverless =
        items(scope, "emr_serverless", spec.emr_serverless.as_ref(), |scope, key, origin, declared| {
            emr_serverless::application(scope, known, key, origin, declared)
        });
    let buckets = items(scope, "buckets", spec.buckets.as_ref(), |_, key, origin, bucket| {
        Some(bucket::bucket(defaults.bucket.as_ref(), key, origin, bucket))
    });
    let streams = items(scope, "streams", spec.streams.as_ref(), stream::stream);
    let here = scope.environment.map(|(key, declared)| environment::environment(key, declared));
    Pipeline {
        name: spec.name.clone(),
        environment: here,
        permissions_boundary: environment::permissions_boundary(scope),
        description: spec.description.clone(),
        tags: spec.tags.clone().unwrap_or_default(),
        kms_key: match spec.encryption.as_ref().and_then(|encryption| encryption.kms_key.as_ref()) {
            None | Some(spec::KmsKey::Create) => KmsKey::Create,
            Some(spec::KmsKey::AwsManaged) => KmsKey::AwsManaged,
            Some(spec::KmsKey::Arn(arn)) => KmsKey::Imported(arn.clone()),
        },
        catalog_encryption: catalog_encryption(spec),
        log_retention_days: defaults.log_retention.map_or(LOG_RETENTION_DAYS, spec::LogRetention::days),
        buckets,
        streams,
        databases,
        schemas,
        tables,
        mappings,
        connections,
        classifiers,
        crawlers,
        gates,
        jobs,
        warehouses,
        emr_serverless,
        athena: athena::athena(scope),
        lake_formation,
        alarms: alarms::alarms(scope, spec.alarms.as_ref()),
        allowed: allowed(spec),
    }
}

/// Where the spec says that the Data Catalog is encrypted, if it does.
fn catalog_encryption(spec: &Spec) -> Option<Pointer> {
    spec.encryption.as_ref()?.catalog_encryption_mode?;
    Some(Pointer::root().key("encryption").key("catalog_encryption_mode"))
}

/// Builds every item of a section; what cannot be built is left out.
fn items<S, T>(
    scope: &mut Scope<'_>,
    section: &str,
    declared: Option<&BTreeMap<String, S>>,
    build: impl FnMut(&mut Scope<'_>, &str, Pointer, &S) -> Option<T>,
) -> BTreeMap<String, T> {
    items_at(scope, &Pointer::root().key(section), declared, build)
}

/// Builds every item of the mapping at `at`; what cannot be built is left out.
fn items_at<S, T>(
    scope: &mut Scope<'_>,
    at: &Pointer,
    declared: Option<&BTreeMap<String, S>>,
    mut build: impl FnMut(&mut Scope<'_>, &str, Pointer, &S) -> Option<T>,
) -> BTreeMap<String, T> {
    let mut built = BTreeMap::new();
    for (key, item) in declared.into_iter().flatten() {
        match build(scope, key, at.key(key), item) {
            Some(item) => _ = built.insert(key.clone(), item),
            None => scope.leave_out(),
        }
    }
    built
}

/// Reads a path at `at` and resolves its bucket; a path that is none breaks `rule`.
fn location(scope: &mut Scope<'_>, rule: &'static Rule, text: &str, at: &Pointer) -> Option<S3Location> {
    match parse_path(text) {
        Err(malformed) => {
            scope.report_malformed(rule, Place::Value(at.clone()), malformed);
            None
        }
        Ok(location) if is_own(scope, &location) => {
            let own = text.trim_start_matches("s3://");
            let message = format!("`{text}` is not this spec's bucket, but one that is really called so");
            let finding = Diagnostic::new(&rules::FOREIGN_NAME_OF_OWN_BUCKET, Place::Value(at.clone()), message);
            scope.report(finding.help(format!("Write `{own}`.")).instead(text, own));
            None
        }
        Ok(location) => resolve_bucket(scope, &location, at).then_some(location),
    }
}

/// Whether `s3://` goes with the key of a bucket that the spec makes.
fn is_own(scope: &Scope<'_>, location: &S3Location) -> bool {
    let BucketRef::Foreign(name) = &location.bucket else { return false };
    let declared = scope.spec.buckets.iter().flatten();
    declared.filter(|(key, _)| *key == name).any(|(_, bucket)| bucket.import.as_ref() != Some(name))
}

fn resolve_bucket(scope: &mut Scope<'_>, location: &S3Location, at: &Pointer) -> bool {
    let BucketRef::Declared(key) = &location.bucket else { return true };
    if OWN_BUCKETS.contains(&key.as_str()) {
        let message = format!("`{key}` is the bucket that lakegen keeps for itself");
        let finding = Diagnostic::new(&rules::UNKNOWN_REFERENCE, Place::Value(at.clone()), message);
        scope.report(finding.help("Declare a bucket of your own under `buckets` and use its key."));
        return false;
    }
    scope.resolve("buckets", key, scope.spec.buckets.iter().flat_map(BTreeMap::keys), at)
}
