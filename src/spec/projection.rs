//! `tables.<key>.partition_projection:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{IntervalUnit, ProjectionType};

/// What the values of a partition key can be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartitionProjection {
    /// The kind of values.
    #[serde(rename = "type")]
    pub kind: ProjectionType,
    /// `enum`: the values.
    #[schemars(length(min = 1), extend("examples" = [["eu", "us"]]))]
    pub values: Option<Vec<String>>,
    /// `integer` and `date`: the first and the last value. Dates are written in `format`, or relative to `NOW`.
    #[schemars(length(min = 2, max = 2), extend("examples" = [[0, 23], ["NOW-400DAYS", "NOW"], ["2024-01-01", "NOW"]]))]
    pub range: Option<Vec<RangeBound>>,
    /// `date`: how the folders are named, in Java's letters.
    #[schemars(length(min = 1), extend("examples" = ["yyyy-MM-dd", "yyyy/MM/dd/HH"]))]
    pub format: Option<String>,
    /// `integer` and `date`: the step from one value to the next. Needed for dates that are not days or months.
    #[schemars(range(min = 1), extend("default" = 1))]
    pub interval: Option<u32>,
    /// `date`: what `interval` counts.
    pub interval_unit: Option<IntervalUnit>,
    /// `integer`: how many digits a value has, with leading zeros: 2 for `07`.
    #[schemars(range(min = 1, max = 19))]
    pub digits: Option<u32>,
}

/// An end of a range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("type" = ["string", "integer"]))]
pub struct RangeBound(String);

impl RangeBound {
    /// Takes the text as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
