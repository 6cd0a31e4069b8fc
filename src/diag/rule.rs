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
}
