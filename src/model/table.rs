//! Declared tables of the Data Catalog.

use std::collections::BTreeMap;

use crate::diag::Pointer;
pub use crate::spec::IntervalUnit;

use super::location::matches_glob;
use super::{Column, Pipeline, Read, S3Location};

/// A table that lakegen makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its key in the spec: `orders.clean`.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// A key of [`super::Pipeline::databases`].
    pub database: String,
    /// Its name in the database.
    pub name: String,
    /// What it holds.
    pub description: Option<String>,
    /// The key of the schema that its columns come from, if it is one of [`super::Pipeline::schemas`].
    pub schema: Option<String>,
    /// Its columns, in order, without the partition keys.
    pub columns: Vec<Column>,
    /// The columns by which its folders are named, outermost first.
    pub partition_keys: Vec<Column>,
    /// Where its data lies.
    pub location: S3Location,
    /// How its data is written.
    pub format: TableFormat,
    /// What the values of each partition key can be; empty when they are not computed.
    pub projection: BTreeMap<String, Projection>,
    /// Indexes over partition keys, by name.
    pub partition_indexes: BTreeMap<String, Vec<String>>,
}

impl Table {
    /// All columns that a query sees: the columns, then the partition keys.
    pub fn all_columns(&self) -> impl Iterator<Item = &Column> + Clone {
        self.columns.iter().chain(&self.partition_keys)
    }

    /// Whether it is an Iceberg table, whose files and columns are kept track of by its own metadata.
    pub fn is_iceberg(&self) -> bool {
        matches!(self.format, TableFormat::Iceberg { .. })
    }
}

impl Pipeline {
    /// The declared tables among those that `read` names.
    pub fn declared_tables<'p>(&'p self, read: &'p Read) -> impl Iterator<Item = &'p Table> {
        let is_meant = |table: &&Table| match read {
            Read::Tables { database, .. } => *database == table.database && read.means(&table.name),
            Read::Location(_) | Read::Stream(_) => false,
        };
        self.tables.values().filter(is_meant)
    }

    /// The declared Iceberg tables among those that `read` names.
    pub fn iceberg_tables<'p>(&'p self, read: &'p Read) -> impl Iterator<Item = &'p Table> {
        self.declared_tables(read).filter(|table| table.is_iceberg())
    }
}

impl Read {
    /// Whether the table `name` of its database is among those that it names.
    pub fn means(&self, name: &str) -> bool {
        match self {
            Self::Tables { tables, .. } => matches_glob(tables, name),
            Self::Location(_) | Self::Stream(_) => false,
        }
    }
}

/// How the data of a table is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Apache Parquet.
    Parquet,
    /// Apache ORC.
    Orc,
    /// Apache Avro.
    Avro,
    /// One JSON object on each line.
    Json,
    /// Amazon Ion.
    Ion,
    /// Lines of values.
    Csv {
        /// The character between values.
        delimiter: char,
        /// How values are quoted, if they are.
        quotes: Option<Quotes>,
        /// Whether the first line of each file holds names.
        header: bool,
    },
    /// Lines of text, by a regular expression with one group for each column.
    Regex(String),
    /// Apache Iceberg.
    Iceberg {
        /// The version of the table format.
        version: u32,
    },
}

/// How values of a CSV file are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// The character around a value.
    pub symbol: char,
    /// The character before one that means itself.
    pub escape: char,
}

/// What the values of a partition key can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Projection {
    /// These.
    Enum(Vec<String>),
    /// Whole numbers.
    Integer {
        /// The first and the last one.
        range: [i64; 2],
        /// The step between them.
        interval: u32,
        /// How many digits each has.
        digits: Option<u32>,
    },
    /// Dates and times.
    Date {
        /// The first and the last one, each in `format` or relative to `NOW`.
        range: [String; 2],
        /// Java's pattern.
        format: String,
        /// The step between them, where the format does not imply it.
        interval: Option<(u32, IntervalUnit)>,
    },
    /// Any.
    Injected,
}
