//! What `PutRule` refuses, lakegen refuses, and says where.

use proptest::prelude::*;
use serde_json::{Value, json};

use lakegen::events::pattern::Pattern;

#[test]
fn what_putrule_refuses() {
    let many: Vec<Value> = (0..11).map(|index| json!({ format!("k{index}"): [1] })).collect();
    for (pattern, path) in [
        (json!([]), ""),
        (json!("a"), ""),
        (json!({}), ""),
        (json!({ "a": "x" }), "a"),
        (json!({ "a": 1 }), "a"),
        (json!({ "a": null }), "a"),
        (json!({ "a": [] }), "a"),
        (json!({ "a": {} }), "a"),
        (json!({ "a": { "b": true } }), "a.b"),
        (json!({ "a": [["x"]] }), "a[0]"),
        (json!({ "a": [{}] }), "a[0]"),
        (json!({ "a": ["x", { "prefix": "a", "suffix": "b" }] }), "a[1]"),
        (json!({ "a": [{ "regex": "x" }] }), "a[0].regex"),
        (json!({ "a": [{ "Prefix": "x" }] }), "a[0].Prefix"),
        (json!({ "a": [{ "prefix": 1 }] }), "a[0].prefix"),
        (json!({ "a": [{ "prefix": ["x"] }] }), "a[0].prefix"),
        (json!({ "a": [{ "prefix": {} }] }), "a[0].prefix"),
        (json!({ "a": [{ "prefix": { "wildcard": "x" } }] }), "a[0].prefix.wildcard"),
        (json!({ "a": [{ "suffix": { "equals-ignore-case": 1 } }] }), "a[0].suffix.equals-ignore-case"),
        (json!({ "a": [{ "equals-ignore-case": ["x"] }] }), "a[0].equals-ignore-case"),
        (json!({ "a": [{ "exists": "true" }] }), "a[0].exists"),
        (json!({ "a": [{ "wildcard": "a**b" }] }), "a[0].wildcard"),
        (json!({ "a": [{ "wildcard": "a\\b" }] }), "a[0].wildcard"),
        (json!({ "a": [{ "wildcard": "a\\" }] }), "a[0].wildcard"),
        (json!({ "a": [{ "cidr": "10.0.0.0" }] }), "a[0].cidr"),
        (json!({ "a": [{ "cidr": "10.0.0.0/32" }] }), "a[0].cidr"),
        (json!({ "a": [{ "cidr": "::/128" }] }), "a[0].cidr"),
        (json!({ "a": [{ "cidr": "10.0.0/8" }] }), "a[0].cidr"),
        (json!({ "a": [{ "cidr": "10.0.0.0/-1" }] }), "a[0].cidr"),
        (json!({ "a": [{ "cidr": 10 }] }), "a[0].cidr"),
        (json!({ "a": [{ "numeric": 1 }] }), "a[0].numeric"),
        (json!({ "a": [{ "numeric": [] }] }), "a[0].numeric"),
        (json!({ "a": [{ "numeric": ["="] }] }), "a[0].numeric"),
        (json!({ "a": [{ "numeric": ["!=", 1] }] }), "a[0].numeric"),
        (json!({ "a": [{ "numeric": ["=", "1"] }] }), "a[0].numeric[1]"),
        (json!({ "a": [{ "numeric": [">", 5e9 + 1.0] }] }), "a[0].numeric[1]"),
        (json!({ "a": [{ "numeric": ["<", 5, ">", 1] }] }), "a[0].numeric"),
        (json!({ "a": [{ "numeric": [">", 5, "<", 5] }] }), "a[0].numeric"),
        (json!({ "a": [{ "numeric": [">", 1, "<", 2, "<", 3] }] }), "a[0].numeric"),
        (json!({ "a": [{ "anything-but": null }] }), "a[0].anything-but"),
        (json!({ "a": [{ "anything-but": true }] }), "a[0].anything-but"),
        (json!({ "a": [{ "anything-but": [] }] }), "a[0].anything-but"),
        (json!({ "a": [{ "anything-but": ["x", 1] }] }), "a[0].anything-but"),
        (json!({ "a": [{ "anything-but": ["x", null] }] }), "a[0].anything-but[1]"),
        (json!({ "a": [{ "anything-but": 6e9 }] }), "a[0].anything-but"),
        (json!({ "a": [{ "anything-but": { "exists": true } }] }), "a[0].anything-but.exists"),
        (json!({ "a": [{ "anything-but": { "prefix": "" } }] }), "a[0].anything-but.prefix"),
        (json!({ "a": [{ "anything-but": { "suffix": [1] } }] }), "a[0].anything-but.suffix[0]"),
        (json!({ "a": [{ "anything-but": { "wildcard": "**" } }] }), "a[0].anything-but.wildcard"),
        (json!({ "$or": [] }), "$or"),
        (json!({ "$or": [{ "a": [1] }] }), "$or"),
        (json!({ "$or": { "a": [1] } }), "$or"),
        (json!({ "$or": [{ "a": [1] }, "b"] }), "$or[1]"),
        (json!({ "$or": [{ "a": [1] }, {}] }), "$or[1]"),
        (json!({ "d": { "$or": [{ "a": [1] }, { "b": [{ "nope": 1 }] }] } }), "d.$or[1].b[0].nope"),
        (json!({ "$or": [{ "prefix": ["x"] }, { "a": [1] }] }), "$or[0].prefix"),
        (json!({ "a": { "$or": many }, "b": { "$or": many }, "c": { "$or": many } }), "c.$or[8]"),
    ] {
        let error = Pattern::parse(&pattern).map(|_| ()).expect_err(&pattern.to_string());
        assert_eq!(error.path, path, "{pattern}: {error}");
    }
}

