//! Two matchers that are not lakegen's, asked about the same pairs.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use lakegen::events::pattern::Pattern;

use super::generate::{Dialect, pair};
use super::random::Random;

const EVERYTHING: Dialect = Dialect {
    objects_in_arrays: true,
    or: true,
    nested_operators: true,
    booleans: true,
    existence: true,
    ranges: true,
};

fn pairs(count: usize, seed: u64, dialect: Dialect) -> Vec<(Value, Value)> {
    let mut random = Random(seed);
    (0..count).map(|_| pair(&mut random, dialect)).collect()
}

fn ours(pairs: &[(Value, Value)]) -> Vec<bool> {
    let answers: Vec<bool> = pairs.iter().map(|(pattern, event)| super::pattern(pattern).matches(event)).collect();
    let hits = answers.iter().filter(|hit| **hit).count();
    let share = 100 * hits / pairs.len();
    assert!((30..70).contains(&share), "{share} % match: the pairs say too little");
    answers
}

fn agree(pairs: &[(Value, Value)], ours: &[bool], theirs: &[bool]) {
    assert_eq!(theirs.len(), ours.len());
    let differ: Vec<String> = pairs
        .iter()
        .zip(ours.iter().zip(theirs))
        .filter(|(_, (ours, theirs))| ours != theirs)
        .map(|((pattern, event), (ours, theirs))| format!("{pattern}\n  on {event}\n  is {ours} here, {theirs} there"))
        .collect();
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ[..differ.len().min(5)].join("\n"));
}

/// What moto is not asked, and why:
/// - objects in arrays: it does not look into them (the service does, see the other oracle);
/// - empty objects and arrays: it takes them for values (event-ruler flattens them to nothing);
/// - a field asked for twice through `$or`: it wants both (the service keeps the last);
/// - a block of addresses whose address is not its first: it matches nothing (the service masks the address);
/// - `true` and `false`: in Python they are the numbers 1 and 0 (JSON has no such idea; the other oracle is asked);
/// - numbers beyond 5e9: it compares them (the service does not).
#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn moto_agrees() {
    let pairs = pairs(4_000, 1, Dialect { objects_in_arrays: false, booleans: false, ..EVERYTHING });
    let ours = ours(&pairs);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/events/moto_answers.py");
    let child = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("SKIPPED: python3 does not start");
        return;
    };
    let asked = json!(pairs).to_string();
    child.stdin.take().expect("is piped").write_all(asked.as_bytes()).expect("reads all of it");
    let output = child.wait_with_output().expect("ends");
    if output.status.code() == Some(77) {
        eprintln!("SKIPPED: moto is not installed");
        return;
    }
    assert!(output.status.success(), "{}", output.status);
    agree(&pairs, &ours, &serde_json::from_slice::<Vec<bool>>(&output.stdout).expect("a list of answers"));
}

/// quamina is by the first author of the service's matcher, and knows about elements of arrays what moto does not. What
/// it is not asked, and why:
/// - `$or` and operators inside operators: it has none;
/// - `exists`, and what an array of objects is: for it that is a value (for the service, only what lies in it is), and of
///   two absent fields it notices one;
/// - `numeric` and `cidr`: some texts beyond ASCII are numbers for it, and some IPv6 addresses are in no block;
/// - an empty suffix: it matches nothing (every text in the service).
#[test]
fn quamina_agrees() {
    let pairs =
        pairs(1_000, 2, Dialect { or: false, nested_operators: false, existence: false, ranges: false, ..EVERYTHING });
    let theirs: Vec<bool> = pairs
        .iter()
        .map(|(pattern, event)| {
            let mut quamina = quamina::Quamina::new();
            quamina.add_pattern((), &pattern.to_string()).unwrap_or_else(|error| panic!("{pattern}: {error}"));
            let found = quamina.matches_for_event(event.to_string().as_bytes());
            !found.unwrap_or_else(|error| panic!("{event}: {error}")).is_empty()
        })
        .collect();
    agree(&pairs, &ours(&pairs), &theirs);
}

#[test]
fn every_pair_is_a_pattern_and_an_event() {
    for (pattern, event) in pairs(1_000, 3, EVERYTHING) {
        assert!(Pattern::parse(&pattern).is_ok() && event.is_object(), "{pattern}");
    }
}
