//! Where a job writes, and what becomes of what is there already.

pub use crate::spec::WriteMode;

use super::{Job, S3Location};

/// One place that a job writes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// The objects below a prefix.
    Location {
        /// The prefix.
        location: S3Location,
        /// What becomes of what is there already.
        mode: WriteMode,
    },
    /// A table that the spec declares.
    Table {
        /// Database and table: `orders.clean`.
        key: String,
        /// Where the table's data lies.
        location: S3Location,
        /// What becomes of what is there already.
        mode: WriteMode,
    },
    /// A table of a warehouse.
    Warehouse(WarehouseTable),
}

/// A table of a warehouse that a job loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarehouseTable {
    /// A key of [`Pipeline::warehouses`](super::Pipeline::warehouses).
    pub warehouse: String,
    /// The schema in the warehouse's database.
    pub schema: String,
    /// The table in the schema.
    pub table: String,
    /// What becomes of the rows that are there already.
    pub mode: WriteMode,
    /// The columns that tell a row from another, for an upsert.
    pub keys: Vec<String>,
}

impl Write {
    /// Where its objects go, if they go to S3.
    pub fn location(&self) -> Option<&S3Location> {
        match self {
            Self::Location { location, .. } | Self::Table { location, .. } => Some(location),
            Self::Warehouse(_) => None,
        }
    }

    /// The declared table that it fills, a key of [`super::Pipeline::tables`].
    pub fn table(&self) -> Option<&str> {
        match self {
            Self::Table { key, .. } => Some(key),
            Self::Location { .. } | Self::Warehouse(_) => None,
        }
    }

    /// What becomes of what is there already.
    pub fn mode(&self) -> WriteMode {
        match self {
            Self::Location { mode, .. } | Self::Table { mode, .. } => *mode,
            Self::Warehouse(table) => table.mode,
        }
    }
}

impl Job {
    /// The tables of warehouses that it loads.
    pub fn loads(&self) -> impl Iterator<Item = &WarehouseTable> {
        self.writes.iter().filter_map(|write| match write {
            Write::Warehouse(table) => Some(table),
            _ => None,
        })
    }

    /// The prefixes in S3 below which it writes, each with its position in `writes`.
    pub fn outputs(&self) -> impl Iterator<Item = (usize, &S3Location)> {
        self.writes.iter().enumerate().filter_map(|(n, write)| Some((n, write.location()?)))
    }
}
