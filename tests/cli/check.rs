//! `render --check`: what is wrong with which file, without a change to any.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::lakegen::{MINIMAL, Sandbox};

fn rendered() -> Sandbox {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.run(&["render", "lakegen.yaml"]).assert_code(0);
    sandbox
}

/// Every file below `folder`, and when it was written.
fn files(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let written = fs::metadata(&path).and_then(|meta| meta.modified()).expect("a time");
            found.push((path, written));
        }
    }
    found.sort();
    found
}

#[test]
fn what_is_as_rendered_passes() {
    let sandbox = rendered();
    let run = sandbox.run(&["render", "lakegen.yaml", "--check"]);
    run.assert_code(0);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.ends_with(" files checked, all as rendered\n"), "{}", run.stderr);
}

#[test]
fn every_fault_is_found_and_nothing_is_written() {
    let sandbox = rendered();
    sandbox.write("lakegen.yaml", MINIMAL.replace("writes: [curated/out/]", "writes: [curated/new/]").as_bytes());
    fs::write(sandbox.path("out/tiny/terraform/storage.tf"), "# mine\n").expect("written");
    fs::remove_file(sandbox.path("out/tiny/cdk/cdk.json")).expect("removed");
    sandbox.run(&["render", "lakegen.yaml", "-t", "cloudformation", "--format", "json"]).assert_code(0);
    let before = files(&sandbox.path("."));
    let run = sandbox.run(&["render", "lakegen.yaml", "--check"]);
    run.assert_code(1);
    assert_eq!(files(&sandbox.path(".")), before);
    for line in [
        "edited by hand: out/tiny/terraform/storage.tf\n",
        "missing: out/tiny/cdk/cdk.json\n",
        "missing: out/tiny/cloudformation/template.yaml\n",
        "orphaned: out/tiny/cloudformation/template.json\n",
        "stale: out/tiny/terraform/jobs.tf\n",
        " 2 missing, ",
        " 1 orphaned, 1 edited by hand\nhelp: move the edits into the spec; ",
    ] {
        assert!(run.stderr.contains(line), "{line}: {}", run.stderr);
    }
    for lines in [
        "--- a/out/tiny/terraform/storage.tf\n+++ b/out/tiny/terraform/storage.tf\n@@ -1 +1,",
        "@@\n-# mine\n+",
        "--- /dev/null\n+++ b/out/tiny/cdk/cdk.json\n@@ -0,0 +1,",
        "--- a/out/tiny/cloudformation/template.json\n+++ /dev/null\n@@ -1,",
    ] {
        assert!(run.stdout.contains(lines), "{lines}: {}", run.stdout);
    }
    let changed = |sign: char, end: &str| {
        run.stdout.lines().any(|line| line.starts_with(sign) && line.contains("curated") && line.contains(end))
    };
    assert!(changed('-', "out/") && changed('+', "new/"), "{}", run.stdout);
}

#[test]
fn a_folder_that_was_never_rendered_is_missing() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    let run = sandbox.run(&["render", "lakegen.yaml", "--check"]);
    run.assert_code(1);
    assert!(run.stderr.contains("missing: out/tiny/terraform/storage.tf\n"), "{}", run.stderr);
    assert!(!sandbox.path("out").exists());
}

#[test]
fn a_lost_record_is_a_fault_too() {
    let sandbox = rendered();
    fs::remove_file(sandbox.path("out/tiny/cdk/.lakegen.json")).expect("removed");
    let run = sandbox.run(&["render", "lakegen.yaml", "--check"]);
    run.assert_code(1);
    assert!(run.stderr.starts_with("missing: out/tiny/cdk/.lakegen.json\nerror: "), "{}", run.stderr);
}

#[test]
fn a_mistake_in_a_spec_comes_first() {
    let sandbox = rendered();
    sandbox.write("lakegen.yaml", MINIMAL.replace("database: tiny", "database: tyni").as_bytes());
    let run = sandbox.run(&["render", "lakegen.yaml", "--check"]);
    run.assert_code(1);
    assert!(run.stdout.is_empty() && run.stderr.contains("LG-E006"), "{}", run.stderr);
}

#[test]
fn the_diff_is_coloured_where_colours_are_wanted() {
    let sandbox = rendered();
    fs::write(sandbox.path("out/tiny/terraform/storage.tf"), "# mine\n").expect("written");
    assert!(!sandbox.run(&["render", "lakegen.yaml", "--check"]).stdout.contains('\u{1b}'));
    let run = sandbox.run(&["render", "lakegen.yaml", "--check", "--color", "always"]);
    assert!(run.stdout.contains("\u{1b}[31m-# mine\u{1b}[0m\n"), "{}", run.stdout);
}

#[test]
fn git_takes_the_diff() {
    let sandbox = rendered();
    sandbox.write("lakegen.yaml", MINIMAL.replace("curated: {}", "curated: {}\n  third: {}").as_bytes());
    fs::write(sandbox.path("out/tiny/terraform/storage.tf"), "mine, without an end of line").expect("written");
    fs::remove_file(sandbox.path("out/tiny/cdk/cdk.json")).expect("removed");
    let run = sandbox.run(&["render", "lakegen.yaml", "--check"]);
    run.assert_code(1);
    sandbox.write("patch", run.stdout.as_bytes());
    let git = Command::new("git").args(["apply", "patch"]).current_dir(sandbox.path(".")).output().expect("git");
    assert!(git.status.success(), "{}", String::from_utf8_lossy(&git.stderr));
    sandbox.run(&["render", "lakegen.yaml", "--check"]).assert_code(0);
    let rendered = sandbox.run(&["render", "lakegen.yaml"]);
    rendered.assert_code(0);
    assert_eq!(rendered.stdout, "");
}
