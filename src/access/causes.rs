//! Why each statement is there, by its name.

use crate::diag::Pointer;

/// What is behind a statement.
#[derive(Debug, PartialEq, Eq)]
pub struct Cause {
    /// The statement's name.
    sid: &'static str,
    /// The keys of the spec that ask for it: of the member that the policy belongs to or, with a slash, of the whole spec.
    keys: &'static [&'static str],
    /// Why, in one sentence.
    pub why: &'static str,
}

impl Cause {
    /// Where a spec asks for it, for the member at `origin`; not every place need be written.
    pub fn places(&self, origin: &Pointer) -> impl Iterator<Item = Pointer> {
        let place = move |path: &&str| {
            let (from, path) = match path.strip_prefix('/') {
                Some(path) => (Pointer::root(), path),
                None => (origin.clone(), *path),
            };
            path.split('.').fold(from, |at, key| at.key(key))
        };
        self.keys.iter().map(place)
    }

    /// Whether anybody has said why: every statement of lakegen's has a cause.
    pub fn is_known(&self) -> bool {
        !self.sid.is_empty()
    }
}

const fn cause(sid: &'static str, keys: &'static [&'static str], why: &'static str) -> Cause {
    Cause { sid, keys, why }
}

/// The cause of the statement called `sid`.
pub(super) fn of(sid: &str) -> &'static Cause {
    CAUSES.iter().find(|cause| cause.sid == sid).unwrap_or(&UNKNOWN)
}

static UNKNOWN: Cause = cause("", &[], "");

const KEY: &str = "/encryption.kms_key";

