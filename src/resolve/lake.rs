//! What has been made so far, by the spec's keys: what later sections refer to.

use std::collections::BTreeMap;

use crate::expr::{Arn, Handle, NodeId, Text};
use crate::model::{self, KmsKey, Pipeline};
use crate::resource::{
    Alarm, Bucket, Classifier, Connection, Crawler, Database, DeliveryStream, Job, Key, KinesisStream, Queue, Tags,
};

use super::names::Names;
use super::warehouse::Made as Warehouse;

/// The lake under construction.
pub(super) struct Lake<'p> {
    pub(super) pipeline: &'p Pipeline,
    pub(super) names: Names<'p>,
    /// The key that lakegen creates.
    pub(super) key: Option<Handle<Key>>,
    /// The security configuration's node, which others name literally and therefore have to wait for.
    pub(super) security_configuration: Option<NodeId>,
    /// The encryption of the Data Catalog: what is made before it is not encrypted.
    pub(super) catalog_encryption: Option<NodeId>,
    /// The account's settings of Lake Formation, if the spec says them.
    pub(super) data_lake_settings: Option<NodeId>,
    /// Buckets that lakegen creates, by key.
    pub(super) buckets: BTreeMap<String, Handle<Bucket>>,
    /// Kinesis streams by key.
    pub(super) streams: BTreeMap<String, Handle<KinesisStream>>,
    /// Firehose streams by key.
    pub(super) delivery_streams: BTreeMap<String, Handle<DeliveryStream>>,
    pub(super) databases: BTreeMap<String, Handle<Database>>,
    /// Declared tables by key.
    pub(super) tables: BTreeMap<String, NodeId>,
    /// Connections that lakegen creates, by key.
    pub(super) connections: BTreeMap<String, Handle<Connection>>,
    pub(super) classifiers: BTreeMap<String, Handle<Classifier>>,
    pub(super) crawlers: BTreeMap<String, Handle<Crawler>>,
    pub(super) jobs: BTreeMap<String, Handle<Job>>,
    /// Warehouses by key.
    pub(super) warehouses: BTreeMap<String, Warehouse>,
    /// Queues of event-mode crawlers, by crawler.
    pub(super) event_queues: BTreeMap<String, EventQueue>,
    /// The roles that read and write data, by what they belong to.
    pub(super) roles: BTreeMap<(Actor, String), Arn>,
    /// Every alarm, in the order in which they were made.
    pub(super) alarms: Vec<Handle<Alarm>>,
    /// Every dead-letter queue, with the key that names its alarm.
    pub(super) dead_letters: Vec<(String, Handle<Queue>)>,
}

/// What a role that reads and writes data belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Actor {
    Crawler,
    Job,
    Warehouse,
    EmrServerless,
}

/// The queues that an event-mode crawler reads.
#[derive(Clone, Copy)]
pub(super) struct EventQueue {
    pub(super) queue: Handle<Queue>,
    pub(super) dead_letters: Handle<Queue>,
    /// The policy that lets S3 send; a bucket that notifies has to wait for it.
    pub(super) policy: NodeId,
}

impl<'p> Lake<'p> {
    pub(super) fn new(pipeline: &'p Pipeline) -> Self {
        Self {
            pipeline,
            names: Names::new(&pipeline.name),
            key: None,
            security_configuration: None,
            catalog_encryption: None,
            data_lake_settings: None,
            buckets: BTreeMap::new(),
            streams: BTreeMap::new(),
            delivery_streams: BTreeMap::new(),
            databases: BTreeMap::new(),
            tables: BTreeMap::new(),
            connections: BTreeMap::new(),
            classifiers: BTreeMap::new(),
            crawlers: BTreeMap::new(),
            jobs: BTreeMap::new(),
            warehouses: BTreeMap::new(),
            event_queues: BTreeMap::new(),
            roles: BTreeMap::new(),
            alarms: Vec::new(),
            dead_letters: Vec::new(),
        }
    }

    /// The ARN of the customer managed key, if there is one.
    pub(super) fn key_arn(&self) -> Option<Arn> {
        match (&self.pipeline.kms_key, self.key) {
            (KmsKey::Imported(arn), _) => Some(Arn::of(arn)),
            (_, key) => key.map(|key| key.arn()),
        }
    }

    /// The name of the security configuration, if there is one.
    pub(super) fn security_configuration_name(&self) -> Option<String> {
        self.security_configuration.map(|_| self.names.lake("security"))
    }

    /// The tags of everything that takes tags: the spec's, and the lake's name and environment to find it all by.
    ///
    /// Keys that differ only in case are one key for IAM.
    pub(super) fn tags(&self) -> Tags {
        const MOST: usize = 50;
        let mut tags = self.pipeline.tags.clone();
        let environment = self.pipeline.environment.as_ref().map(|here| ("environment", &here.key));
        for (key, value) in [Some(("lake", &self.pipeline.name)), environment].into_iter().flatten() {
            if tags.len() < MOST && !tags.keys().any(|known| known.eq_ignore_ascii_case(key)) {
                tags.insert(key.to_owned(), value.clone());
            }
        }
        Tags(tags.into_iter().collect())
    }

    /// Whether any data outlives the stack; then so does what is needed to read it.
    pub(super) fn keeps_data(&self) -> bool {
        let keeps = |bucket: &model::Bucket| bucket.retain && bucket.import.is_none();
        self.pipeline.buckets.values().any(keeps) || self.pipeline.warehouses.values().any(|warehouse| warehouse.retain)
    }

    /// The name of the database that the spec calls `key`.
    pub(super) fn database_name(&self, key: &str) -> Text {
        self.databases.get(key).map_or_else(|| key.into(), |database| database.name())
    }

    pub(super) fn crawler_name(&self, key: &str) -> Text {
        self.crawlers.get(key).map_or_else(|| self.names.of(key).into(), |crawler| crawler.name())
    }

    pub(super) fn job_name(&self, key: &str) -> Text {
        self.jobs.get(key).map_or_else(|| self.names.of(key).into(), |job| job.name())
    }
}
