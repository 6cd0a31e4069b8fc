//! `alarms:`

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AlarmKind, Duration, Email};

/// Who is told when something fails. Alarms are for people: what starts a job is its `trigger`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alarms {
    /// E-mail addresses. Each receives a mail from AWS first and must confirm it.
    pub notify: Option<Vec<Email>>,
    /// What they are told about. Everything when left out.
    #[schemars(
        with = "Option<Vec<AlarmKind>>",
        extend("default" = [
            "crawler_failed", "job_failed", "job_timeout", "data_quality_failed", "dead_letter_not_empty", "stream_behind",
            "delivery_failed"
        ])
    )]
    pub when: Option<BTreeSet<AlarmKind>>,
    /// They are told as well when something has not succeeded for too long, for whatever reason: because it failed, was
    /// never started, or what it waits for did not come.
    pub freshness: Option<Freshness>,
    /// Whether a CloudWatch dashboard shows alarms, events, jobs, functions, queues and streams. An account has three
    /// dashboards for free; each further one costs 3 USD a month.
    #[schemars(extend("default" = false))]
    pub dashboard: Option<bool>,
}

/// The longest time without a success, by key: whole hours, `1h` to `7d`.
///
/// Counted are the success events, hour by hour, so the alarm can be an hour or a few late. Before the first success after
/// a deployment it is on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Freshness {
    /// By keys of `crawlers`.
    #[schemars(extend("examples" = [{ "raw_orders": "2h" }]))]
    pub crawlers: Option<BTreeMap<String, Duration>>,
    /// By keys of `jobs`.
    #[schemars(extend("examples" = [{ "clean_orders": "26h" }]))]
    pub jobs: Option<BTreeMap<String, Duration>>,
}
