//! The checks of scanners that a lake does without, each with its reason; `docs/security.md` lists them.

use crate::graph::Exception;

/// Of every bucket.
pub(super) const NO_REPLICATION: Exception = Exception {
    check: "CKV_AWS_144",
    reason: "A copy in a second region doubles what storage costs and is a decision of the business; versions are kept.",
};
/// Of a bucket whose objects start nothing.
pub(super) const NO_EVENTS: Exception =
    Exception { check: "CKV2_AWS_62", reason: "Nothing follows the events of this bucket." };
/// Of the bucket that the others log to.
pub(super) const LOGS_ARE_NOT_LOGGED: Exception =
    Exception { check: "CKV_AWS_18", reason: "A bucket that logs to itself grows without end." };
/// Of the bucket that the others log to.
pub(super) const LOGS_WITHOUT_KMS: Exception = Exception {
    check: "CKV_AWS_145",
    reason: "S3 cannot deliver access logs into a bucket that is encrypted with KMS.",
};
/// Of every function.
pub(super) const NO_VPC: Exception = Exception {
    check: "CKV_AWS_117",
    reason: "The function calls AWS alone; in a VPC each service would need an endpoint, and be one more thing that fails.",
};
/// Of every function.
pub(super) const UNSIGNED: Exception = Exception {
    check: "CKV_AWS_272",
    reason: "The code is part of what is deployed here, and signing needs a profile that the account may not have.",
};
