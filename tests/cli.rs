//! The binary as a user meets it: exit codes, where words go, and what a bad input does.

#[path = "cli/check.rs"]
mod check;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/environments.rs"]
mod environments;
#[path = "cli/init.rs"]
mod init;
#[path = "cli/lakegen.rs"]
mod lakegen;
#[path = "cli/malformed.rs"]
mod malformed;
#[path = "cli/progress.rs"]
mod progress;
#[path = "cli/watch.rs"]
mod watch;

use std::fs;
use std::process::Stdio;

use lakegen::{MINIMAL, Sandbox};

#[test]
fn render_writes_three_targets_and_says_what_changed() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    let first = sandbox.run(&["render", "lakegen.yaml"]);
    first.assert_code(0);
    for path in ["cloudformation/template.yaml", "terraform/versions.tf", "cdk/cdk.json", "cdk/cdk.out/manifest.json"] {
        assert!(sandbox.path(&format!("out/tiny/{path}")).is_file(), "{path}");
        assert!(first.stdout.contains(&format!("out/tiny/{path}\n")), "{}", first.stdout);
    }
    let second = sandbox.run(&["render", "lakegen.yaml"]);
    second.assert_code(0);
    assert_eq!(second.stdout, "", "nothing has changed");
    assert!(
        second.stderr.starts_with("1 spec rendered: ") && second.stderr.contains(" files, 0 changed, "),
        "{}",
        second.stderr
    );
}

#[test]
fn a_code_is_explained_however_it_is_written() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    let by_code = sandbox.run(&["explain", "LG-E020"]);
    by_code.assert_code(0);
    assert!(by_code.stdout.contains("Wrong:\n\n```yaml\nlakegen: 1\n"), "{}", by_code.stdout);
    assert_eq!(sandbox.run(&["explain", "e020"]).stdout, by_code.stdout);
    assert_eq!(sandbox.run(&["explain", "new-folders-needs-log"]).stdout, by_code.stdout);
    assert!(sandbox.run(&["explain"]).stdout.contains("LG-E020  error    new-folders-needs-log\n"));
    let unknown = sandbox.run(&["explain", "LG-E02"]);
    unknown.assert_code(2);
    assert!(unknown.stderr.contains("there is no rule and no key `LG-E02`"), "{}", unknown.stderr);
}

#[test]
fn a_picture_is_drawn_in_each_form() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    for (format, begins) in
        [("mermaid", "%% The lake tiny"), ("dot", "// The lake tiny"), ("svg", "<svg "), ("json", "{")]
    {
        let drawn = sandbox.run(&["graph", "lakegen.yaml", "--format", format]);
        drawn.assert_code(0);
        assert!(drawn.stdout.starts_with(begins), "{}", drawn.stdout);
        let detail = sandbox.run(&["graph", "lakegen.yaml", "--detail", "--format", format, "--out", "picture"]);
        detail.assert_code(0);
        assert_eq!(detail.stdout, "");
        let written = fs::read_to_string(sandbox.path("picture")).expect("a file");
        assert!(written.contains("tiny-clean-trigger") && !drawn.stdout.contains("tiny-clean-trigger"), "{written}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.run(&["graph", "lakegen.yaml", "--format", "json"]).stdout).expect("JSON");
    let nodes = json["nodes"].as_array().expect("nodes");
    let job = nodes.iter().find(|node| node["id"] == "job:clean").expect("the job");
    let line = usize::try_from(job["line"].as_u64().expect("a line")).expect("a line");
    assert!(MINIMAL.lines().nth(line - 1).is_some_and(|line| line.contains("clean")), "{job}");
}

#[test]
fn a_statement_is_traced_to_the_line_that_asks_for_it() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    let all = sandbox.run(&["explain", "iam", "lakegen.yaml"]);
    all.assert_code(0);
    let one = sandbox.run(&["explain", "iam", "lakegen.yaml", "clean"]);
    one.assert_code(0);
    assert!(all.stdout.contains(&one.stdout[..one.stdout.len() - 1]), "{}", one.stdout);
    assert!(
        one.stdout.contains("WriteOutputAndTemporary: The job writes below what `writes` names, and to its temporary prefix.\n    asked by   lakegen.yaml:15:5 jobs.clean.writes"),
        "{}",
        one.stdout
    );
    let policies: serde_json::Value =
        serde_json::from_str(&sandbox.run(&["explain", "iam", "lakegen.yaml", "--format", "json"]).stdout)
            .expect("JSON");
    assert!(policies.as_array().is_some_and(|policies| policies.len() > 5), "{policies}");
    let unknown = sandbox.run(&["explain", "iam", "lakegen.yaml", "claen"]);
    unknown.assert_code(2);
    assert!(unknown.stderr.contains("did you mean `clean`?"), "{}", unknown.stderr);
}

