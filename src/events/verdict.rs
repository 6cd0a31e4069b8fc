//! What a lake's rules make of one event.

use serde_json::{Value, json};

use super::graph::{Rule, Source};
use crate::pattern::{Found, Mismatch};

/// Which rules want an event, and which nearly do.
#[derive(Debug)]
pub struct Verdict<'r> {
    /// The rules that match.
    pub matches: Vec<&'r Rule>,
    /// The rules that come near: those for events of this source and type; if there is none and nothing matches, those
    /// with the fewest mismatches.
    pub misses: Vec<Miss<'r>>,
}

/// A rule that does not match.
#[derive(Debug)]
pub struct Miss<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// Why it does not match.
    pub why: Vec<Mismatch>,
}

impl<'r> Verdict<'r> {
    /// Holds `event` against every rule that waits for events.
    pub fn of(rules: &'r [Rule], event: &Value) -> Self {
        let mut verdict = Self { matches: Vec::new(), misses: Vec::new() };
        for rule in rules {
            let Source::Pattern(pattern) = &rule.source else { continue };
            let why = pattern.explain(event);
            if why.is_empty() {
                verdict.matches.push(rule);
            } else {
                verdict.misses.push(Miss { rule, why });
            }
        }
        verdict.keep_near();
        verdict
    }

    fn keep_near(&mut self) {
        if !self.matches.is_empty() || self.misses.iter().any(Miss::is_same_type) {
            self.misses.retain(Miss::is_same_type);
        } else if let Some(fewest) = self.misses.iter().map(|miss| miss.why.len()).min() {
            self.misses.retain(|miss| miss.why.len() == fewest);
        }
    }

    /// As an object for programs.
    pub fn json(&self, event: &str, explain: bool) -> Value {
        let matches = self.matches.iter().map(|rule| {
            json!({ "rule": rule.name, "targets": rule.targets.iter().map(super::Target::json).collect::<Vec<_>>() })
        });
        let mut object = json!({ "event": event, "matches": matches.collect::<Vec<_>>() });
        if explain {
            let misses = self.misses.iter().map(
                |miss| json!({ "rule": miss.rule.name, "why": miss.why.iter().map(mismatch_json).collect::<Vec<_>>() }),
            );
            object["near_misses"] = misses.collect();
        }
        object
    }
}

impl Miss<'_> {
    fn is_same_type(&self) -> bool {
        !self.why.iter().any(|mismatch| matches!(mismatch.path.as_str(), "source" | "detail-type"))
    }
}

fn mismatch_json(mismatch: &Mismatch) -> Value {
    let found = match &mismatch.found {
        Found::Nothing => json!([]),
        Found::Values(values) => json!(values),
        Found::Apart => json!("in different elements of one array"),
    };
    json!({ "path": mismatch.path, "wanted": mismatch.wanted, "found": found })
}
