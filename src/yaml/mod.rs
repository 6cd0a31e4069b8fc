//! The YAML text of a spec: its tree, a byte span for every node, and typed reading that reports every mistake at once.
//!
//! ```text
//! bytes -> text.rs (encoding) -> events.rs (parser) -> build.rs (tree) -> read.rs (typed value through de.rs)
//! ```
//!
//! Scalars are resolved by the core schema of YAML 1.2: `yes`, `on`, `012`, `1_000` and dates are strings. How serde's
//! hints are understood beyond that:
//!
//! * a string is wanted: an unquoted `5.0` or `true` is its own source text, so that `5.0` and `"5.0"` mean the same;
//! * a struct or map is wanted: an empty value (`raw:`) is an empty mapping;
//! * `deserialize_str` on a list or mapping calls `visit_seq` or `visit_map`. A visitor for "a string or a mapping"
//!   should therefore ask for a string, not for "any": it then sees unquoted numbers as text.

mod build;
mod cuts;
mod de;
#[cfg(test)]
mod difference;
mod document;
mod error;
mod events;
mod explain;
mod flow;
mod hole;
mod overlay;
mod read;
mod text;
mod trap;
mod tree;

#[cfg(test)]
mod tests;

pub use document::{Document, Failed};
pub use overlay::{Part, Put};
pub use read::Read;

/// Largest file that is read.
pub const MAX_BYTES: usize = 4 << 20;

/// Deepest nesting, aliases followed.
pub const MAX_DEPTH: usize = 64;

/// Most nodes, each alias counted as a copy of what it stands for.
pub const MAX_NODES: usize = 200_000;

/// Most findings about one document: beyond that they no longer help.
const MAX_FINDINGS: usize = 200;
