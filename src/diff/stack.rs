//! One target as its deployment tool reads it.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::{cloudformation, terraform};
use crate::artifact::Digest;
use crate::graph::Deployment;

/// The files of one target: path below its folder, with `/` between segments, to content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Whose words a target speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// CloudFormation, and the CDK.
    CloudFormation,
    /// Terraform.
    Terraform,
}

/// A resource, as it is to be deployed.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// `AWS::Glue::Job` or `aws_glue_job`.
    pub kind: String,
    /// What is set. A reference to a name is that name; one to what only AWS knows stays one: `${Key.Arn}`.
    pub properties: Value,
    /// Whether it outlives its stack.
    pub kept: bool,
}

/// The resources of one target, by address: `CleanOrdersJob` or `aws_glue_job.clean_orders`.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// Whose words it speaks.
    pub language: Language,
    /// The resources.
    pub resources: BTreeMap<String, Resource>,
}

impl Stack {
    /// The stack in `files` when it is deployed to `deployment`.
    ///
    /// # Errors
    /// There is no template or module among them, or one that cannot be read.
    pub fn read(language: Language, files: &Files, deployment: &Deployment) -> Result<Self, ReadError> {
        match language {
            Language::CloudFormation => cloudformation::read(files, deployment),
            Language::Terraform => terraform::read(files, deployment),
        }
    }
}

/// Why files are no stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub reason: String,
}

impl ReadError {
    pub(super) fn new(file: &str, reason: impl fmt::Display) -> Self {
        Self { file: file.to_owned(), reason: reason.to_string() }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.reason)
    }
}

impl std::error::Error for ReadError {}

/// A file by what is in it, short: a change of the file is a change of whatever names it.
pub(super) fn content_mark(bytes: &[u8]) -> String {
    format!("sha256:{:.12}", Digest::of(bytes).to_string())
}
