//! `jobs.<key>.type` and `jobs.<key>.python_version`: words that need an answer of their own when they are wrong.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

/// What runs the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum JobType {
    /// Spark, over data that is there: a run ends.
    Glueetl,
    /// Spark, over a stream: a run goes on until it is stopped.
    Gluestreaming,
    /// Python alone, on a part of a machine.
    Pythonshell,
    /// Recognised only to say why not.
    #[schemars(skip)]
    Glueray,
    /// Recognised only to say why not.
    #[schemars(skip)]
    Batch,
}

impl JobType {
    /// The types that a job may have, as Glue spells them.
    const WORDS: &[&str] = &["glueetl", "gluestreaming", "pythonshell"];

    /// The word as the spec and Glue spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Glueetl => "glueetl",
            Self::Gluestreaming => "gluestreaming",
            Self::Pythonshell => "pythonshell",
            Self::Glueray => "glueray",
            Self::Batch => "batch",
        }
    }
}

impl fmt::Display for JobType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for JobType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;

        impl Visitor<'_> for Words {
            type Value = JobType;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`glueetl`, `gluestreaming` or `pythonshell`")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<JobType, E> {
                match word {
                    "glueetl" => Ok(JobType::Glueetl),
                    "gluestreaming" => Ok(JobType::Gluestreaming),
                    "pythonshell" => Ok(JobType::Pythonshell),
                    "glueray" => Ok(JobType::Glueray),
                    "batch" => Ok(JobType::Batch),
                    other => Err(E::unknown_variant(other, JobType::WORDS)),
                }
            }
        }

        deserializer.deserialize_str(Words)
    }
}

/// A Python version as it was written; which ones there are depends on the type of the job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PythonVersion(String);

impl PythonVersion {
    /// Takes the text as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for PythonVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrNumber;

        impl Visitor<'_> for TextOrNumber {
            type Value = PythonVersion;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a Python version such as \"3.9\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<PythonVersion, E> {
                Ok(PythonVersion::new(text))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<PythonVersion, E> {
                Ok(PythonVersion::new(number.to_string()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<PythonVersion, E> {
                Ok(PythonVersion::new(number.to_string()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<PythonVersion, E> {
                Ok(PythonVersion::new(number.to_string()))
            }
        }

        deserializer.deserialize_any(TextOrNumber)
    }
}

impl JsonSchema for PythonVersion {
    fn schema_name() -> Cow<'static, str> {
        "PythonVersion".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A Python version; `3.9` and `\"3.9\"` mean the same.",
            "enum": ["3", "3.9", 3, 3.9],
        })
    }
}
