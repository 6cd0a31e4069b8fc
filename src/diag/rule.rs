//! The table of rules: every finding lakegen can report, with its permanent code.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is rendered.
    Error,
    /// Rendered all the same, said on stderr.
    Warning,
}

/// A rule: what is wrong in general, why it matters and what to do.
///
/// Codes are permanent: a code is never reused or renumbered.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `LG-E001`: area by hundred-block, `E` refuses and `W` warns.
    pub id: &'static str,
    /// The same in words: `name-invalid`.
    pub slug: &'static str,
    /// Whether the rule refuses or warns.
    pub severity: Severity,
    /// What AWS does, or what would go wrong, if this were deployed.
    pub why: &'static str,
    /// The general way out; a finding may name a better one.
    pub fix: &'static str,
}

macro_rules! rules {
    ($($name:ident = $id:literal $slug:literal $severity:ident { why: $why:literal, fix: $fix:literal })*) => {
        $(#[doc = concat!("`", $id, "` ", $slug, ".")]
        pub static $name: Rule = Rule { id: $id, slug: $slug, severity: Severity::$severity, why: $why, fix: $fix };)*

        /// Every rule, in the order of the table.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    NAME_INVALID = "LG-E001" "name-invalid" Error {
        why: "AWS refuses such a name at create time, after other resources already exist, and the whole stack rolls back; neither cfn-lint nor `terraform validate` reports most of these.",
        fix: "Rename it: lower-case letters, digits and `_`, starting with a letter."
    }
    UNKNOWN_REFERENCE = "LG-E006" "unknown-reference" Error {
        why: "A reference must name something that this spec declares; otherwise the rendered resource would point at nothing.",
        fix: "Fix the spelling or define it."
    }
    UNKNOWN_OR_DUPLICATE_KEY = "LG-E007" "unknown-or-duplicate-key" Error {
        why: "Most YAML parsers ignore an unknown key and keep the last of two duplicates, so a typo or a pasted block would silently change the lake.",
        fix: "Remove or rename it."
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
}
