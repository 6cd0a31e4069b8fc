//! `data_quality:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use super::S3Path;

/// A gate: rules that the rows of a table have to pass, and what becomes of those that do not.
///
/// A job names it under `data_quality` and its script calls it before it writes:
/// `from lakegen_quality import gate` and `good = gate(frame, "claims_gate")`. It is also a Glue data quality ruleset.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("anyOf" = [{ "required": ["rules"] }, { "required": ["from_schema"] }]))]
pub struct DataQuality {
    /// What it is for, in a sentence.
    #[schemars(length(max = 2048))]
    pub description: Option<String>,
    /// The table whose rows it checks, as `database.table`. A crawler may make it, so it need not be declared;
    /// the rules of a table of `tables` stand beside it in the Data Catalog.
    #[schemars(extend("examples" = ["claims.claims"]))]
    pub table: String,
    /// Rules in DQDL, the Data Quality Definition Language of Glue, one a line.
    #[schemars(
        length(min = 1),
        extend("examples" = [["RowCount > 0", "IsComplete \"claim_id\"", "ColumnValues \"status\" in [\"open\",\"paid\"]"]])
    )]
    pub rules: Option<Vec<String>>,
    /// Statistics in DQDL to gather without checking them, one a line: `Completeness "claim_id"`.
    #[schemars(length(min = 1), extend("examples" = [["Completeness \"claim_id\"", "Mean \"amount\""]]))]
    pub analyzers: Option<Vec<String>>,
    /// A schema of `schemas`, whose columns make further rules: `required`, `unique`, `values`, `pattern`, `min`, `max`.
    pub from_schema: Option<String>,
    /// The share of rules that have to hold: 0 to 1.
    #[schemars(range(min = 0, max = 1), extend("default" = 1))]
    pub minimum_score: Option<Number>,
    /// What becomes of rows that fail, and of the run.
    pub on_failure: Option<OnFailure>,
    /// Where the outcome of each rule goes, as JSON, in a folder for each run.
    pub results: Option<S3Path>,
}

/// What becomes of rows that fail, and of the run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnFailure {
    /// Where rows go that fail a rule about rows, as Parquet with the rules they fail, in a folder for each run.
    ///
    /// The gate hands on the other rows. Without it all rows are handed on.
    pub quarantine: Option<S3Path>,
    /// Whether the run fails, before it writes, when the score is below `minimum_score`.
    #[schemars(extend("default" = true))]
    pub fail_job: Option<bool>,
}
