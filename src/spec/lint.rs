//! `lint:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which warnings are known and accepted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lint {
    /// Warnings that are not reported, each with the reason.
    pub allow: Option<Vec<Allow>>,
}

/// One warning that is accepted at one place. An entry that no warning answers to is reported itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allow {
    /// The code of the warning. Errors cannot be accepted.
    #[schemars(regex(pattern = r"^LG-W[0-9]{3}$"), extend("examples" = ["LG-W081"]))]
    pub rule: String,
    /// What it is accepted of: a path in this file, and all below it, such as `crawlers.raw_orders`.
    #[schemars(extend("examples" = ["crawlers.raw_orders", "jobs.clean_orders.trigger"]))]
    pub at: String,
    /// Why it is right here, for whoever reads the file next: at least ten characters.
    #[schemars(length(min = 10))]
    pub reason: String,
}
