//! `lakegen test` as a user meets it.

use std::fs::File;

use serde_json::{Value, json};

use super::lakegen_binary::{MINIMAL, Run, Sandbox};

const ORDERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/orders/lakegen.yaml");
const DATA_QUALITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data_quality/lakegen.yaml");
const S3_DROP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/s3_drop/lakegen.yaml");

fn try_on(spec: &str, args: &[&str]) -> Run {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.run(&[&["test", spec], args].concat())
}

#[test]
fn what_each_sample_starts_in_the_orders_lake() {
    let clean = "rule orders-clean-orders-crawler matches: starts job orders-clean-orders through function orders-clean-orders-trigger";
    let revenue = "rule orders-daily-revenue-job matches: starts job orders-daily-revenue through function orders-daily-revenue-trigger";
    let alert = |rule: &str| format!("rule orders-{rule} matches: publishes to topic orders-alerts");
    for (sample, line) in [
        ("crawler-started", None),
        ("crawler-succeeded", Some(clean.to_owned())),
        ("crawler-failed", Some(alert("crawler-failed"))),
        ("crawler-not-started", Some(alert("crawler-failed"))),
        ("job-run-status", None),
        ("job-succeeded", Some(revenue.to_owned())),
        ("job-failed", Some(alert("job-failed"))),
        ("job-timeout", Some(alert("job-timeout"))),
        ("job-stopped", None),
        ("catalog-database-changed", None),
        ("catalog-table-changed", None),
        ("data-quality-job-failed", None),
        ("data-quality-table-succeeded", None),
        ("s3-object-created", None),
    ] {
        let run = try_on(ORDERS, &["--sample", sample]);
        let expected = match &line {
            Some(line) => format!("{sample}: 1 rule matches\n  {line}\n"),
            None => format!("{sample}: no rule matches\n"),
        };
        assert_eq!(run.stdout, expected);
        run.assert_code(i32::from(line.is_none()));
    }
}

#[test]
fn an_object_lands_where_the_lake_looks_for_it() {
    let hit = try_on(S3_DROP, &["--sample", "s3-object-created"]);
    hit.assert_code(0);
    assert!(hit.stdout.contains("starts job drop-load-drop through function drop-load-drop-trigger"), "{}", hit.stdout);
    let miss =
        try_on(S3_DROP, &["--sample", "s3-object-created", "--set", "detail.object.key=elsewhere/a.json", "--explain"]);
    miss.assert_code(1);
    let why = "  rule drop-load-drop-s3 does not match\n    detail.object.key: wanted [{\"prefix\":\"incoming/\"}], found \"elsewhere/a.json\"\n";
    assert!(miss.stdout.ends_with(why), "{}", miss.stdout);
}

/// The gate `delivery` asks for all rules, `rows` for half of them; a job follows `delivery`.
#[test]
fn a_gate_fails_by_its_score_and_not_because_a_rule_fails() {
    let told = "publishes to topic claims-alerts";
    let followed = "starts job claims-receipt";
    for (gate, score, matches) in [
        ("delivery", "1.0", vec![followed]),
        ("delivery", "0.9", vec![told]),
        ("rows", "0.9", vec![]),
        ("rows", "0.5", vec![]),
        ("rows", "0.4", vec![told]),
    ] {
        let gate = format!("detail.context.evaluationContext={gate}");
        let score = format!("detail.score={score}");
        let run = try_on(DATA_QUALITY, &["--sample", "data-quality-job-failed", "--set", &gate, "--set", &score]);
        let found: Vec<_> = [followed, told].into_iter().filter(|what| run.stdout.contains(what)).collect();
        assert_eq!(found, matches, "{gate} {score}: {}", run.stdout);
    }
    try_on(DATA_QUALITY, &["--sample", "data-quality-job-failed"]).assert_code(0);
}

