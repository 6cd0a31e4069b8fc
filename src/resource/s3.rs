//! Amazon S3: buckets and their policies. Terraform keeps most of a bucket's settings in resources of their own.

use crate::expr::CfnAttribute::{GetAtt, Ref};
use crate::expr::Terraform::{Block, Flatten, Hook, Json, Listed, Rename, Same, Satellite as InSatellite, Wrap};
use crate::expr::{Arn, Document, Expr, Flag, Number, Record, Satellite, SatelliteBody, Text};

use super::Tags;

const fn of_bucket(resource: &'static str, body: SatelliteBody) -> Satellite {
    Satellite { resource, link: "bucket", owner: "id", body, barrier: false }
}

static OWNERSHIP: Satellite = of_bucket("aws_s3_bucket_ownership_controls", SatelliteBody::Fields);
static PUBLIC_ACCESS: Satellite = of_bucket("aws_s3_bucket_public_access_block", SatelliteBody::Fields);
static ENCRYPTION: Satellite = of_bucket("aws_s3_bucket_server_side_encryption_configuration", SatelliteBody::Fields);
static VERSIONING: Satellite = of_bucket("aws_s3_bucket_versioning", SatelliteBody::Block("versioning_configuration"));
static LIFECYCLE: Satellite = of_bucket("aws_s3_bucket_lifecycle_configuration", SatelliteBody::Fields);
static LOGGING: Satellite = of_bucket("aws_s3_bucket_logging", SatelliteBody::Fields);
static NOTIFICATION: Satellite = of_bucket("aws_s3_bucket_notification", SatelliteBody::Fields);

resources! {
    /// An S3 bucket.
    Bucket = "AWS::S3::Bucket" / "aws_s3_bucket" as "bucket" {
        bucket_name: Text = "BucketName" => Rename("bucket"),
        ownership_controls: OwnershipControls = "OwnershipControls" => InSatellite(&OWNERSHIP),
        public_access_block_configuration: PublicAccessBlock = "PublicAccessBlockConfiguration" => InSatellite(&PUBLIC_ACCESS),
        bucket_encryption: BucketEncryption = "BucketEncryption" => InSatellite(&ENCRYPTION),
        versioning_configuration: Versioning = "VersioningConfiguration" => InSatellite(&VERSIONING),
        lifecycle_configuration: Lifecycle = "LifecycleConfiguration" => InSatellite(&LIFECYCLE),
        logging_configuration: Logging = "LoggingConfiguration" => InSatellite(&LOGGING),
        notification_configuration: Notification = "NotificationConfiguration" => InSatellite(&NOTIFICATION),
        tags: Tags = "Tags",
    } => {
        /// The bucket's name.
        name: Text = Ref, "id";
        /// `arn:aws:s3:::name`.
        arn: Arn = GetAtt("Arn"), "arn";
    }

    /// A bucket's resource policy.
    BucketPolicy = "AWS::S3::BucketPolicy" / "aws_s3_bucket_policy" as "bucket_policy" {
        bucket: Text = "Bucket",
        policy_document: Document = "PolicyDocument" => Json("policy"),
    }
}

