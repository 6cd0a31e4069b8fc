//! What the helpers print reads back as what they were given: judged by Python, PyYAML, serde_yaml and an HCL parser.

use std::io::Write as _;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::literal::*;

/// Texts of everything that any of the languages treats specially.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "$",
            "{",
            "}",
            "%",
            "${",
            "%{",
            "$$",
            "\"",
            "'",
            "\\",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u{1b}",
            "\u{7f}",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            "\u{202e}",
            "\u{e9}",
            "\u{1f600}",
            "\u{ffff}",
            "\u{10ffff}",
            "#",
            ": ",
            "- ",
            "\\u",
            "\\x41",
            "*",
            "_",
            "`",
            "[a](b)",
            "<b>",
            "&amp;",
            "|",
            "~~",
            "1. ",
            "yes",
            " ",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        "[a-z0-9]{1,4}",
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |f| f.is_finite()).prop_map(Value::from),
        hostile().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(hostile(), inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Draws `count` values, the same ones in every run.
fn sample<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>, count: usize) -> Vec<T> {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    (0..count).map(|_| strategy.new_tree(&mut runner).expect("a value").current()).collect()
}

/// Feeds `[[printed, value], ...]` as JSON to a Python program that exits with an error on the first difference.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn judged_by_python(needs: &str, program: &str, pairs: &[(String, Value)]) {
    let python = |code: &str| {
        let mut command = Command::new("python3");
        command.env("PYTHONUTF8", "1").args(["-c", code]).stdin(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    if !python(needs).output().is_ok_and(|run| run.status.success()) {
        eprintln!("SKIPPED: python3 cannot `{needs}` here");
        return;
    }
    let mut child = python(program).spawn().expect("it just ran");
    let input = serde_json::to_vec(pairs).expect("JSON");
    child.stdin.take().expect("piped").write_all(&input).expect("to write");
    let run = child.wait_with_output().expect("to wait");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn python_reads_python_back() {
    let program = "
import ast, json, sys
for printed, value in json.load(sys.stdin):
    back = ast.literal_eval(printed)
    assert back == value and repr(back) == repr(value), (printed, value)
";
    let values = sample(values(), 500);
    let flat: Vec<_> = values.iter().map(|value| (py(value), value.clone())).collect();
    assert!(flat.iter().all(|(printed, _)| !printed.contains('\n')));
    judged_by_python("import ast, json", program, &flat);
    let pretty: Vec<_> = values.into_iter().map(|value| (py_pretty(&value), value)).collect();
    judged_by_python("import ast, json", program, &pretty);
    assert_eq!(py(&json!({"a": [null, true, 1.5, "\u{fc}\"\u{1b}"]})), r#"{"a": [None, True, 1.5, "ü\"\x1b"]}"#);
}

#[test]
fn long_python_is_broken_into_lines() {
    let long = "x".repeat(60);
    let value =
        json!({ "name": "shop", "columns": [{ "to": "id", "from": long }, { "to": long, "from": [] }], "none": {} });
    let expected = format!(
        "{{\n    \"name\": \"shop\",\n    \"columns\": [\n        {{\"to\": \"id\", \"from\": \"{long}\"}},\n        \
         {{\"to\": \"{long}\", \"from\": []}},\n    ],\n    \"none\": {{}},\n}}"
    );
    assert_eq!(py_pretty(&value), expected);
    assert_eq!(py_pretty(&json!([1, 2])), "[1, 2]");
}

#[test]
fn pyyaml_reads_yaml_back() {
    let program = "
import json, sys, yaml
loaders = [yaml.SafeLoader] + ([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])
for printed, value in json.load(sys.stdin):
    for loader in loaders:
        assert yaml.load('key: ' + printed, loader) == {'key': value}, (printed, value)
";
    let pairs: Vec<_> = sample(hostile(), 500).into_iter().map(|text| (yaml_string(&text), text.into())).collect();
    judged_by_python("import yaml", program, &pairs);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn serde_yaml_reads_yaml_back(text in hostile()) {
        prop_assert_eq!(serde_yaml::from_str::<String>(&yaml_string(&text)).expect("YAML"), text);
    }

    #[test]
    fn json_reads_back(value in values()) {
        prop_assert_eq!(&serde_json::from_str::<Value>(&json(&value)).expect("JSON"), &value);
        prop_assert_eq!(&serde_json::from_str::<Value>(&json_pretty(&value)).expect("JSON"), &value);
    }

    #[test]
    fn an_hcl_parser_reads_hcl_back(text in hostile()) {
        let printed = hcl_string(&text);
        let back: hcl_edit::expr::Expression = printed.parse().expect(&printed);
        prop_assert_eq!(back.as_str(), Some(text.as_str()), "{}", printed);
    }

    #[test]
    fn a_comment_stays_a_comment(text in hostile()) {
        let printed = hash_comment(&text);
        for line in printed.split(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
            prop_assert!(line.starts_with('#') && !line.ends_with(' '), "{:?}", printed);
        }
    }

    #[test]
    fn markdown_is_one_line(text in hostile()) {
        let printed = md(&text);
        prop_assert_eq!(printed.lines().count().max(1), 1, "{:?}", printed);
        prop_assert!(printed.chars().all(is_plain));
    }
}

#[test]
fn printed_by_hand() {
    assert_eq!(hcl_string("a ${b} %{c} $$ \" \\ \n"), r#""a $${b} %%{c} $$ \" \\ \n""#);
    assert_eq!(hash_comment("a\r\n\n  b \u{2028}c\n\n"), "# a\n#\n#   b\n# c");
    assert_eq!(hash_comment(""), "#");
    assert_eq!(json_pretty(&json!({"a": [1]})), "{\n  \"a\": [\n    1\n  ]\n}");
    for (text, expected) in [
        ("raw_orders and more", "raw_orders and more"),
        ("_a_ *b* `c`", r"\_a\_ \*b\* \`c\`"),
        ("1. First", r"1\. First"),
        ("1.5 and 2) too", "1.5 and 2) too"),
        ("# a # b", r"\# a # b"),
        ("- a - b", r"\- a - b"),
        ("![x](y) <z> a|b", r"\!\[x\](y) \<z\> a\|b"),
        ("two\n  lines", "two lines"),
        ("a && b; &lt;", r"a \&\& b; \&lt;"),
    ] {
        assert_eq!(md(text), expected);
    }
}
