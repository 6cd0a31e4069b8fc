//! `tables:`

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Columns, PartitionProjection, S3Path, SchemaColumn, TableFormat};

/// A table of the Data Catalog that lakegen makes. Tables that a crawler makes are not declared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct Table {
    /// What it holds, in a sentence. At most 2,048 characters.
    #[schemars(length(max = 2048))]
    pub description: Option<String>,
    /// A key of `schemas`: the columns. Either this or `columns`.
    #[schemars(extend("examples" = ["unified_order"]))]
    pub schema: Option<String>,
    /// Its columns, in order, without the partition keys: `{ id: string, amount: "decimal(12,2)" }`.
    pub columns: Option<Columns>,
    /// The prefix where its data lies. The default is a folder of the table's name in the `location` of its database.
    pub location: Option<S3Path>,
    /// How its data is written.
    #[schemars(extend("default" = "parquet"))]
    pub format: Option<TableFormat>,
    /// The columns by which its folders are named, outermost first: `[{ dt: string }, { hour: int }]`.
    #[schemars(extend("default" = []))]
    pub partition_keys: Option<Vec<PartitionKey>>,
    /// What the values of each partition key can be. Athena then computes partitions, and nobody has to add them.
    ///
    /// Either none of the partition keys, or all of them.
    #[schemars(extend("propertyNames" = { "pattern": "^[a-z0-9_]{1,255}$" }))]
    pub partition_projection: Option<BTreeMap<String, PartitionProjection>>,
    /// Indexes over partition keys, by name: at most 3. Terraform only: CloudFormation cannot say it.
    #[schemars(extend(
        "propertyNames" = { "pattern": "^[A-Za-z0-9_-]{1,255}$" },
        "maxProperties" = 3,
        "examples" = [{ "by_day": ["dt"] }]
    ))]
    pub partition_indexes: Option<BTreeMap<String, Vec<String>>>,
}

/// A partition key: one name, and its type.
#[derive(Clone, Debug, PartialEq)]
pub struct PartitionKey {
    /// The name of the column.
    pub name: String,
    /// Its type, and what it means.
    pub column: SchemaColumn,
}

impl Serialize for PartitionKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(&self.name, &self.column)])
    }
}

impl<'de> Deserialize<'de> for PartitionKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneEntry;

        impl<'de> Visitor<'de> for OneEntry {
            type Value = PartitionKey;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping of one name to its type, such as `{ dt: string }`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PartitionKey, A::Error> {
                let first = map.next_entry()?;
                let more = map.next_entry::<String, SchemaColumn>()?.is_some();
                match first {
                    Some((name, column)) if !more => Ok(PartitionKey { name, column }),
                    _ => Err(de::Error::invalid_length(usize::from(more) * 2, &self)),
                }
            }
        }

        deserializer.deserialize_map(OneEntry)
    }
}

impl JsonSchema for PartitionKey {
    fn schema_name() -> Cow<'static, str> {
        "PartitionKey".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A partition key: one name, and its type. Only types without `<...>`.",
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": { "pattern": "^[a-z0-9_]{1,255}$" },
            "additionalProperties": generator.subschema_for::<SchemaColumn>(),
            "examples": [{ "dt": "string" }],
            "required": [],
        })
    }
}
