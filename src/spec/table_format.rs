//! `tables.<key>.format:`

use std::fmt;

use schemars::{JsonSchema, Schema};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;

use super::FormatWord;
use super::schema::or_shorthands;

/// How the data of a table is written: a word, or a mapping of one word to what has to be said of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(
    transform = word_or_mapping,
    extend("minProperties" = 1, "maxProperties" = 1, "required" = [])
)]
pub struct TableFormat {
    /// The word alone.
    #[serde(skip)]
    pub word: Option<FormatWord>,
    /// Lines of values with a delimiter between them.
    pub csv: Option<CsvFormat>,
    /// An Iceberg table.
    pub iceberg: Option<IcebergFormat>,
    /// Lines of text: a regular expression with one group for each column.
    #[schemars(length(min = 1), extend("examples" = ["^(\\S+) (\\S+) \"([^\"]*)\"$"]))]
    pub regex: Option<String>,
}

/// CSV.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CsvFormat {
    /// The character between values.
    #[schemars(length(min = 1, max = 1), extend("default" = ",", "examples" = [";", "\t"]))]
    pub delimiter: Option<String>,
    /// The character around values that hold the delimiter. Values are not quoted when left out.
    #[schemars(length(min = 1, max = 1), extend("examples" = ["\""]))]
    pub quote_symbol: Option<String>,
    /// With `quote_symbol`: the character before one that means itself.
    #[schemars(length(min = 1, max = 1), extend("default" = "\\"))]
    pub escape: Option<String>,
    /// Whether the first line of each file holds names.
    #[schemars(extend("default" = false))]
    pub header: Option<bool>,
}

/// Iceberg.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IcebergFormat {
    /// The version of the table format: 2 knows changes of single rows.
    #[schemars(range(min = 1, max = 2), extend("default" = 2))]
    pub version: Option<u32>,
}

impl TableFormat {
    /// The format that a word alone says.
    pub fn of(word: FormatWord) -> Self {
        Self { word: Some(word), ..Self::default() }
    }
}

fn word_or_mapping(schema: &mut Schema) {
    let words: Vec<&str> = FormatWord::ALL.iter().map(|word| word.as_str()).collect();
    or_shorthands(schema, &[json!({ "enum": words })]);
}

impl Serialize for TableFormat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.word {
            Some(word) => word.serialize(serializer),
            None => Self::serialize(self, serializer),
        }
    }
}

impl<'de> Deserialize<'de> for TableFormat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordOrMapping;

        impl<'de> Visitor<'de> for WordOrMapping {
            type Value = TableFormat;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word such as `parquet`, or a mapping such as `{ iceberg: { version: 2 } }`")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<TableFormat, E> {
                FormatWord::deserialize(StrDeserializer::new(word)).map(TableFormat::of)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TableFormat, A::Error> {
                TableFormat::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(WordOrMapping)
    }
}
