//! The graph in each target's own words. A back end sees the graph, never the spec.

mod asset;
pub mod cdk;
pub mod cloudformation;
pub mod terraform;

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::artifact::{SetError, ZipError};
use crate::template::TemplateError;

/// What the template of a JSON file is given.
#[derive(Debug, Serialize)]
struct JsonFile {
    document: Value,
}

/// Why a target could not be rendered.
#[derive(Debug)]
pub enum RenderError {
    /// A template that a user put in place of an embedded one does not render.
    Template(TemplateError),
    /// lakegen made two different files of one name, or a name that no file may have.
    File(SetError),
    /// A function's code or a library does not fit in a zip file.
    Zip(ZipError),
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template(error) => error.fmt(f),
            Self::File(error) => error.fmt(f),
            Self::Zip(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RenderError {}

impl From<TemplateError> for RenderError {
    fn from(error: TemplateError) -> Self {
        Self::Template(error)
    }
}

impl From<SetError> for RenderError {
    fn from(error: SetError) -> Self {
        Self::File(error)
    }
}

impl From<ZipError> for RenderError {
    fn from(error: ZipError) -> Self {
        Self::Zip(error)
    }
}
