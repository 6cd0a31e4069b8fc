//! What scanners ask for and a resource does without, on purpose.

/// A check that a resource does not pass, and why that is right. It is said in the output, beside the resource.
#[derive(Debug, PartialEq, Eq)]
pub struct Exception {
    /// The check's name in checkov: `CKV_AWS_144`.
    pub check: &'static str,
    /// Why, in one sentence.
    pub reason: &'static str,
}
