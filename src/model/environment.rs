//! The place that a lake is deployed to, as far as the spec says.

use crate::diag::Pointer;

/// An environment of the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// Its name in the spec.
    pub key: String,
    /// Where the spec declares it.
    pub origin: Pointer,
    /// The account, twelve digits.
    pub account: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// Whether people depend on it, if the spec says so.
    pub production: Option<bool>,
    /// The account's quota of concurrent executions of functions.
    pub concurrent_executions: Option<u32>,
}