#[test]
fn a_field_may_have_the_name_of_an_operator() {
    for pattern in [json!({ "prefix": ["x"] }), json!({ "detail": { "exists": { "cidr": ["x"] } } })] {
        assert!(Pattern::parse(&pattern).is_ok(), "{pattern}");
    }
}

#[test]
fn the_length_is_a_check_of_its_own() {
    let pattern = |length: usize| json!({ "a": ["x".repeat(length - r#"{"a":[""]}"#.len())] });
    assert!(Pattern::check_length(&pattern(2_048)).is_ok());
    let error = Pattern::check_length(&pattern(2_049)).expect_err("too long");
    assert_eq!(error.to_string(), "the pattern has 2049 characters, more than 2048");
    assert!(Pattern::parse(&pattern(4_000)).is_ok());
}

/// JSON of every kind, with the words of the pattern language where they hurt.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("prefix"),
        Just("suffix"),
        Just("anything-but"),
        Just("numeric"),
        Just("exists"),
        Just("wildcard"),
        Just("cidr"),
        Just("equals-ignore-case"),
        Just("$or"),
        Just("="),
        Just("<"),
        Just(">="),
        Just("a"),
        Just("a.b"),
        Just("10.0.0.0/8"),
        Just("*\\*"),
        Just("\u{130}\u{1c5}"),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word.clone().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        let key = prop_oneof![word.clone().prop_map(String::from), any::<String>()];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..6).prop_map(|entries| entries.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_panics_and_the_explanation_agrees(pattern in any_json(), event in any_json()) {
        drop(Pattern::check_length(&pattern));
        if let Ok(pattern) = Pattern::parse(&pattern) {
            prop_assert_eq!(pattern.matches(&event), pattern.explain(&event).is_empty());
        }
        // Most of what is drawn is no pattern; a list in an object nearly always is.
        if let Ok(pattern) = Pattern::parse(&serde_json::json!({ "a": [event.clone()], "b": { "c": pattern } })) {
            pattern.matches(&event);
        }
    }

    #[test]
    fn an_exact_pattern_of_an_event_matches_it(event in any_json()) {
        let exact = serde_json::json!({ "a": [event] });
        if let Ok(pattern) = Pattern::parse(&exact) && !exact["a"][0].is_object() {
            prop_assert!(pattern.matches(&exact));
        }
    }
}
