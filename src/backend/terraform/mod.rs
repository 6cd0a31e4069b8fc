//! Terraform configuration.

pub mod hcl;
