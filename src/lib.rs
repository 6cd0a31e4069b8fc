//! lakegen: one typed YAML file in, CloudFormation, Terraform and a CDK cloud assembly out.
//!
//! The stages, each a pure function of the one before:
//! `Document → Document of an environment → Spec → Pipeline → Graph → ArtifactSet → WritePlan`.

pub mod access;
pub mod artifact;
pub mod backend;
pub mod cli;
pub mod diag;
pub mod diff;
pub mod dqdl;
pub mod environment;
pub mod events;
pub mod examples;
pub mod expr;
pub mod graph;
pub mod model;
pub mod pattern;
pub mod picture;
pub mod pipeline;
pub mod reference;
mod region;
pub mod resolve;
pub mod resource;
pub mod runbook;
pub mod spec;
pub mod template;
mod text;
pub mod yaml;
