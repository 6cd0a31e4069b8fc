//! `mappings:`

use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;

use super::ColumnType;
use super::schema::or_shorthands;

/// How the rows of a table become rows of a schema.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The table that the rows come from, `database.table`: declared, or made by a crawler.
    #[schemars(
        regex(pattern = r"^[a-z][a-z0-9_]*\.[a-z0-9_]+$"),
        extend("examples" = ["c360_raw.shop"])
    )]
    pub from: String,
    /// The key of the schema that they become.
    #[schemars(extend("examples" = ["unified_order"]))]
    pub to: String,
    /// Columns of the schema, each with a Spark SQL expression: `{ channel: "'shop'" }` sets the text `shop`.
    #[schemars(extend("default" = {}, "examples" = [{ "channel": "'shop'", "amount": "price * quantity" }]))]
    pub set: Option<BTreeMap<String, String>>,
    /// Columns of the schema, each with the column of the table that it takes.
    #[schemars(extend("default" = {}, "examples" = [{ "order_id": "id", "customer_id": "customer.id" }]))]
    pub columns: Option<BTreeMap<String, MappedColumn>>,
}

/// A column of the source: its name, with dots for fields inside of it, or a mapping that also says a type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = name_or_mapping)]
pub struct MappedColumn {
    /// The name of the column, with dots for fields inside of it: `customer.id`.
    #[schemars(length(min = 1), extend("examples" = ["customer.id"]))]
    pub from: String,
    /// The type to read its values as. The schema's type is the default.
    pub cast: Option<ColumnType>,
}

fn name_or_mapping(schema: &mut Schema) {
    or_shorthands(schema, &[json!({ "type": "string", "minLength": 1 })]);
}

impl Serialize for MappedColumn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for MappedColumn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrMapping;

        impl<'de> Visitor<'de> for NameOrMapping {
            type Value = MappedColumn;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a column, or a mapping with `from` and `cast`")
            }

            fn visit_str<E: de::Error>(self, from: &str) -> Result<MappedColumn, E> {
                Ok(MappedColumn { from: from.to_owned(), cast: None })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<MappedColumn, A::Error> {
                MappedColumn::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(NameOrMapping)
    }
}
