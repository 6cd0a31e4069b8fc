//! Encryption, and safe defaults that are turned off.

use super::{Rule, Severity};

rules! {
    CATALOG_KEY = "LG-E238" "catalog-key" Error {
        why: "The Data Catalog and passwords of connections are encrypted with one key that is named, so that roles can be let in to it; a key that AWS keeps for each service lets everybody in the account in.",
        fix: "Write `kms_key: create` or the ARN of a key, or leave `catalog_encryption_mode` out."
    }
    LOG_RETENTION = "LG-W122" "log-retention" Warning {
        why: "What happened is often asked a year later: auditors, CKV_AWS_338 and AWS's Guard rules want logs for 365 days.",
        fix: "Leave `log_retention` out, or accept this where logs are not evidence, such as in development."
    }
    DATA_NOT_RETAINED = "LG-W123" "data-not-retained" Warning {
        why: "Whoever deletes the stack, or renames the spec, deletes the data in the same moment; there is no way back.",
        fix: "Leave `deletion_policy` out, unless everything in it can be made again."
    }
    WEAKER_ENCRYPTION = "LG-W125" "weaker-encryption" Warning {
        why: "A key of AWS's has a policy that nobody here can read or narrow, and no grant of it can be revoked; without a security configuration a job's output, logs and bookmarks are not encrypted with the lake's key.",
        fix: "Leave the line out: lakegen makes a key of the lake's, with rotation, and a security configuration that uses it."
    }
}
