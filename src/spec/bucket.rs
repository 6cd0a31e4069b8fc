//! `buckets:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::words;
use super::{Days, DeletionPolicy, StorageClass};

/// An S3 bucket: private, versioned, encrypted, TLS only. `{}` is a complete declaration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// When objects move to cheaper storage and when they go.
    pub lifecycle: Option<Vec<LifecycleRule>>,
    /// The physical name of a bucket that exists already. It is never created or changed; roles are granted access to it.
    #[schemars(regex(pattern = r"^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$"), extend("examples" = ["acme-store-exports"]))]
    pub import: Option<String>,
    /// Whether the bucket outlives its stack. The default is `defaults.bucket.deletion_policy`, else Retain.
    #[schemars(extend("default" = "Retain"))]
    pub deletion_policy: Option<DeletionPolicy>,
    /// What the bucket is for, where lakegen should keep jobs from using it for something else.
    pub zone: Option<Zone>,
}

words! {
    /// What a bucket is for.
    Zone {
        /// What was delivered, as it was delivered: sources and streams add to it, and no job writes there. Leave it out
        /// where a job fetches what is delivered.
        Raw = "raw",
    }
}

/// One lifecycle rule. It does at least one of: transition, expire, expire_noncurrent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("anyOf" = [
    { "required": ["transition"] },
    { "required": ["expire"] },
    { "required": ["expire_noncurrent"] },
]))]
pub struct LifecycleRule {
    /// The objects it applies to, such as `access/`. Every object of the bucket when left out.
    #[schemars(extend("examples" = ["access/"]))]
    pub prefix: Option<String>,
    /// Moves objects to another storage class.
    pub transition: Option<Transition>,
    /// Deletes objects at this age, in whole days: `400d`. Old versions stay until `expire_noncurrent`.
    pub expire: Option<Days>,
    /// Deletes old versions for good, this many days after they were replaced or deleted: `30d`.
    pub expire_noncurrent: Option<Days>,
}

/// A move to another storage class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// The class that objects move to.
    pub storage_class: StorageClass,
    /// At which age, in whole days: `30d`. The infrequent-access classes take objects from day 30 on.
    pub after: Days,
}
