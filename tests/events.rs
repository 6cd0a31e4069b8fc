//! EventBridge's pattern language against AWS's documentation and two matchers that are not lakegen's; `lakegen test`
//! as a user meets it.

#[path = "events/cli.rs"]
mod cli;
#[path = "events/generate.rs"]
mod generate;
#[path = "cli/lakegen.rs"]
mod lakegen_binary;
#[path = "events/operators.rs"]
mod operators;
#[path = "events/oracles.rs"]
mod oracles;
#[path = "events/random.rs"]
mod random;
#[path = "events/refusals.rs"]
mod refusals;

use serde_json::Value;

use lakegen::events::pattern::Pattern;

/// The pattern that `json` is.
#[track_caller]
fn pattern(json: &Value) -> Pattern {
    Pattern::parse(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Holds each event against `json`, and the explanation against the answer.
#[track_caller]
fn check(json: &Value, hits: &[Value], misses: &[Value]) {
    let pattern = pattern(json);
    for (events, expected) in [(hits, true), (misses, false)] {
        for event in events {
            assert_eq!(pattern.matches(event), expected, "{json} on {event}");
            assert_eq!(pattern.explain(event).is_empty(), expected, "{json} on {event}");
        }
    }
}
