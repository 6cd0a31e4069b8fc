//! `lakegen diff`: its sides, its formats and its exit codes.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::lakegen::{MINIMAL, Sandbox};

/// A spec beside what was rendered from it.
fn rendered() -> Sandbox {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.run(&["render", "lakegen.yaml"]).assert_code(0);
    sandbox
}

fn edit(sandbox: &Sandbox, from: &str, to: &str) {
    let text = MINIMAL.replace(from, to);
    assert_ne!(text, MINIMAL, "no {from}");
    sandbox.write("lakegen.yaml", text.as_bytes());
}

#[test]
fn nothing_is_different_from_what_was_rendered() {
    let sandbox = rendered();
    let run = sandbox.run(&["diff", "lakegen.yaml"]);
    run.assert_code(0);
    assert_eq!(run.stdout, "tiny, CloudFormation, Terraform, CDK: no change\n", "{}", run.stderr);
}

#[test]
fn a_rendered_folder_is_compared_as_it_lies_there() {
    let sandbox = rendered();
    let jobs = sandbox.path("out/tiny/terraform/jobs.tf");
    let text = fs::read_to_string(&jobs).expect("a file");
    let retried =
        |line: &str| if line.contains(" max_retries ") { line.replace("= 0", "= 10") } else { line.to_owned() };
    fs::write(&jobs, text.split_inclusive('\n').map(retried).collect::<String>()).expect("written");
    fs::remove_dir_all(sandbox.path("out/tiny/cdk")).expect("removed");
    let run = sandbox.run(&["diff", "lakegen.yaml"]);
    run.assert_code(1);
    assert!(run.stdout.contains("max_retries: 10 -> 0"), "{}", run.stdout);
    assert!(run.stdout.contains("CloudFormation: no change"), "{}", run.stdout);
    assert!(run.stderr.contains("out/tiny/terraform/jobs.tf was edited by hand"), "{}", run.stderr);
    assert!(run.stderr.contains("out/tiny/cdk is not there"), "{}", run.stderr);
    let nowhere = sandbox.run(&["diff", "lakegen.yaml", "--out", "elsewhere"]);
    nowhere.assert_code(2);
}

#[test]
fn a_change_is_told_with_the_line_behind_it() {
    let sandbox = rendered();
    sandbox.write("old.yaml", MINIMAL.as_bytes());
    edit(&sandbox, "  curated: {}", "  cleaned: {}");
    let text = fs::read_to_string(sandbox.path("lakegen.yaml")).expect("a spec").replace("curated/", "cleaned/");
    sandbox.write("lakegen.yaml", text.as_bytes());
    let run = sandbox.run(&["diff", "old.yaml", "lakegen.yaml"]);
    run.assert_code(1);
    assert!(run.stdout.starts_with("buckets.curated is now buckets.cleaned, and else the same"), "{}", run.stdout);
    assert!(run.stdout.contains("left-behind        AWS::S3::Bucket CuratedBucket"), "{}", run.stdout);
    assert!(run.stdout.contains("rejected-running   aws_s3_bucket aws_s3_bucket.curated"), "{}", run.stdout);
    assert!(run.stdout.contains("terraform state rm aws_s3_bucket.curated"), "{}", run.stdout);
    assert!(run.stdout.contains("because of old.yaml:"), "{}", run.stdout);

    let json = sandbox.run(&["diff", "old.yaml", "lakegen.yaml", "--format", "json"]);
    let changes: Vec<Value> = serde_json::from_str(&json.stdout).expect("JSON");
    let bucket = changes.iter().find(|change| change["address"] == "aws_s3_bucket.curated").expect("the bucket");
    assert_eq!((&bucket["action"], &bucket["verdict"]), (&"remove".into(), &"rejected-running".into()));
    assert_eq!(bucket["origin"], "buckets.curated");
    assert_eq!(bucket["causes"][0]["file"], "old.yaml");

    let markdown = sandbox.run(&["diff", "old.yaml", "lakegen.yaml", "--format", "markdown"]);
    assert!(markdown.stdout.starts_with("### What this does to tiny\n"), "{}", markdown.stdout);
    assert!(markdown.stdout.contains("| **left-behind** | **rejected-running** |"), "{}", markdown.stdout);
}

#[test]
fn only_what_is_bad_enough_fails() {
    let sandbox = rendered();
    sandbox.write("old.yaml", MINIMAL.as_bytes());
    edit(&sandbox, "name: tiny\n", "name: tiny\ntags: { team: data }\n");
    sandbox.run(&["diff", "old.yaml", "lakegen.yaml"]).assert_code(1);
    sandbox.run(&["diff", "old.yaml", "lakegen.yaml", "--fail-on", "replaced"]).assert_code(0);
    edit(&sandbox, "name: tiny\n", "name: small\n");
    let run = sandbox.run(&["diff", "old.yaml", "lakegen.yaml", "--fail-on", "replaced"]);
    run.assert_code(1);
    assert!(run.stdout.starts_with("The lake was called tiny and is called small"), "{}", run.stdout);
    sandbox.run(&["diff", "old.yaml", "lakegen.yaml", "--fail-on", "dead"]).assert_code(2);
}

#[test]
fn a_revision_is_read_with_its_scripts() {
    let git = |sandbox: &Sandbox, arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(sandbox.path(".")).args(["-c", "user.name=t", "-c", "user.email=t@example.com"]);
        let output = command.args(arguments).output().expect("git");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.replace("builtin:parquet", "jobs/clean.py").as_bytes());
    sandbox.write("jobs/clean.py", b"print(1)\n");
    git(&sandbox, &["init", "-q"]);
    git(&sandbox, &["add", "."]);
    git(&sandbox, &["commit", "-q", "-m", "one"]);
    sandbox.run(&["diff", "lakegen.yaml", "--git", "HEAD"]).assert_code(0);
    sandbox.write("jobs/clean.py", b"print(2)\n");
    let run = sandbox.run(&["diff", "lakegen.yaml", "--git", "HEAD"]);
    run.assert_code(1);
    assert!(run.stdout.contains("Command.ScriptLocation: \"scripts/clean.py (sha256:"), "{}", run.stdout);
    let unknown = sandbox.run(&["diff", "lakegen.yaml", "--git", "nowhere"]);
    unknown.assert_code(2);
    assert!(unknown.stderr.contains("nowhere:lakegen.yaml"), "{}", unknown.stderr);
}
