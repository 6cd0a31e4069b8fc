//! Secrets, accepted warnings, lifecycles, and what a target cannot say.

use super::{Rule, Severity};

rules! {
    PLAINTEXT_SECRET = "LG-E124" "plaintext-secret" Error {
        why: "Properties of a connection are visible in the console, in the API and in the rendered files.",
        fix: "Take it out, and name the Secrets Manager secret that holds `username` and `password` in `secret`."
    }
    SUPPRESSION_INCOMPLETE = "LG-E132" "suppression-incomplete" Error {
        why: "An accepted warning is a decision that somebody has to understand later: it names one rule that warns, one place, and says why it is right there. What refuses cannot be accepted, because AWS would refuse it all the same.",
        fix: "Write `{ rule: LG-W081, at: jobs.clean_orders, reason: \"a few large files a day\" }`."
    }
    TERRAFORM_WORKER = "LG-E140" "terraform-worker" Error {
        why: "The provider checks the word against a list of its own, and `terraform validate` fails although Glue and CloudFormation accept the worker.",
        fix: "Use G.1X, G.2X, G.4X or G.8X, or render this lake for CloudFormation and the CDK only."
    }
    LIMITS_DIFFER = "LG-E142" "limits-differ" Error {
        why: "CloudFormation takes a limit from 10,000,000 bytes on and Terraform's provider from 10,485,760; below that a query of any size would be cancelled.",
        fix: "Write at least `10MB`."
    }
    TEMPLATE_SIZE = "LG-E144" "template-size" Error {
        why: "CloudFormation refuses a template with more than 500 resources, whoever writes it. Terraform has no such limit.",
        fix: "Split the lake into several specs, or render it with `--target terraform`."
    }
    POLICY_SIZE = "LG-E145" "policy-size" Error {
        why: "IAM refuses a managed policy of more than 6,144 characters, white space not counted.",
        fix: "Name fewer and shorter prefixes in `reads` and `writes`, such as one that holds them all, or split the job."
    }
    NOT_EXPRESSIBLE = "LG-E146" "not-expressible" Error {
        why: "Glue and the other target know the setting and this one has no word for it, so it would be lost without a trace.",
        fix: "Remove it, or leave this target out with `--target`."
    }
    LIFECYCLE_ORDER = "LG-E160" "lifecycle-order" Error {
        why: "S3 moves objects to STANDARD_IA and ONEZONE_IA from day 30 on, and refuses a rule that deletes them before or when it moves them.",
        fix: "Raise the number of days."
    }
    LIFECYCLE_EMPTY = "LG-E161" "lifecycle-empty" Error {
        why: "S3 refuses a lifecycle rule without an action: At least one action needs to be specified in a rule.",
        fix: "Add `transition`, `expire` or `expire_noncurrent`, or remove the rule."
    }
    IMPORTED_BUCKET_SETTINGS = "LG-E162" "imported-bucket-settings" Error {
        why: "An imported bucket is granted and never changed, so the setting would have no effect.",
        fix: "Set it where the bucket is defined."
    }
    TEMP_WITHOUT_LIFECYCLE = "LG-W120" "temp-without-lifecycle" Warning {
        why: "Results grow for ever, and keep what was queried after the data itself was masked or deleted.",
        fix: "Leave `results` out or use a bucket of this spec: lakegen adds the rule. Or see to it that the bucket's owner has one."
    }
    UNUSED_SUPPRESSION = "LG-W132" "unused-suppression" Warning {
        why: "The warning is gone or never was at that place, and an entry that waits for nothing would hide the next one.",
        fix: "Remove the entry, or correct `rule` and `at`."
    }
}
