//! `jobs.<key>.writes:`

use std::fmt;

use schemars::{JsonSchema, Schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;

use super::schema::or_shorthands;
use super::{S3Path, WriteMode};

/// Where a job writes: an S3 prefix (`curated/orders/`) or a table (`orders.clean`), or a mapping that says how, too, or
/// names a table of a warehouse.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(
    transform = text_or_mapping,
    extend("oneOf" = [{ "required": ["path"] }, { "required": ["table"] }]),
    extend("dependentRequired" = { "warehouse": ["table"], "keys": ["warehouse", "mode"] })
)]
pub struct WriteRef {
    /// The prefix to write to. Either this or `table`.
    pub path: Option<S3Path>,
    /// The table to write to, as `database.table`; with `warehouse`, as `schema.table` of its database.
    #[schemars(extend("examples" = ["orders.clean", "public.orders"]))]
    pub table: Option<String>,
    /// The warehouse that has the table: a key of `warehouses`.
    pub warehouse: Option<String>,
    /// What becomes of what is there already. `append` when left out, and `overwrite_partitions` for a `builtin:` script
    /// without a bookmark, which reads everything again in every run.
    ///
    /// In a warehouse, rows take the place of all (`overwrite`) or of those with the same `keys` (`upsert`).
    pub mode: Option<WriteMode>,
    /// With `mode: upsert` in a warehouse: the columns that tell a row from another.
    #[schemars(length(min = 1), extend("examples" = [["order_id"]]))]
    pub keys: Option<Vec<String>>,
}

impl WriteRef {
    /// What the text alone says: with a `/` it is a path, without one a table.
    pub fn new(text: &str) -> Self {
        if text.contains('/') || text.starts_with("arn:") {
            Self { path: Some(S3Path::new(text)), ..Self::default() }
        } else {
            Self { table: Some(text.to_owned()), ..Self::default() }
        }
    }
}

fn text_or_mapping(schema: &mut Schema) {
    let path = json!({ "$ref": "#/$defs/S3Path" });
    let table = json!({ "type": "string", "pattern": r"^[a-z][a-z0-9_]*\.[a-z0-9_]+$" });
    or_shorthands(schema, &[path, table]);
}

impl Serialize for WriteRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for WriteRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrMapping;

        impl<'de> Visitor<'de> for TextOrMapping {
            type Value = WriteRef;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a path such as `curated/orders/`, a table such as `orders.clean`, or a mapping with either",
                )
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<WriteRef, E> {
                Ok(WriteRef::new(text))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WriteRef, A::Error> {
                WriteRef::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(TextOrMapping)
    }
}