#[test]
fn a_day_to_come_is_checked_for() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    let later = sandbox.run(&["validate", "lakegen.yaml", "--as-of", "2029-07-01", "--deny", "warnings"]);
    later.assert_code(1);
    assert!(later.stdout.contains("LG-W086"), "{}", later.stdout);
    sandbox.run(&["validate", "lakegen.yaml", "--as-of", "2026-11-28", "--deny", "warnings"]).assert_code(0);
    let unreadable = sandbox.run(&["validate", "lakegen.yaml", "--as-of", "tomorrow"]);
    unreadable.assert_code(2);
    assert!(unreadable.stderr.contains("write a day such as 2029-07-01"), "{}", unreadable.stderr);
}

#[test]
fn a_hook_can_fail_on_what_it_has_changed() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.run(&["render", "lakegen.yaml", "--fail-on-change"]).assert_code(1);
    sandbox.run(&["render", "lakegen.yaml", "--fail-on-change"]).assert_code(0);
    fs::remove_file(sandbox.path("out/tiny/cdk/.lakegen.json")).expect("removed");
    sandbox.run(&["render", "lakegen.yaml", "--fail-on-change"]).assert_code(1);
}

#[test]
fn one_target_leaves_the_others_alone() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.run(&["render", "lakegen.yaml", "--target", "terraform"]).assert_code(0);
    assert!(!sandbox.path("out/tiny/cdk").exists());
    sandbox.run(&["render", "lakegen.yaml", "--target", "cdk"]).assert_code(0);
    assert!(sandbox.path("out/tiny/terraform/storage.tf").is_file());
}

#[test]
fn json_replaces_the_yaml_template() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.run(&["render", "lakegen.yaml", "-t", "cloudformation"]).assert_code(0);
    sandbox.run(&["render", "lakegen.yaml", "-t", "cloudformation", "--format", "json"]).assert_code(0);
    assert!(sandbox.path("out/tiny/cloudformation/template.json").is_file());
    assert!(
        !sandbox.path("out/tiny/cloudformation/template.yaml").exists(),
        "the old one would be deployed by mistake"
    );
}

#[test]
fn an_edit_by_hand_is_never_lost() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.run(&["render", "lakegen.yaml"]).assert_code(0);
    let edited = sandbox.path("out/tiny/terraform/storage.tf");
    fs::write(&edited, "# mine\n").expect("can be written");
    fs::write(sandbox.path("lakegen.yaml"), MINIMAL.replace("raw: {}", "raw: {}\n  more: {}")).expect("can be written");

    let refused = sandbox.run(&["render", "lakegen.yaml"]);
    refused.assert_code(1);
    assert!(refused.stderr.contains("out/tiny/terraform/storage.tf"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(&edited).expect("is there"), "# mine\n");
    let template = fs::read_to_string(sandbox.path("out/tiny/cloudformation/template.yaml")).expect("is there");
    assert!(!template.contains("MoreBucket"), "the other targets were written although one was refused");

    sandbox.run(&["render", "lakegen.yaml", "--force"]).assert_code(0);
    assert!(fs::read_to_string(&edited).expect("is there").contains("more"));
    assert_eq!(fs::read_to_string(edited.with_added_extension("orig")).expect("is kept"), "# mine\n");
}

#[test]
fn files_of_others_in_the_output_folder_stay() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.run(&["render", "lakegen.yaml"]).assert_code(0);
    for name in ["terraform.tfstate", ".terraform.lock.hcl", "backend.tf"] {
        fs::write(sandbox.path("out/tiny/terraform").join(name), "theirs").expect("can be written");
    }
    sandbox.run(&["render", "lakegen.yaml"]).assert_code(0);
    for name in ["terraform.tfstate", ".terraform.lock.hcl", "backend.tf"] {
        assert_eq!(fs::read_to_string(sandbox.path("out/tiny/terraform").join(name)).expect("is there"), "theirs");
    }
}

