//! Who is told about what.

use std::collections::{BTreeMap, BTreeSet};

pub use crate::spec::AlarmKind;

/// Who is told about what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alarms {
    /// E-mail addresses.
    pub notify: Vec<String>,
    /// The conditions.
    pub when: BTreeSet<AlarmKind>,
    /// The most hours without a success, by keys of [`super::Pipeline::crawlers`].
    pub fresh_crawlers: BTreeMap<String, u32>,
    /// The most hours without a success, by keys of [`super::Pipeline::jobs`].
    pub fresh_jobs: BTreeMap<String, u32>,
    /// Whether there is a dashboard.
    pub dashboard: bool,
}

impl Alarms {
    /// Whether anything is told to anyone.
    pub fn is_empty(&self) -> bool {
        self.when.is_empty() && self.fresh_crawlers.is_empty() && self.fresh_jobs.is_empty()
    }
}
