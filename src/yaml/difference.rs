//! The same values as `serde_yaml` reads, wherever a spec may say something.
//!
//! The one known departure: `-0x1F` is text here, as the core schema has it.

use proptest::prelude::*;
use serde_json::Value;

use super::Document;

/// The document as JSON; `None` when anything in it is refused.
fn ours(text: &str) -> Option<Value> {
    let read = Document::parse("a.yaml", text.into()).ok()?.read::<Value>();
    read.value.filter(|_| read.findings.is_empty())
}

/// The values of a document that must be accepted.
fn agree(text: &str) {
    let theirs: Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}: {text:?}"));
    assert_eq!(ours(text), Some(theirs), "{text:?}");
}

#[test]
fn scalars_mean_the_same() {
    for scalar in [
        "~",
        "null",
        "Null",
        "NULL",
        "nUll",
        "",
        "true",
        "True",
        "TRUE",
        "tRue",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "0",
        "-0",
        "1",
        "-1",
        "+1",
        "007",
        "-007",
        "00",
        "1_000",
        "1:30",
        "2024-01-01",
        "0x1F",
        "0o17",
        "0o8",
        "0xG",
        "0x",
        "1.",
        ".5",
        "-.5",
        "+.5",
        "1.5",
        "1e3",
        "1E-3",
        "1e",
        "1.e3",
        ".",
        "+",
        "e3",
        ".e3",
        "01.5",
        "1.5.2",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "18446744073709551615",
        "1e400",
        "0.1",
        "1d",
        "10GB",
        "nan",
        "inf",
        "infinity",
        "Infinity",
        "a b",
        "a#b",
        "a:b",
        "'1'",
        "\"1\"",
        "\"\\u00e9\\n\"",
        "'it''s'",
        "=",
        "a\n  b",
        "|\n  a\n  b\n",
        ">\n  a\n  b\n",
        "|-\n  a\n\n",
        ">+\n  a\n\n",
    ] {
        agree(&format!("k: {scalar}\n"));
    }
}

/// Text that a YAML writer must quote, and that a reader must give back.
fn text() -> impl Strategy<Value = String> {
    let any =
        prop_oneof!["[ -~]{0,12}", "[a-z0-9.:,#*&!|>%@`'\"{}\\[\\]\n \t-]{0,12}", "\\PC{0,8}", "[0-9.eE_x+-]{1,6}"];
    // The writer is one of YAML 1.1, for which these two break lines; they do not in YAML 1.2, which we read.
    any.prop_filter("a line break in YAML 1.1 only", |text| !text.contains(['\u{2028}', '\u{2029}']))
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9f64).prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let key = text().prop_filter("the merge key is refused", |key| key != "<<");
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_serde_yaml_writes_is_read_back(value in json()) {
        let text = serde_yaml::to_string(&value).expect("JSON is YAML");
        prop_assert_eq!(ours(&text), Some(value), "{}", text);
    }

    #[test]
    fn flow_text_means_the_same(value in json()) {
        let text = serde_json::to_string(&value).expect("plain data");
        prop_assert_eq!(ours(&text), Some(value), "{}", text);
    }
}
