//! `athena:`

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::words;
use super::{Days, S3Path, Size};

/// Athena: SQL on the lake's tables, in a work group of its own that encrypts results and bounds what a query costs.
///
/// With it comes a policy that lets whoever it is attached to query the lake, and nothing else: its ARN is an output.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Athena {
    /// The work group in which queries run. Its name is the lake's.
    pub workgroup: Option<AthenaWorkgroup>,
    /// Saved queries by key. Named `<name>-<key>`.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z][a-z0-9_]*$" }))]
    pub queries: Option<BTreeMap<String, NamedQuery>>,
}

/// An Athena work group. What it says holds for every query: clients cannot choose otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AthenaWorkgroup {
    /// What it is for, in a sentence.
    #[schemars(length(max = 1024))]
    pub description: Option<String>,
    /// A query that has scanned so much is cancelled. At least `10MB`; left out, there is no limit.
    pub bytes_scanned_cutoff_per_query: Option<Size>,
    /// Where results go: a prefix that holds nothing else. Left out, it is a prefix of the bucket `artifacts`.
    #[schemars(extend("examples" = ["curated/athena-results/"]))]
    pub results: Option<S3Path>,
    /// After how long results go, in a bucket that this spec creates.
    #[schemars(extend("default" = "30d"))]
    pub results_expire: Option<Days>,
    /// The version of Athena's engine.
    #[schemars(extend("default" = "Athena engine version 3"))]
    pub engine_version: Option<AthenaEngineVersion>,
}

/// A query that is saved for people to run. Either `sql` or `file`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["sql"] }, { "required": ["file"] }]))]
pub struct NamedQuery {
    /// What it answers, in a sentence.
    #[schemars(length(min = 1, max = 1024))]
    pub description: Option<String>,
    /// The database that tables without one belong to: a key of `databases`.
    pub database: String,
    /// The statement.
    #[schemars(length(min = 1, max = 262_144), extend("examples" = ["SELECT status, count(*) FROM requests GROUP BY status"]))]
    pub sql: Option<String>,
    /// A file with the statement, relative to the folder of the spec.
    #[schemars(extend("pattern" = r"^[^/:\\].*\.sql$"), extend("examples" = ["queries/daily_orders.sql"]))]
    pub file: Option<String>,
}

words! {
    /// The version of Athena's engine.
    AthenaEngineVersion {
        /// The one that Athena chooses. Athena changes it by itself.
        Auto = "AUTO",
        /// Trino. The default.
        V3 = "Athena engine version 3",
    }
}
