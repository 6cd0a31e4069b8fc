//! `databases:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Refused, S3Path};

/// A Glue Data Catalog database.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// What it holds, in a sentence. At most 2,048 characters.
    #[schemars(length(max = 2048))]
    pub description: Option<String>,
    /// The prefix where its tables lie, unless they say another `location`. Engines that make tables take it as default.
    pub location: Option<S3Path>,
    /// Recognised only to say why not.
    #[serde(skip_serializing)]
    #[schemars(skip)]
    pub hive_metastore: Option<Refused>,
}
