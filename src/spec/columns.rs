//! `schemas:` and the columns of tables.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema as JsonSchemaValue, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Number;

use super::schema::or_shorthand;

/// Columns by name, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns(Vec<(String, SchemaColumn)>);

impl Columns {
    /// The columns, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SchemaColumn)> {
        self.0.iter().map(|(name, column)| (name.as_str(), column))
    }
}

impl FromIterator<(String, SchemaColumn)> for Columns {
    fn from_iter<I: IntoIterator<Item = (String, SchemaColumn)>>(columns: I) -> Self {
        Self(columns.into_iter().collect())
    }
}

impl Serialize for Columns {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Columns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Columns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping of columns, such as `{ id: string }`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Columns, A::Error> {
                let mut columns = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    columns.push(entry);
                }
                Ok(Columns(columns))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

impl JsonSchema for Columns {
    fn schema_name() -> Cow<'static, str> {
        "Columns".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> JsonSchemaValue {
        json_schema!({
            "description": "Columns by name, in order: lower-case letters, digits and `_`.",
            "type": "object",
            "minProperties": 1,
            "propertyNames": { "pattern": "^[a-z0-9_]{1,255}$" },
            "additionalProperties": generator.subschema_for::<SchemaColumn>(),
            "examples": [{ "order_id": "string", "amount": { "type": "decimal(12,2)", "min": 0 } }],
            "required": [],
        })
    }
}

/// A type as Hive writes it: `string`, `int`, `bigint`, `smallint`, `tinyint`, `float`, `double`, `boolean`, `date`,
/// `timestamp`, `binary`, `decimal(12,2)`, `char(3)`, `varchar(64)`, `array<string>`, `map<string,int>`,
/// `struct<id:string,tags:array<string>>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("minLength" = 3, "examples" = ["string", "bigint", "decimal(12,2)", "array<string>", "timestamp"]))]
pub struct ColumnType(String);

impl ColumnType {
    /// Takes the text as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A column: its type alone, or a mapping that also says what its values are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = type_or_mapping)]
pub struct SchemaColumn {
    /// The type of its values.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// What it means, in a few words. At most 255 characters.
    #[schemars(length(max = 255))]
    pub description: Option<String>,
    /// Whether every row has a value.
    #[schemars(extend("default" = false))]
    pub required: Option<bool>,
    /// Whether no two rows have the same value.
    #[schemars(extend("default" = false))]
    pub unique: Option<bool>,
    /// The values that there are, if they are few. Write dates and numbers as text, too: `["1", "2"]`.
    #[schemars(length(min = 1), extend("examples" = [["shop", "store"]]))]
    pub values: Option<Vec<String>>,
    /// What each text looks like, as a regular expression.
    #[schemars(length(min = 1), extend("examples" = ["^[A-Z]{3}$"]))]
    pub pattern: Option<String>,
    /// The smallest number.
    pub min: Option<Number>,
    /// The largest number.
    pub max: Option<Number>,
}

impl SchemaColumn {
    /// A column of which only the type is known.
    pub fn of(kind: ColumnType) -> Self {
        Self {
            kind,
            description: None,
            required: None,
            unique: None,
            values: None,
            pattern: None,
            min: None,
            max: None,
        }
    }
}

fn type_or_mapping(schema: &mut JsonSchemaValue) {
    or_shorthand(schema, "ColumnType");
}

impl Serialize for SchemaColumn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for SchemaColumn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TypeOrMapping;

        impl<'de> Visitor<'de> for TypeOrMapping {
            type Value = SchemaColumn;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a type such as `string`, or a mapping with `type`")
            }

            fn visit_str<E: de::Error>(self, kind: &str) -> Result<SchemaColumn, E> {
                Ok(SchemaColumn::of(ColumnType::new(kind)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SchemaColumn, A::Error> {
                SchemaColumn::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(TypeOrMapping)
    }
}