#[test]
fn settings_replace_the_names_of_the_lake() {
    let run = try_on(ORDERS, &["--sample", "crawler-succeeded", "--set", "detail.crawlerName=other", "--explain"]);
    run.assert_code(1);
    assert!(
        run.stdout.contains(r#"detail.crawlerName: wanted ["orders-raw-orders"], found "other""#),
        "{}",
        run.stdout
    );
    let run = try_on(ORDERS, &["--sample", "job-failed", "--set", "detail.x.y=[1]", "--set", "detail.state=SUCCEEDED"]);
    run.assert_code(0);
    assert!(run.stdout.contains("starts job orders-daily-revenue"), "{}", run.stdout);
    let run = try_on(ORDERS, &["--sample", "job-failed", "--set", "detail.state.x=1"]);
    run.assert_code(2);
    assert!(run.stderr.contains("cannot set detail.state.x"), "{}", run.stderr);
    try_on(ORDERS, &["--sample", "job-failed", "--set", "detail.state"]).assert_code(2);
}

#[test]
fn the_deployment_decides_about_account_and_bucket() {
    let event = json!({
        "source": "aws.s3", "detail-type": "Object Created", "account": "999988887777",
        "detail": { "bucket": { "name": "drop-landing-999988887777-cn-north-1" }, "object": { "key": "incoming/a" } },
    });
    let sandbox = Sandbox::with("event.json", event.to_string().as_bytes());
    let here = ["--account", "999988887777", "--region", "cn-north-1"];
    let run = sandbox.run(&[&["test", S3_DROP, "event.json"], here.as_slice()].concat());
    run.assert_code(0);
    assert!(run.stdout.starts_with("event.json: 1 rule matches\n"), "{}", run.stdout);
    sandbox.run(&["test", S3_DROP, "event.json"]).assert_code(1);

    let foreign = try_on(ORDERS, &["--sample", "job-failed", "--set", "account=\"999988887777\""]);
    foreign.assert_code(1);
    let hint = "note: job-failed is of account 999988887777; --account 999988887777 puts the lake there\n";
    assert!(foreign.stderr.ends_with(hint), "{}", foreign.stderr);
    try_on(ORDERS, &["--sample", "job-failed", "--account", "12"]).assert_code(2);
}

#[test]
fn one_event_without_a_match_fails_all() {
    let run = try_on(ORDERS, &["--sample", "crawler-succeeded", "--sample", "crawler-started"]);
    run.assert_code(1);
    assert!(run.stdout.contains("crawler-succeeded: 1 rule matches\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("crawler-started: no rule matches\n"), "{}", run.stdout);
}

#[test]
fn an_expectation_decides_about_the_exit_code() {
    let rule = "orders-job-failed";
    try_on(ORDERS, &["--sample", "job-failed", "--expect", rule]).assert_code(0);
    let run = try_on(ORDERS, &["--sample", "job-timeout", "--expect", rule]);
    run.assert_code(1);
    assert!(run.stdout.ends_with("  rule orders-job-failed should match and does not\n"), "{}", run.stdout);
    let run = try_on(ORDERS, &["--sample", "job-failed", "--expect", "orders-job-fialed"]);
    run.assert_code(2);
    assert!(run.stderr.contains("did you mean orders-job-failed?"), "{}", run.stderr);
    try_on(ORDERS, &["--sample", "crawler-started", "--expect-none"]).assert_code(0);
    try_on(ORDERS, &["--sample", "crawler-failed", "--expect-none"]).assert_code(1);
    try_on(ORDERS, &["--sample", "crawler-failed", "--expect-none", "--expect", rule]).assert_code(2);
}

#[test]
fn json_says_the_same_for_programs() {
    let run =
        try_on(ORDERS, &["--sample", "job-failed", "--expect", "orders-job-timeout", "--explain", "--format", "json"]);
    run.assert_code(1);
    let answer: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(answer[0]["event"], "job-failed");
    assert_eq!(
        answer[0]["matches"],
        json!([{ "rule": "orders-job-failed", "targets": [{ "kind": "topic", "topic": "orders-alerts" }] }])
    );
    assert_eq!(answer[0]["missing"], json!(["orders-job-timeout"]));
    let miss = json!({
        "rule": "orders-job-timeout",
        "why": [{ "path": "detail.state", "wanted": ["TIMEOUT"], "found": ["FAILED"] }],
    });
    assert!(answer[0]["near_misses"].as_array().expect("a list").contains(&miss), "{answer}");
    let run = try_on(ORDERS, &["--sample", "crawler-succeeded", "--format", "json"]);
    let answer: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let job = json!({ "kind": "job", "job": "orders-clean-orders", "function": "orders-clean-orders-trigger" });
    assert_eq!(answer[0]["matches"][0]["targets"], json!([job]));
    assert_eq!(answer[0].get("near_misses"), None);
}

#[test]
fn a_bad_event_is_located() {
    for (content, message) in [
        ("{\"a\":\n [1,}", "error: event.json:2:5: not JSON: expected value\n"),
        ("", "error: event.json:1:0: not JSON: EOF while parsing a value\n"),
        ("{} {}", "error: event.json:1:4: not JSON: trailing characters\n"),
        ("[1]", "error: event.json:1:1: an event is a JSON object\n"),
    ] {
        let sandbox = Sandbox::with("event.json", content.as_bytes());
        let run = sandbox.run(&["test", ORDERS, "event.json"]);
        run.assert_code(2);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", message), "{content}");
    }
    let deep = "{\"a\":".repeat(100_000);
    let sandbox = Sandbox::with("event.json", deep.as_bytes());
    let run = sandbox.run(&["test", ORDERS, "event.json"]);
    run.assert_code(2);
    assert!(run.stderr.contains("recursion limit"), "{}", run.stderr);
    let run = sandbox.run(&["test", ORDERS, "missing.json"]);
    run.assert_code(2);
    assert!(run.stderr.starts_with("error: cannot read missing.json: "), "{}", run.stderr);
}

#[test]
fn an_event_can_come_from_stdin() {
    let event = json!({
        "source": "aws.glue", "detail-type": "Glue Job State Change", "account": "111122223333",
        "detail": { "jobName": "orders-clean-orders", "state": "FAILED" },
    });
    let sandbox = Sandbox::with("event.json", event.to_string().as_bytes());
    let stdin = File::open(sandbox.path("event.json")).expect("is there");
    let output = sandbox.command(&["test", ORDERS, "-"]).stdin(stdin).output().expect("starts");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.starts_with(b"<stdin>: 1 rule matches\n"), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn what_is_missing_or_wrong_is_said() {
    let sandbox = Sandbox::with("lakegen.yaml", b"lakegen: 1\nname: tiny\nbukets: {}\n");
    let run = sandbox.run(&["test", "lakegen.yaml", "--sample", "job-failed"]);
    run.assert_code(1);
    assert!(run.stdout.is_empty() && run.stderr.contains("bukets"), "{}", run.stderr);
    sandbox.run(&["test"]).assert_code(2);
    sandbox.run(&["test", "lakegen.yaml"]).assert_code(2);
    let run = sandbox.run(&["test", "lakegen.yaml", "--sample", "job-faild"]);
    run.assert_code(2);
    assert!(run.stderr.contains("job-failed"), "{}", run.stderr);
    let run = sandbox.run(&["test", "--list-samples"]);
    run.assert_code(0);
    assert!(run.stdout.lines().any(|line| line.starts_with("crawler-succeeded ")), "{}", run.stdout);
}
