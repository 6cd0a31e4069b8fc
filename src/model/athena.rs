//! Athena: where queries run, and which are saved.

use std::collections::BTreeMap;

use super::S3Location;
use crate::diag::Pointer;
pub use crate::spec::{AthenaEngineVersion, Size};

/// Athena's work group of the lake, with the queries that are saved in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Athena {
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it is for.
    pub description: Option<String>,
    /// How much a query may scan before it is cancelled.
    pub cutoff: Option<Size>,
    /// Where results go.
    pub results: S3Location,
    /// After how many days results go; `None` in a bucket that the spec does not create.
    pub results_expire_days: Option<u32>,
    /// Athena's engine.
    pub engine_version: AthenaEngineVersion,
    /// Saved queries by key.
    pub queries: BTreeMap<String, NamedQuery>,
}

/// A saved query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedQuery {
    /// Its key in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// What it answers.
    pub description: Option<String>,
    /// A key of [`Pipeline::databases`](super::Pipeline::databases).
    pub database: String,
    /// The statement.
    pub sql: Sql,
}

/// A statement, and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sql {
    /// In the spec.
    Inline(String),
    /// In a file beside the spec.
    File {
        /// Relative to the spec's folder, with `/`.
        path: String,
        /// Its content.
        text: String,
    },
}

impl Sql {
    /// The statement itself.
    pub fn text(&self) -> &str {
        match self {
            Self::Inline(text) | Self::File { text, .. } => text,
        }
    }
}
