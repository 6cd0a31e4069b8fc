//! Warnings that the spec accepts, each with a reason.

use crate::diag::{Diagnostic, Place, Pointer, Rule, Severity, rules};
use crate::spec::{Allow, Spec};

use super::Malformed;

/// A warning that is accepted at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Where the spec says so.
    pub origin: Pointer,
    /// The rule that warns.
    pub rule: &'static Rule,
    /// The path at and below which it may.
    pub at: String,
    /// Why.
    pub reason: String,
}

impl Allowed {
    /// Whether `rule` is accepted at `place`.
    pub(super) fn covers(&self, rule: &Rule, place: &Pointer) -> bool {
        let rest = place.to_string();
        let rest = rest.strip_prefix(&self.at);
        *rule == *self.rule && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    }

    /// Whether `finding` is one of those that are accepted.
    fn silences(&self, finding: &Diagnostic) -> bool {
        finding.place.pointer().is_some_and(|place| self.covers(finding.rule, place))
    }
}

/// What `spec` accepts. Entries that break a rule are left out here and reported by [`super::build`].
pub fn allowed(spec: &Spec) -> Vec<Allowed> {
    entries(spec).filter_map(|(origin, entry)| read(origin, entry).ok()).collect()
}

/// `findings` without those that are `allowed`, and a warning for each entry that covers none of them.
///
/// Nothing is said about idle entries while something refuses: what they cover may not have been looked for.
pub fn suppress(allowed: &[Allowed], findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let refuses = findings.iter().any(|finding| finding.rule.severity == Severity::Error);
    let idle: Vec<_> = allowed.iter().filter(|entry| !findings.iter().any(|finding| entry.silences(finding))).collect();
    let idle = idle.into_iter().filter(|_| !refuses).map(|entry| {
        let message = format!("nothing at `{}` raises {}", entry.at, entry.rule.id);
        Diagnostic::new(&rules::UNUSED_SUPPRESSION, Place::Value(entry.origin.clone()), message)
    });
    let idle: Vec<_> = idle.collect();
    let kept = findings.into_iter().filter(|finding| !allowed.iter().any(|entry| entry.silences(finding)));
    kept.chain(idle).collect()
}

pub(super) fn entries(spec: &Spec) -> impl Iterator<Item = (Pointer, &Allow)> {
    let at = Pointer::root().key("lint").key("allow");
    let entries = spec.lint.iter().filter_map(|lint| lint.allow.as_ref()).flatten();
    entries.enumerate().map(move |(n, entry)| (at.index(n), entry))
}

/// The entry at `origin`, or which of its keys is wrong and how.
pub(super) fn read(origin: Pointer, entry: &Allow) -> Result<Allowed, (&'static str, Malformed)> {
    const SHORTEST_REASON: usize = 10;
    let wrong = |key, message: String, help: Option<String>| {
        Err((key, Malformed { message, help: help.unwrap_or_else(|| rules::SUPPRESSION_INCOMPLETE.fix.to_owned()) }))
    };
    let Some(rule) = rules::all().find(|rule| rule.id == entry.rule) else {
        let near = crate::diag::suggest(&entry.rule, rules::all().map(|rule| rule.id));
        let help = near.map(|near| format!("Did you mean `{near}`?"));
        return wrong("rule", format!("there is no rule `{}`", entry.rule), help);
    };
    if rule.severity == Severity::Error {
        return wrong("rule", format!("{} is an error, and errors cannot be accepted", rule.id), None);
    }
    if entry.reason.trim().chars().count() < SHORTEST_REASON {
        return wrong("reason", format!("`{}` is no reason", entry.reason.trim()), None);
    }
    Ok(Allowed { origin, rule, at: entry.at.clone(), reason: entry.reason.clone() })
}