static CAUSES: &[Cause] = &[
    // Who may act as a role.
    cause("AssumedByEmrServerless", &[], "EMR Serverless runs with this role, for this application and account."),
    cause("AssumedByEventBridge", &["/alarms"], "EventBridge publishes with this role, for the rules of this lake."),
    cause("AssumedByFirehose", &[], "Firehose delivers with this role, for this account."),
    cause("AssumedByGlue", &[], "Glue runs the crawler or job with this role, for this account."),
    cause("AssumedByLambda", &["trigger"], "Lambda runs the function with this role, for this account."),
    cause("AssumedByLakeFormation", &[], "Lake Formation hands out access with this role, for this account."),
    cause("AssumedByRedshift", &[], "Redshift reads data and catalog with this role, for this account."),
    cause("AssumedByStepFunctions", &["trigger"], "Step Functions runs this state machine with this role."),
    // The key.
    cause(
        "KeyAdministrationThroughIam",
        &[KEY],
        "The account's administrators manage the key; without this nobody could.",
    ),
    cause("KeyUseThroughIam", &[KEY], "Roles use the key as far as their own policies allow it."),
    cause("CloudWatchLogs", &[KEY], "CloudWatch Logs encrypts the log groups of this lake."),
    cause("EventBridgeToDeadLetters", &[KEY], "EventBridge puts what it cannot deliver into an encrypted queue."),
    cause("AlarmsToTopic", &[KEY, "/alarms"], "Alarms are published to an encrypted topic."),
    cause("LogDelivery", &[KEY, "trigger"], "Logs of state machines are delivered encrypted."),
    cause("EmrServerlessLogs", &[KEY, "/emr_serverless"], "EMR Serverless encrypts the logs of runs."),
    cause("S3NotificationsToQueue", &[KEY], "S3 announces new objects through an encrypted queue."),
    // Buckets, queues and topics.
    cause("DenyInsecureTransport", &[], "Nobody reaches it without TLS."),
    cause("S3ServerAccessLogs", &["/buckets"], "S3 delivers the access logs of this lake's buckets here."),
    cause("UndeliverableEvents", &["trigger", "/alarms"], "EventBridge puts here what it cannot deliver."),
    cause("Events", &["trigger"], "EventBridge puts the awaited events here, from these rules only."),
    cause("S3Notifications", &["targets", "recrawl_behavior"], "S3 announces new objects of the crawled prefix here."),
    cause("CloudWatchAlarms", &["/alarms"], "Alarms of this account are published here."),
    cause("Publish", &["/alarms"], "What fails is told to whoever has subscribed."),
    cause("UseKey", &["/alarms", KEY], "The topic is encrypted."),
    // Data.
    cause(
        "ReadScript",
        &["script", "extra_py_files", "extra_jars", "extra_files"],
        "A run loads its script and files.",
    ),
    cause("ReadInput", &["reads"], "The job reads what `reads` names."),
    cause("ReadScriptsAndInput", &["reads"], "Runs read their scripts and what `reads` names."),
    cause("ReadObjects", &["targets"], "The crawler reads what it is to catalog."),
    cause(
        "ReadData",
        &["external_schemas", "redshift_serverless.external_schemas", "workgroup"],
        "The data behind tables.",
    ),
    cause("ReadStaged", &["/jobs"], "The warehouse loads what jobs have staged for it."),
    cause("WriteOutput", &["writes"], "Runs write below what `writes` names."),
    cause(
        "WriteOutputAndTemporary",
        &["writes"],
        "The job writes below what `writes` names, and to its temporary prefix.",
    ),
    cause(
        "WriteObjects",
        &["firehose.to", "firehose.error_output_prefix"],
        "The stream delivers below these prefixes.",
    ),
    cause("WriteManifests", &["targets"], "The crawler keeps lists of a Delta table's files beside it."),
    cause("KeepResults", &["workgroup.results"], "Readers get the results of their queries."),
    cause("FindBucket", &["firehose.to"], "Firehose looks the bucket up before it delivers."),
    cause(
        "ListBuckets",
        &["reads", "writes", "targets"],
        "Names of objects are listed in these buckets; Glue asks without a prefix first.",
    ),
    cause("ScanTables", &["reads", "targets.dynamodb"], "Rows of these DynamoDB tables are read where they are."),
    cause("ReadStreams", &["reads"], "The job follows these streams."),
    cause("ReadSource", &["firehose.source"], "The stream takes its records from another."),
    // The Data Catalog.
    cause("ReadCatalog", &["reads", "writes", "database", "targets"], "Databases and tables are looked up."),
    cause("WriteCatalog", &["writes", "database"], "Tables and partitions are kept up to date."),
    cause("DeleteFromCatalog", &["schema_change_policy"], "Tables of what has gone are removed."),
    cause("CommitIceberg", &["writes"], "A commit puts the place of the new metadata into the table."),
    cause("ListCatalog", &["reads"], "Spark and Hive list the databases before they open one."),
    cause(
        "LakeFormationDataAccess",
        &["lake_formation", "/lake_formation.registered_locations"],
        "Lake Formation hands out the credentials; the action knows no resource.",
    ),
    cause(
        "HandOutAccess",
        &["/lake_formation.registered_locations"],
        "What Lake Formation hands out, it has itself: to whom, its grants say.",
    ),
    // Encryption in use.
    cause("DecryptData", &[KEY], "What is read is encrypted."),
    cause("UseKeyForData", &[KEY], "What is read and written is encrypted."),
    cause("UseKeyForCatalog", &["/encryption.catalog_encryption_mode"], "The Data Catalog is encrypted."),
    cause("UseKeyForBookmarks", &["job_bookmark", KEY], "Bookmarks are encrypted by the job itself."),
    cause("UseKeyForDeadLetters", &[KEY], "The queue for failed events is encrypted."),
    cause("UseKeyForLogs", &[KEY], "Logs of runs are encrypted."),
    cause("DecryptEnvironment", &[KEY], "The function's environment is encrypted."),
    cause("DecryptQueue", &[KEY], "The queue is encrypted."),
    cause("DecryptSource", &[KEY, "firehose.source"], "The source stream is encrypted."),
    cause("DecryptStreams", &[KEY, "reads"], "The streams are encrypted."),
    cause("DecryptSecret", &[KEY], "The administrator's password is encrypted."),
    cause("EncryptManifests", &[KEY, "targets"], "What the crawler keeps beside a Delta table is encrypted."),
    cause("EncryptExecutions", &[KEY, "trigger"], "The history of executions is encrypted."),
    cause("EncryptLogDelivery", &[KEY, "trigger"], "The execution's log is delivered encrypted."),
    // Events and starts.
    cause("SendToDeadLetters", &["trigger"], "An event that the function fails on is kept."),
    cause("EventQueue", &["recrawl_behavior"], "The crawler reads which objects are new from its queue."),
    cause("Poll", &["trigger"], "The function takes the awaited events from its queue."),
    cause("StartAndLookUpCrawls", &["trigger"], "The function starts this crawler, unless it is running."),
    cause("StartAndLookUpRuns", &["trigger"], "The function starts this job, once for each event."),
    cause("ReadCrawlHistory", &["trigger"], "Crawls whose event was lost are looked for."),
    cause("LookUpUpstreamRuns", &["trigger"], "Upstream runs whose event was lost are looked for."),
    cause("LookUpEvaluations", &["trigger"], "Evaluations of the gate whose event was lost are looked for."),
    cause("StartExecution", &["trigger"], "EventBridge starts this state machine."),
    cause("StartByName", &["trigger"], "The state machine starts itself by the name of what has happened, once."),
    cause("RunJob", &["trigger"], "The state machine starts this job and waits for its end."),
    cause("RunInWarehouse", &["writes"], "The job loads rows by statements in this warehouse."),
    cause(
        "FollowOwnStatements",
        &["writes"],
        "The job waits for its statements; the action knows no resource, only whose statement it is.",
    ),
    cause("QueryInWorkGroup", &["workgroup"], "Readers query in this work group."),
    // Connections and secrets.
    cause("UseConnections", &["connections", "targets"], "Databases are reached through these connections."),
    cause("ReadSecrets", &["connections", "targets"], "The connections' passwords are in these secrets."),
    cause("FindSecret", &["writes"], "The job looks up which secret the warehouse has."),
    cause("ReadSecret", &["writes"], "The job logs in to the warehouse."),
    cause("DescribeNetwork", &["connections", "targets"], "Glue looks the network up; these actions know no resource."),
    cause(
        "CreateInterfaces",
        &["connections", "targets"],
        "Glue puts network interfaces into the connection's subnet.",
    ),
    cause(
        "DeleteOwnInterfaces",
        &["connections", "targets"],
        "Glue removes the interfaces that it has put there, no others.",
    ),
    cause("TagInterfaces", &["connections", "targets"], "Glue marks the interfaces as its own."),
    // Logs, metrics, quality.
    cause("WriteLogs", &[], "What it does is logged, to groups of its own."),
    cause("FindLogGroup", &[], "The log groups are looked up; the action knows no narrower resource."),
    cause("DeliverLogs", &["trigger"], "The execution is logged; these actions know no resource."),
    cause("Trace", &["trigger"], "X-Ray follows the event; these actions know no resource."),
    cause(
        "ReadSecurityConfiguration",
        &["security_configuration"],
        "Glue reads how to encrypt; the action knows no resource.",
    ),
    cause(
        "PublishMetrics",
        &[],
        "Spark jobs publish metrics; the action knows no resource, so the namespace is its limit.",
    ),
    cause("ReadRulesets", &["data_quality"], "The job reads the rules of its gates."),
    cause("PublishDataQuality", &["data_quality"], "The results of gates are kept."),
    cause(
        "PublishQualityMetrics",
        &["data_quality"],
        "The results of gates are published as metrics; the namespace is the limit.",
    ),
];
