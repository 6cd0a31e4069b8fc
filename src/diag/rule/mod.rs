//! The table of rules, one file for each area: every finding lakegen can report, with its permanent code.

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is rendered.
    Error,
    /// Rendered all the same, said on stderr.
    Warning,
}

impl Severity {
    /// `error` or `warning`, as every format says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
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
    /// A spec that breaks the rule, with marks that mend it; see `diag/page.rs`.
    pub(super) page: &'static str,
}

macro_rules! rules {
    ($($name:ident = $id:literal $slug:literal $severity:ident { why: $why:literal, fix: $fix:literal })*) => {
        $(#[doc = concat!("`", $id, "` ", $slug, ".")]
        pub static $name: Rule = Rule {
            id: $id,
            slug: $slug,
            severity: Severity::$severity,
            why: $why,
            fix: $fix,
            page: include_str!(concat!("../pages/", $id, ".yaml")),
        };)*

        pub(super) static RULES: &[&Rule] = &[$(&$name),*];
    };
}

mod catalog;
mod crawlers;
mod document;
mod environments;
mod events;
mod jobs;
mod lake_formation;
mod outputs;
mod quality;
mod readers;
mod security;
mod streams;
mod topology;

pub use catalog::*;
pub use crawlers::*;
pub use document::*;
pub use environments::*;
pub use events::*;
pub use jobs::*;
pub use lake_formation::*;
pub use outputs::*;
pub use quality::*;
pub use readers::*;
pub use security::*;
pub use streams::*;
pub use topology::*;

/// Every rule, by area.
#[expect(unused_qualifications, reason = "each file of the table has a list of that name")]
pub fn all() -> impl Iterator<Item = &'static Rule> + Clone {
    [
        document::RULES,
        environments::RULES,
        crawlers::RULES,
        jobs::RULES,
        events::RULES,
        topology::RULES,
        outputs::RULES,
        catalog::RULES,
        quality::RULES,
        readers::RULES,
        security::RULES,
        lake_formation::RULES,
        streams::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// Every rule, by code.
pub fn by_code() -> Vec<&'static Rule> {
    let mut rules: Vec<_> = all().collect();
    rules.sort_unstable_by_key(|rule| rule.id);
    rules
}
