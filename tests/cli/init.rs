//! `lakegen init`: every example is a lake that validates and renders, and nothing that is there is lost.

use std::fs;

use crate::lakegen::Sandbox;

#[test]
fn every_example_validates_and_renders_as_the_folder_is_called() {
    let sandbox = Sandbox::with("README.md", b"");
    let list = sandbox.run(&["init", "--list"]);
    list.assert_code(0);
    let examples: Vec<&str> = list.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(examples.contains(&"minimal") && examples.contains(&"everything"), "{}", list.stdout);
    for example in examples {
        let folder = format!("{example}/My Lake");
        let run = sandbox.run(&["init", &folder, "--example", example]);
        run.assert_code(0);
        assert!(run.stdout.starts_with(&format!("{folder}/lakegen.yaml\n")), "{}", run.stdout);
        assert!(run.stderr.starts_with("\nNext:\n"), "{}", run.stderr);
        let rendered = sandbox.run(&["render", &folder, "--out", example, "--deny", "warnings"]);
        rendered.assert_code(0);
        assert!(sandbox.path(&format!("{example}/my-lake/terraform/storage.tf")).is_file());
    }
}

#[test]
fn a_name_that_would_not_do_is_not_taken() {
    let sandbox = Sandbox::with("README.md", b"");
    for (folder, example, lake) in [
        ("a-name-of-23-characters", "orders", "a-name-of-23-characters"),
        ("a-name-of-23-characters", "everything", "a-name-of-23-characters"),
        ("2026", "minimal", "minimal"),
    ] {
        let folder = format!("{example}/{folder}");
        let run = sandbox.run(&["init", &folder, "--example", example]);
        run.assert_code(0);
        let spec = fs::read_to_string(sandbox.path(&folder).join("lakegen.yaml")).expect("is there");
        assert!(spec.contains(&format!("\nname: {lake}\n")), "{folder}: {}", run.stderr);
        assert_eq!(run.stderr.contains("note: "), !folder.ends_with(lake), "{}", run.stderr);
        sandbox.run(&["validate", &folder]).assert_code(0);
    }
}

#[test]
fn a_spec_finds_its_schema() {
    let sandbox = Sandbox::with("README.md", b"");
    fs::create_dir(sandbox.path("shop")).expect("made");
    let run = sandbox.command(&["init"]).current_dir(sandbox.path("shop")).output().expect("starts");
    assert!(run.status.success());
    assert_eq!(String::from_utf8_lossy(&run.stdout), "lakegen.yaml\nlakegen.schema.json\n.gitignore\n");
    let spec = fs::read_to_string(sandbox.path("shop/lakegen.yaml")).expect("is there");
    assert!(spec.contains("\nname: shop\n"), "{spec}");
    let first = spec.lines().next().expect("a line");
    let schema = first.strip_prefix("# yaml-language-server: $schema=").expect("the editor's comment");
    let text = fs::read_to_string(sandbox.path("shop").join(schema)).expect("is there");
    assert_eq!(text, sandbox.run(&["schema"]).stdout);
}

#[test]
fn nothing_is_overwritten() {
    let sandbox = Sandbox::with("lake/jobs/clean_orders.py", b"mine");
    sandbox.write("lake/.gitignore", b"mine");
    let refused = sandbox.run(&["init", "lake", "--example", "orders"]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("\n  lake/jobs/clean_orders.py\n"), "{}", refused.stderr);
    assert!(!sandbox.path("lake/lakegen.yaml").exists(), "half of it was written");

    let beside = sandbox.run(&["init", "lake"]);
    beside.assert_code(0);
    assert!(beside.stderr.contains("lake/.gitignore is there already"), "{}", beside.stderr);
    assert_eq!(fs::read(sandbox.path("lake/.gitignore")).expect("is there"), b"mine");
    sandbox.run(&["init", "lake"]).assert_code(2);
}