#[test]
fn a_folder_of_specs_is_rendered_whole_or_not_at_all() {
    let sandbox = Sandbox::with("a/lakegen.yaml", MINIMAL.as_bytes());
    sandbox.write("b/second.lakegen.yaml", MINIMAL.replace("tiny", "second").as_bytes());
    sandbox.run(&["render", "."]).assert_code(0);
    assert!(sandbox.path("out/second/terraform/storage.tf").is_file());
    assert!(sandbox.path("out/tiny/terraform/storage.tf").is_file());

    fs::remove_dir_all(sandbox.path("out")).expect("can be removed");
    sandbox.write("c/lakegen.yaml", MINIMAL.replace("databases", "databasses").as_bytes());
    let refused = sandbox.run(&["render", "."]);
    refused.assert_code(1);
    assert!(refused.stderr.contains("c/lakegen.yaml"), "{}", refused.stderr);
    assert!(!sandbox.path("out").exists());
}

#[test]
fn a_script_stands_for_the_spec_above_it() {
    let sandbox = Sandbox::with("a/lakegen.yaml", MINIMAL.replace("builtin:parquet", "jobs/clean.py").as_bytes());
    sandbox.write("a/jobs/clean.py", b"print(1)\n");
    sandbox.write("b/lakegen.yaml", b"nope");
    let run = sandbox.run(&["validate", "a/jobs/clean.py", "./a/lakegen.yaml"]);
    run.assert_code(0);
    assert!(run.stderr.starts_with("1 spec checked"), "{}", run.stderr);
    sandbox.write("other.py", b"print(1)\n");
    let none = sandbox.run(&["validate", "other.py"]);
    none.assert_code(2);
    assert!(none.stderr.contains("no spec beside or above other.py"), "{}", none.stderr);
}

#[test]
fn two_specs_of_one_name_are_refused() {
    let sandbox = Sandbox::with("a/lakegen.yaml", MINIMAL.as_bytes());
    sandbox.write("b/lakegen.yaml", MINIMAL.as_bytes());
    let refused = sandbox.run(&["render", "."]);
    refused.assert_code(1);
    assert!(refused.stderr.contains("LG-E018") && refused.stderr.contains("`tiny`"), "{}", refused.stderr);
    assert!(!sandbox.path("out").exists());
}

#[test]
fn two_specs_that_make_one_database_are_refused_where_the_second_does() {
    let sandbox = Sandbox::with("a/lakegen.yaml", MINIMAL.as_bytes());
    sandbox.write("b/lakegen.yaml", MINIMAL.replace("name: tiny", "name: other").as_bytes());
    let refused = sandbox.run(&["validate", "."]);
    refused.assert_code(1);
    assert!(refused.stdout.contains("b/lakegen.yaml:7:3"), "{}", refused.stdout);
    assert!(refused.stdout.contains("a/lakegen.yaml:7 makes the database `tiny`, too"), "{}", refused.stdout);
    assert_eq!(refused.stdout.matches("LG-E018").count(), 1, "{}", refused.stdout);
    sandbox.run(&["validate", "b/lakegen.yaml"]).assert_code(0);
}

#[test]
fn two_specs_that_both_say_a_setting_of_the_account_are_refused() {
    let spec = |name: &str| {
        MINIMAL.replace("tiny", name)
            + "encryption: { catalog_encryption_mode: SSE-KMS }\nlake_formation:\n  registered_locations: [\"s3://shared-data/\"]\n  lf_tags: { domain: { values: [sales] } }\n  data_lake_settings: { admins: [\"arn:aws:iam::111111111111:role/admin\"] }\n"
    };
    let sandbox = Sandbox::with("a/lakegen.yaml", spec("tiny").as_bytes());
    sandbox.write("b/lakegen.yaml", spec("other").as_bytes());
    let refused = sandbox.run(&["validate", "."]);
    refused.assert_code(1);
    for what in [
        "says the catalog encryption of the account and region, too",
        "says the data lake settings of the account and region, too",
        "makes the location `arn:aws:s3:::shared-data`, too",
        "makes the lf tag `domain`, too",
    ] {
        assert!(refused.stdout.contains(what), "{what}: {}", refused.stdout);
    }
    sandbox.run(&["validate", "b/lakegen.yaml"]).assert_code(0);
}

#[test]
fn show_prints_a_spec_that_renders_the_same() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.run(&["render", "lakegen.yaml"]).assert_code(0);
    let shown = sandbox.run(&["show", "lakegen.yaml"]);
    shown.assert_code(0);
    assert!(shown.stdout.contains("glue_version"), "{}", shown.stdout);
    sandbox.write("lakegen.yaml", shown.stdout.as_bytes());
    let again = sandbox.run(&["render", "lakegen.yaml"]);
    again.assert_code(0);
    assert_eq!(again.stdout, "", "{}", again.stderr);
}

