//! Every mistake of `tests/fixtures/mistakes.yaml` is a rule of lakegen, or cannot be made, or has its reason.

use std::collections::{BTreeMap, BTreeSet};

use lakegen::diag::rules;
use lakegen::spec::Spec;
use lakegen::yaml::Document;
use serde::Deserialize;

const MISTAKES: &str = include_str!("../fixtures/mistakes.yaml");

/// The files whose tests hold what a spec has no words for.
const HOLDING: [&str; 5] = [
    include_str!("access.rs"),
    include_str!("accounted.rs"),
    include_str!("events.rs"),
    include_str!("glue.rs"),
    include_str!("storage.rs"),
];

#[derive(Deserialize)]
#[serde(untagged)]
enum Outcome {
    /// The word `rule`.
    Rule(String),
    Other(Other),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Other {
    mistake: String,
    held_by: Option<String>,
    covered_by: Option<String>,
    needs: Option<String>,
    never: Option<String>,
}

#[test]
fn every_mistake_is_accounted_for() {
    let mistakes: BTreeMap<String, Outcome> = serde_yaml::from_str(MISTAKES).expect("outcomes by code");
    assert!(mistakes.len() > 100, "only {} mistakes", mistakes.len());
    let known: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    let mut wrong = Vec::new();
    for (code, outcome) in &mistakes {
        let is_rule = known.contains(code.as_str());
        match outcome {
            Outcome::Rule(word) => {
                if word != "rule" || !is_rule {
                    wrong.push(format!("{code} is no rule"));
                }
            }
            Outcome::Other(other) => {
                if is_rule {
                    wrong.push(format!("{code} is a rule by now"));
                }
                if let Some(fault) = fault(other, &known) {
                    wrong.push(format!("{code} ({}): {fault}", other.mistake));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn fault(other: &Other, known: &BTreeSet<&str>) -> Option<String> {
    let reasons = [&other.held_by, &other.covered_by, &other.needs, &other.never].into_iter().flatten().count();
    if reasons != 1 {
        return Some(format!("{reasons} reasons"));
    }
    if let Some(test) = &other.held_by {
        let is_test = HOLDING.iter().any(|file| file.contains(&format!("#[test]\nfn {test}()")));
        return (!is_test).then(|| format!("there is no test `{test}`"));
    }
    let code = other.covered_by.as_deref()?;
    (!known.contains(code)).then(|| format!("{code} is no rule"))
}

/// Readers of YAML make a number of `012345678901` and `3.10`, a truth of `no`, and a day of `2026-01-01`.
#[test]
fn texts_stay_as_they_are_written() {
    let texts =
        ["012345678901", "3.10", "1e5", "0x1F", "1_000", "12:30", "2026-01-01", "yes", "no", "on", "true", "+5"];
    for text in texts {
        let spec = format!("lakegen: 1\nname: orders\ntags: {{ key: {text} }}\n");
        let document = Document::parse("spec.yaml", spec.into_bytes()).expect("YAML");
        let read = document.read::<Spec>();
        let tag = read.value.and_then(|spec| spec.tags).and_then(|tags| tags.get("key").cloned());
        assert_eq!(tag.as_deref(), Some(text), "{:?}", read.findings);
    }
}
