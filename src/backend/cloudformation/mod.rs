//! CloudFormation templates.

pub mod yaml;