records! {
    /// Who owns what others write; `BucketOwnerEnforced` disables ACLs.
    OwnershipControls {
        rules: Vec<OwnershipRule> = "Rules" => Block("rule"),
    }

    /// One ownership rule.
    OwnershipRule {
        object_ownership: Text = "ObjectOwnership",
    }

    /// The four switches that keep a bucket private.
    PublicAccessBlock {
        block_public_acls: Flag = "BlockPublicAcls",
        block_public_policy: Flag = "BlockPublicPolicy",
        ignore_public_acls: Flag = "IgnorePublicAcls",
        restrict_public_buckets: Flag = "RestrictPublicBuckets",
    }

    /// Default encryption.
    BucketEncryption {
        server_side_encryption_configuration: Vec<EncryptionRule> = "ServerSideEncryptionConfiguration" => Block("rule"),
    }

    /// One encryption rule.
    EncryptionRule {
        bucket_key_enabled: Flag = "BucketKeyEnabled",
        server_side_encryption_by_default: EncryptionByDefault = "ServerSideEncryptionByDefault"
            => Block("apply_server_side_encryption_by_default"),
    }

    /// The algorithm, and for KMS the key.
    EncryptionByDefault {
        sse_algorithm: Text = "SSEAlgorithm",
        kms_master_key_id: Arn = "KMSMasterKeyID",
    }

    /// `Enabled` or `Suspended`.
    Versioning {
        status: Text = "Status",
    }

    /// When objects move and when they go.
    Lifecycle {
        rules: Vec<LifecycleRule> = "Rules" => Block("rule"),
    }

    /// One lifecycle rule.
    LifecycleRule {
        id: Text = "Id",
        status: Text = "Status",
        prefix: Text = "Prefix" => Wrap("filter", "prefix"),
        transitions: Vec<Transition> = "Transitions" => Block("transition"),
        expiration_in_days: Number = "ExpirationInDays" => Wrap("expiration", "days"),
        noncurrent_version_expiration: NoncurrentExpiration = "NoncurrentVersionExpiration"
            => Block("noncurrent_version_expiration"),
        abort_incomplete_multipart_upload: AbortUpload = "AbortIncompleteMultipartUpload"
            => Block("abort_incomplete_multipart_upload"),
    }

    /// A move to another storage class.
    Transition {
        transition_in_days: Number = "TransitionInDays" => Rename("days"),
        storage_class: Text = "StorageClass",
    }

    /// How long a version lives once it is no longer current.
    NoncurrentExpiration {
        noncurrent_days: Number = "NoncurrentDays",
    }

    /// When the parts of an unfinished upload go.
    AbortUpload {
        days_after_initiation: Number = "DaysAfterInitiation",
    }

    /// Where access logs go.
    Logging {
        destination_bucket_name: Text = "DestinationBucketName" => Rename("target_bucket"),
        log_file_prefix: Text = "LogFilePrefix" => Rename("target_prefix"),
    }

    /// Whom S3 tells about new objects.
    Notification {
        event_bridge_configuration: EventBridgeNotification = "EventBridgeConfiguration" => Flatten,
        queue_configurations: Vec<QueueNotification> = "QueueConfigurations" => Block("queue"),
    }

    /// Every event goes to the default event bus.
    EventBridgeNotification {
        event_bridge_enabled: Flag = "EventBridgeEnabled" => Rename("eventbridge"),
    }

    /// Events of one kind under one prefix go to a queue.
    QueueNotification {
        event: Text = "Event" => Listed("events"),
        queue: Arn = "Queue" => Rename("queue_arn"),
        filter: NotificationFilter = "Filter" => Hook(filter_arguments, "Terraform has an argument for each rule's name"),
    }

    /// Which keys.
    NotificationFilter {
        s3_key: S3KeyFilter = "S3Key" => Same,
    }

    /// By the rules for the key.
    S3KeyFilter {
        rules: Vec<FilterRule> = "Rules" => Same,
    }

    /// `prefix` or `suffix`.
    FilterRule {
        name: Text = "Name",
        value: Text = "Value",
    }
}

/// `{S3Key: {Rules: [{Name: prefix, Value: x}]}}` as `filter_prefix = x`.
fn filter_arguments(filter: &Expr) -> Vec<(&'static str, Expr)> {
    let mut arguments = Vec::new();
    filter.walk(&mut |expr| {
        let Expr::Record(Record(fields)) = expr else { return };
        let field =
            |wanted| fields.iter().find(|(property, _)| property.cloudformation == wanted).map(|(_, value)| value);
        if let (Some(Expr::Str(name)), Some(value)) = (field("Name"), field("Value")) {
            arguments.push((if name == "suffix" { "filter_suffix" } else { "filter_prefix" }, value.clone()));
        }
    });
    arguments
}
