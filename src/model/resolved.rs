//! A pipeline written down as a spec again: what lakegen understood, with every default in its place.

mod alarms;
mod column;
mod data_quality;
mod emr_serverless;
mod job;
mod lake_formation;
mod mapping;
mod reader;
mod source;
mod stream;
mod table;
mod trigger;

use crate::spec::{
    self, BucketDefaults, Days, Defaults, DeletionPolicy, Encryption, LogRetention, S3Path, SchemaChangePolicy, Spec,
};

use super::{Bucket, Classifier, ClassifierFormat, Crawler, Database, KmsKey, Pipeline};

/// The spec that says explicitly what `pipeline` is. Building it again gives the same pipeline.
pub fn resolved_spec(pipeline: &Pipeline) -> Spec {
    fn each<T, S>(
        items: &std::collections::BTreeMap<String, T>,
        write: impl Fn(&T) -> S,
    ) -> Option<std::collections::BTreeMap<String, S>> {
        Some(items.iter().map(|(key, item)| (key.clone(), write(item))).collect())
    }
    Spec {
        lakegen: spec::FormatVersion,
        name: pipeline.name.clone(),
        description: pipeline.description.clone(),
        tags: Some(pipeline.tags.clone()),
        environments: pipeline.environment.as_ref().map(|here| environment(here, &pipeline.name)),
        defaults: Some(Defaults {
            permissions_boundary: policy(pipeline.permissions_boundary.as_ref()),
            job: None,
            bucket: None::<BucketDefaults>,
            log_retention: LogRetention::new(pipeline.log_retention_days),
        }),
        encryption: Some(Encryption {
            kms_key: Some(match &pipeline.kms_key {
                KmsKey::Create => spec::KmsKey::Create,
                KmsKey::AwsManaged => spec::KmsKey::AwsManaged,
                KmsKey::Imported(arn) => spec::KmsKey::Arn(arn.clone()),
            }),
            catalog_encryption_mode: pipeline.catalog_encryption.as_ref().map(|_| spec::CatalogEncryptionMode::SseKms),
        }),
        buckets: each(&pipeline.buckets, bucket),
        streams: each(&pipeline.streams, stream::stream),
        databases: each(&pipeline.databases, database),
        schemas: each(&pipeline.schemas, |schema| column::columns(&schema.columns)),
        tables: each(&pipeline.tables, table::table),
        mappings: each(&pipeline.mappings, mapping::mapping),
        connections: each(&pipeline.connections, source::connection),
        classifiers: each(&pipeline.classifiers, classifier),
        crawlers: each(&pipeline.crawlers, crawler),
        data_quality: each(&pipeline.gates, data_quality::gate),
        jobs: each(&pipeline.jobs, job::job),
        warehouses: each(&pipeline.warehouses, reader::warehouse),
        emr_serverless: each(&pipeline.emr_serverless, emr_serverless::application),
        athena: pipeline.athena.as_ref().map(reader::athena),
        lake_formation: pipeline.lake_formation.as_ref().map(lake_formation::lake_formation),
        alarms: Some(alarms::alarms(&pipeline.alarms)),
        lint: (!pipeline.allowed.is_empty()).then(|| spec::Lint { allow: each_allowed(pipeline) }),
        hive_metastore: None,
    }
}

fn each_allowed(pipeline: &Pipeline) -> Option<Vec<spec::Allow>> {
    let entry = |entry: &super::Allowed| spec::Allow {
        rule: entry.rule.id.to_owned(),
        at: entry.at.clone(),
        reason: entry.reason.clone(),
    };
    Some(pipeline.allowed.iter().map(entry).collect())
}

fn bucket(bucket: &Bucket) -> spec::Bucket {
    let policy = if bucket.retain { DeletionPolicy::Retain } else { DeletionPolicy::Delete };
    let lifecycle = bucket.lifecycle.iter().map(|rule| spec::LifecycleRule {
        prefix: Some(rule.prefix.clone()),
        transition: rule.transition.map(|transition| spec::Transition {
            storage_class: transition.storage_class,
            after: Days::new(transition.days),
        }),
        expire: rule.expire_days.map(Days::new),
        expire_noncurrent: rule.noncurrent_expire_days.map(Days::new),
    });
    let owned = bucket.import.is_none();
    spec::Bucket {
        lifecycle: owned.then(|| lifecycle.collect()),
        import: bucket.import.clone(),
        deletion_policy: owned.then_some(policy),
        zone: bucket.zone,
    }
}

fn database(database: &Database) -> spec::Database {
    spec::Database {
        description: database.description.clone(),
        location: database.location.as_ref().map(|location| S3Path::new(location.to_string())),
        hive_metastore: None,
    }
}

fn classifier(classifier: &Classifier) -> spec::Classifier {
    let mut written = spec::Classifier::default();
    match classifier.format.clone() {
        ClassifierFormat::Grok { pattern, custom_patterns, classification } => {
            written.grok = Some(pattern);
            written.custom_patterns = custom_patterns;
            written.classification = Some(classification);
        }
        ClassifierFormat::Json { path } => written.json = Some(path),
        ClassifierFormat::Xml { row_tag, classification } => {
            written.xml = Some(spec::XmlClassifier { row_tag });
            written.classification = Some(classification);
        }
        ClassifierFormat::Csv(csv) => written.csv = Some(csv),
    }
    written
}

fn crawler(crawler: &Crawler) -> spec::Crawler {
    spec::Crawler {
        hive_metastore: None,
        description: crawler.description.clone(),
        database: Some(crawler.database.clone()),
        targets: Some(source::targets(&crawler.targets)),
        classifiers: (!crawler.classifiers.is_empty()).then(|| crawler.classifiers.clone()),
        table_prefix: Some(crawler.table_prefix.clone()),
        lake_formation: crawler.lake_formation.clone(),
        lineage: crawler.lineage,
        recrawl_behavior: Some(crawler.recrawl),
        schema_change_policy: Some(SchemaChangePolicy {
            update_behavior: Some(crawler.update_behavior),
            delete_behavior: Some(crawler.delete_behavior),
        }),
        configuration: Some(crawler.configuration),
        trigger: crawler.trigger.as_ref().map(trigger::crawler_trigger),
        expected_duration: crawler.expected_duration,
        role: role(crawler.role.as_ref()),
    }
}

/// The environment by itself: what it changes is in the sections.
fn environment(here: &super::Environment, name: &str) -> std::collections::BTreeMap<String, spec::Environment> {
    let written = spec::Environment {
        account: here.account.clone().and_then(|account| account.try_into().ok()),
        region: here.region.clone().and_then(|region| region.try_into().ok()),
        permissions_boundary: None,
        production: here.production,
        concurrent_executions: here.concurrent_executions,
        set: Some([("name".to_owned(), name.into())].into()),
        overlay: None,
    };
    [(here.key.clone(), written)].into()
}

fn policy(arn: Option<&String>) -> Option<spec::PolicyArn> {
    arn.and_then(|arn| arn.clone().try_into().ok())
}

fn role(arn: Option<&String>) -> Option<spec::RoleArn> {
    arn.and_then(|arn| arn.clone().try_into().ok())
}
