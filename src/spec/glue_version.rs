//! Glue versions: a word that YAML likes to read as a number.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A version of AWS Glue; the order is the order of release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GlueVersion {
    /// Spark 2.2; ended on 2026-04-01.
    V0_9,
    /// Spark 2.4; ended on 2026-04-01.
    V1_0,
    /// Spark 2.4; ended on 2026-04-01.
    V2_0,
    /// Spark 3.1.1, Python 3.7.
    V3_0,
    /// Spark 3.3.0, Python 3.10.
    V4_0,
    /// Spark 3.5.4, Python 3.11.
    V5_0,
    /// Spark 3.5.6, Python 3.11.
    V5_1,
    /// Spark 4.1.1, Python 3.13.
    V6_0,
}

impl GlueVersion {
    /// Every version, oldest first.
    pub const ALL: [Self; 8] =
        [Self::V0_9, Self::V1_0, Self::V2_0, Self::V3_0, Self::V4_0, Self::V5_0, Self::V5_1, Self::V6_0];

    const WORDS: [&'static str; 8] = ["0.9", "1.0", "2.0", "3.0", "4.0", "5.0", "5.1", "6.0"];

    /// As Glue spells it: `5.1`.
    pub const fn as_str(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    /// The Spark version that it runs.
    pub const fn spark(self) -> &'static str {
        match self {
            Self::V0_9 => "2.2.1",
            Self::V1_0 | Self::V2_0 => "2.4.3",
            Self::V3_0 => "3.1.1",
            Self::V4_0 => "3.3.0",
            Self::V5_0 => "3.5.4",
            Self::V5_1 => "3.5.6",
            Self::V6_0 => "4.1.1",
        }
    }
}

impl fmt::Display for GlueVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for GlueVersion {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|version| version.as_str() == text).ok_or(())
    }
}

impl Serialize for GlueVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for GlueVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;

        impl Visitor<'_> for Words {
            type Value = GlueVersion;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a Glue version such as \"5.1\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<GlueVersion, E> {
                text.parse().map_err(|()| E::unknown_variant(text, &GlueVersion::WORDS))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<GlueVersion, E> {
                self.visit_str(&format!("{number:?}"))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<GlueVersion, E> {
                self.visit_str(&format!("{number}.0"))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<GlueVersion, E> {
                u64::try_from(number)
                    .map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
                    .and_then(|number| self.visit_u64(number))
            }
        }

        deserializer.deserialize_any(Words)
    }
}

impl JsonSchema for GlueVersion {
    fn schema_name() -> Cow<'static, str> {
        "GlueVersion".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A version of AWS Glue. `5.1` and `\"5.1\"` mean the same. 5.1 runs Spark 3.5.6 and is the default; 5.0 runs Spark 3.5.4, 4.0 runs 3.3.0, 3.0 runs 3.1.1, 6.0 runs Spark 4.1.1. AWS ended 0.9, 1.0 and 2.0 on 2026-04-01: they are refused.",
            "enum": ["6.0", "5.1", "5.0", "4.0", "3.0", "2.0", "1.0", "0.9", 6.0, 5.1, 5.0, 4.0, 3.0, 2.0, 1.0, 0.9],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_word_mean_the_same() {
        for text in ["5.0", "\"5.0\"", "5"] {
            assert_eq!(serde_json::from_str::<GlueVersion>(text).ok(), Some(GlueVersion::V5_0), "{text}");
        }
        for text in ["5.2", "\"5\"", "-5", "true", "null"] {
            assert!(serde_json::from_str::<GlueVersion>(text).is_err(), "{text}");
        }
    }
}
