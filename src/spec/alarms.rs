//! `alarms:`

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AlarmKind, Email};

/// Who is told when something fails. Alarms are for people: what starts a job is its `trigger`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alarms {
    /// E-mail addresses. Each receives a mail from AWS first and must confirm it.
    pub notify: Option<Vec<Email>>,
    /// What they are told about. Everything when left out.
    #[schemars(
        with = "Option<Vec<AlarmKind>>",
        extend("default" = ["crawler_failed", "job_failed", "job_timeout", "dead_letter_not_empty"])
    )]
    pub when: Option<BTreeSet<AlarmKind>>,
}
