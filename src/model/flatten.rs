//! How `builtin:flatten` flattens.

pub use crate::spec::{FlattenArrays, Separator};

/// How a job with `builtin:flatten` makes flat tables of nested data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flatten {
    /// Between the parts of a name.
    pub separator: Separator,
    /// What becomes of arrays and maps.
    pub arrays: FlattenArrays,
    /// How many levels are opened; all when absent.
    pub max_depth: Option<u32>,
}
