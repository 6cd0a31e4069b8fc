//! The user's file as typed data: nothing defaulted, nothing resolved. The JSON Schema comes from these types.

mod glue_version;
mod vocabulary;
mod words;

pub use glue_version::GlueVersion;
pub use vocabulary::*;
