//! What scanners ask for and a resource does without, on purpose.

use std::borrow::Cow;

/// A check that a resource does not pass, and why that is right. It is said in the output, beside the resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The check's name in checkov: `CKV_AWS_144`.
    pub check: &'static str,
    /// Why, in one sentence.
    pub reason: Cow<'static, str>,
}
