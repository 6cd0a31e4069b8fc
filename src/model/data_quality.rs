//! Gates: what data has to be like before a job writes it.

use serde_json::Number;

use super::{Job, S3Location};
use crate::diag::Pointer;
use crate::dqdl::{Analyzer, Check, Rule, ruleset};

/// Rules that the rows of a table have to pass, and what becomes of those that do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it is for.
    pub description: Option<String>,
    /// The database of the table.
    pub database: String,
    /// The table whose rows it checks.
    pub table: String,
    /// The rules, those that follow from a schema first; at least one.
    pub rules: Vec<Rule>,
    /// What is gathered without being checked.
    pub analyzers: Vec<Analyzer>,
    /// The share of rules that have to hold: 0 to 1.
    pub minimum_score: Number,
    /// Where rows go that fail.
    pub quarantine: Option<S3Location>,
    /// Whether a run fails when the score is too low.
    pub fail_job: bool,
    /// Where outcomes go.
    pub results: Option<S3Location>,
}

impl Gate {
    /// The table whose rows it checks, as `database.table`; a key of [`super::Pipeline::tables`] if it is declared.
    pub fn table_key(&self) -> String {
        format!("{}.{}", self.database, self.table)
    }

    /// Whether its data can fail it: every score reaches a least score of 0.
    pub fn can_fail(&self) -> bool {
        self.minimum_score != Number::from(0)
    }

    /// The DQDL document that Glue takes.
    pub fn ruleset(&self) -> String {
        ruleset(&self.rules, &self.analyzers)
    }

    /// Every check of its rules.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.rules.iter().flat_map(Rule::checks)
    }

    /// The prefixes that an evaluation writes below, each in a folder of its own, with the places that say so.
    pub fn outputs(&self) -> impl Iterator<Item = (Pointer, &S3Location)> {
        let quarantine = self.quarantine.iter().map(|at| (self.origin.key("on_failure").key("quarantine"), at));
        quarantine.chain(self.results.iter().map(|at| (self.origin.key("results"), at)))
    }
}

impl Job {
    /// Every prefix in S3 below which it writes, its gates included, with the place that says so.
    pub fn written(&self) -> impl Iterator<Item = (Pointer, &S3Location)> {
        let own = self.outputs().map(|(n, location)| (self.origin.key("writes").index(n), location));
        own.chain(self.gates.iter().flat_map(Gate::outputs))
    }
}
