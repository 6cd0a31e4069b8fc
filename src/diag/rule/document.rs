//! The file itself: syntax, names, references.

use super::{Rule, Severity};

rules! {
    NAME_INVALID = "LG-E001" "name-invalid" Error {
        why: "AWS refuses such a name at create time, after other resources already exist, and the whole stack rolls back; neither cfn-lint nor `terraform validate` reports most of these.",
        fix: "Rename it: lower-case letters, digits and `_`, starting with a letter."
    }
    NAME_TOO_LONG = "LG-E002" "name-too-long" Error {
        why: "Physical names are the lake's name, the key and what lakegen adds (bucket names also carry account and region, to be unique in the world); AWS refuses a name beyond the service's limit in the middle of a deployment.",
        fix: "Shorten the key, or the lake's name that every resource carries."
    }
    NAME_COLLISION = "LG-E003" "name-collision" Error {
        why: "Logical ids in CloudFormation have no `_` or `-`, so both would become one resource and the second would silently replace the first.",
        fix: "Rename one of them."
    }
    DATABASE_NAME = "LG-E004" "database-name" Error {
        why: "Glue lower-cases database names and Athena addresses only letters, digits and `_` without quoting; the Terraform provider refuses upper case while CloudFormation accepts it and then drifts.",
        fix: "Use lower-case letters, digits and `_`, starting with a letter, at most 255 characters."
    }
    BUCKET_NAME = "LG-E005" "bucket-name" Error {
        why: "Bucket names are 3 to 63 lower-case letters, digits and dashes, not an IP address, and some beginnings and endings are reserved by S3. lakegen also refuses dots: the TLS certificate of S3 does not match dotted names.",
        fix: "Correct the name."
    }
    UNKNOWN_REFERENCE = "LG-E006" "unknown-reference" Error {
        why: "A reference must name something that this spec declares; otherwise the rendered resource would point at nothing.",
        fix: "Fix the spelling or define it."
    }
    UNKNOWN_OR_DUPLICATE_KEY = "LG-E007" "unknown-or-duplicate-key" Error {
        why: "Most YAML parsers ignore an unknown key and keep the last of two duplicates, so a typo or a pasted block would silently change the lake.",
        fix: "Remove or rename it."
    }
    REGION_UNSUPPORTED = "LG-E008" "region-unsupported" Error {
        why: "CloudFormation's registry does not have that type of resource in that region, so a deployment fails as soon as it comes to it.",
        fix: "Choose another region for the environment, or do without it there: `null` in its `overlay` removes what the spec says."
    }
    TAG_INVALID = "LG-E009" "tag-invalid" Error {
        why: "Tag keys have 1 to 128 and values up to 256 characters: letters, digits, spaces and `_.:/=+-@`. `aws:` is reserved, a resource takes 50 tags, and keys that differ only in case are one key for IAM roles.",
        fix: "Rename or remove the tag."
    }
    SYNTAX = "LG-E011" "yaml-syntax" Error {
        why: "A spec is one YAML 1.2 document; what cannot be read without doubt is refused rather than guessed.",
        fix: "Correct the line; when a value holds special characters, put it in quotes."
    }
    WRONG_TYPE = "LG-E012" "wrong-type" Error {
        why: "Every key takes one kind of value, and lakegen never converts between them silently.",
        fix: "Write a value of the expected kind."
    }
    MISSING_KEY = "LG-E013" "missing-key" Error {
        why: "The key has no default that would be right for every lake.",
        fix: "Add it."
    }
    UNKNOWN_VALUE = "LG-E014" "unknown-value" Error {
        why: "The key takes one of a fixed set of words, spelled exactly as AWS spells them.",
        fix: "Write one of the accepted values."
    }
    INVALID_VALUE = "LG-E015" "invalid-value" Error {
        why: "The value has the right kind but not the right form, so it has no meaning that could be rendered.",
        fix: "Correct the value."
    }
    DOCUMENT_LIMIT = "LG-E016" "document-limit" Error {
        why: "The limits (4 MiB, 64 levels, 200,000 values with every alias expanded) are far above any real spec and keep a hostile file from exhausting the machine.",
        fix: "Split the spec into several files."
    }
    UNREADABLE = "LG-E017" "unreadable" Error {
        why: "A spec is a text file in UTF-8.",
        fix: "Check the path and save the file as UTF-8."
    }
    CLASH_BETWEEN_SPECS = "LG-E018" "clash-between-specs" Error {
        why: "In one account and region the second deployment fails on what the first has made, or both fight over it at every deployment. A database is named by its key alone, so two lakes meet there first.",
        fix: "Rename one of them. Specs for different accounts are checked apart."
    }
}