#[test]
fn findings_go_to_stdout_for_validate_and_to_stderr_for_render() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.replace("database: tiny", "database: tyni").as_bytes());
    let validated = sandbox.run(&["validate", "lakegen.yaml"]);
    validated.assert_code(1);
    assert!(validated.stdout.contains("LG-E006") && validated.stdout.contains("`tiny`"), "{}", validated.stdout);
    let rendered = sandbox.run(&["render", "lakegen.yaml"]);
    rendered.assert_code(1);
    assert!(rendered.stdout.is_empty() && rendered.stderr.contains("LG-E006"), "{}", rendered.stderr);
}

#[test]
fn json_findings_are_json() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.replace("database: tiny", "database: tyni").as_bytes());
    let output = sandbox.run(&["validate", "lakegen.yaml", "--format", "json"]);
    let findings: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
    assert_eq!(findings[0]["code"], "LG-E006");
    assert_eq!(findings[0]["path"], "crawlers.raw.database");
}

#[test]
fn findings_come_in_the_formats_of_code_hosts() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.replace("database: tiny", "database: tyni").as_bytes());
    let annotated = sandbox.run(&["validate", "lakegen.yaml", "--format", "github"]);
    annotated.assert_code(1);
    assert!(annotated.stdout.starts_with("::error file=lakegen.yaml,line="), "{}", annotated.stdout);
    let log = sandbox.run(&["validate", "lakegen.yaml", "--format", "sarif"]);
    log.assert_code(1);
    let log: serde_json::Value = serde_json::from_str(&log.stdout).expect("JSON");
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "LG-E006");
}

#[test]
fn what_has_only_one_way_out_is_mended() {
    let broken = MINIMAL.replace("database: tiny", "databse: tinny").replace("[raw/in/]", "[row/in/]") + "# the end\n";
    let sandbox = Sandbox::with("lakegen.yaml", broken.as_bytes());
    sandbox.run(&["validate", "lakegen.yaml", "--fix"]).assert_code(0);
    let mended = fs::read_to_string(sandbox.path("lakegen.yaml")).expect("is there");
    assert_eq!(mended, format!("{MINIMAL}# the end\n"));
    sandbox.write("lakegen.yaml", MINIMAL.replace("clean:", "2clean:").as_bytes());
    let left = sandbox.run(&["validate", "lakegen.yaml", "--fix"]);
    left.assert_code(1);
    assert!(left.stdout.contains("LG-E001"), "{}", left.stdout);
}

#[test]
fn warnings_fail_only_where_they_are_denied() {
    let warned = MINIMAL.replace("script:", "glue_version: \"6.0\"\n    script:");
    assert_ne!(warned, MINIMAL);
    let sandbox = Sandbox::with("lakegen.yaml", warned.as_bytes());
    sandbox.run(&["validate", "lakegen.yaml"]).assert_code(0);
    sandbox.run(&["validate", "lakegen.yaml", "--deny", "warnings"]).assert_code(1);
    let refused = sandbox.run(&["render", "lakegen.yaml", "--deny", "warnings"]);
    refused.assert_code(1);
    assert!(!sandbox.path("out").exists() && refused.stderr.contains("LG-W050"), "{}", refused.stderr);
    sandbox.run(&["render", "lakegen.yaml"]).assert_code(0);
}

#[test]
fn colours_are_for_terminals() {
    let sandbox = Sandbox::with("lakegen.yaml", b"lakegen: 1\nnope: 1\n");
    assert!(!sandbox.run(&["validate", "lakegen.yaml"]).stdout.contains('\u{1b}'));
    assert!(sandbox.run(&["validate", "lakegen.yaml", "--color", "always"]).stdout.contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    let mut child = sandbox.command(&["schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn help_has_examples_and_usage_errors_exit_with_2() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    for command in ["init", "render", "validate", "explain", "show", "test", "schema", "man", "completions"] {
        let help = sandbox.run(&[command, "--help"]);
        help.assert_code(0);
        assert!(help.stdout.contains("Example"), "{command}: {}", help.stdout);
    }
    sandbox.run(&["render"]).assert_code(2);
    sandbox.run(&["rendre", "lakegen.yaml"]).assert_code(2);
    sandbox.run(&["render", "lakegen.yaml", "--target", "pulumi"]).assert_code(2);
    sandbox.run(&["--version"]).assert_code(0);
    sandbox.run(&["completions", "zsh"]).assert_code(0);
}
