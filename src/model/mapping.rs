//! How the rows of a table become rows of a schema.

use std::collections::BTreeMap;

use crate::diag::Pointer;

use super::{ColumnType, PlainType};

/// A mapping from a table to a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// The database of the source: a key of [`super::Pipeline::databases`].
    pub database: String,
    /// The table of the source, declared or made by a crawler.
    pub table: String,
    /// A key of [`super::Pipeline::schemas`].
    pub to: String,
    /// Columns of the schema that an expression sets, with the Spark SQL of each.
    pub set: BTreeMap<String, String>,
    /// Columns of the schema that take a column of the source.
    pub columns: BTreeMap<String, MappedColumn>,
}

/// A column of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedColumn {
    /// Its name, with dots for fields inside of it.
    pub from: String,
    /// The type to read its values as, before they become the schema's.
    pub cast: Option<ColumnType>,
}

impl ColumnType {
    /// Whether Spark turns values of this type into `other` at all.
    ///
    /// Source: Apache Spark SQL reference, "ANSI Compliance", "Cast", whose table lists the pairs.
    pub fn casts_to(&self, other: &Self) -> bool {
        use PlainType::{Binary, Boolean, Date, Timestamp};
        if self == other || other.is_text() {
            return true;
        }
        match (self, other) {
            (Self::Array(from), Self::Array(to)) => from.casts_to(to),
            (Self::Map(from_key, from), Self::Map(to_key, to)) => from_key.casts_to(to_key) && from.casts_to(to),
            (Self::Struct(from), Self::Struct(to)) => {
                from.len() == to.len() && from.iter().zip(to).all(|((_, from), (_, to))| from.casts_to(to))
            }
            (from, to) if from.is_nested() || to.is_nested() => false,
            (from, _) if from.is_text() => true,
            (Self::Plain(Date), Self::Plain(Timestamp)) | (Self::Plain(Timestamp), Self::Plain(Date)) => true,
            (Self::Plain(Date | Binary), _) | (_, Self::Plain(Date | Binary)) => false,
            (Self::Plain(Timestamp), to) => to.is_number(),
            (from, Self::Plain(Timestamp)) => from.is_number(),
            (Self::Plain(Boolean), to) => to.is_number(),
            (from, Self::Plain(Boolean)) => from.is_number(),
            (from, to) => from.is_number() && to.is_number(),
        }
    }
}
