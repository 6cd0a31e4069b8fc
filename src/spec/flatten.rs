//! `jobs.<key>.flatten:`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FlattenArrays;

/// How `builtin:flatten` makes flat tables of nested data.
///
/// Structs become columns (`customer.id` becomes `customer_id`). Every table is a folder of Parquet files below `writes`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Flatten {
    /// What stands between the parts of a column's or a table's name.
    pub separator: Option<Separator>,
    /// What becomes of arrays and maps.
    #[schemars(extend("default" = "child_table"))]
    pub arrays: Option<FlattenArrays>,
    /// How many levels are opened: at least 1. What lies deeper is kept as JSON text. All when left out.
    #[schemars(range(min = 1))]
    pub max_depth: Option<u32>,
}

/// Between the parts of a flat name: one to eight small letters, digits and `_`, which every reader of a table takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(extend("pattern" = "^[a-z0-9_]{1,8}$"), extend("default" = "_"), extend("examples" = ["_", "__"]))]
pub struct Separator(String);

impl Separator {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Separator {
    fn default() -> Self {
        Self("_".to_owned())
    }
}

impl TryFrom<String> for Separator {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if (1..=8).contains(&text.len()) && text.bytes().all(legal) {
            Ok(Self(text))
        } else {
            Err(format!("`{text}` cannot stand in a column's name: use one to eight small letters, digits and `_`"))
        }
    }
}
