//! Inputs that nobody should write, each with the code, the place and the exit code that it has to end in.

use std::fs;

use super::lakegen::{MINIMAL, Sandbox};

/// A spec, what is wrong with it as `code line:column`, in the order of the file.
struct Case {
    name: &'static str,
    spec: Vec<u8>,
    findings: &'static [&'static str],
}

fn case(name: &'static str, spec: impl Into<Vec<u8>>, findings: &'static [&'static str]) -> Case {
    Case { name, spec: spec.into(), findings }
}

fn minimal(from: &str, to: &str) -> String {
    assert!(MINIMAL.contains(from), "{from}");
    MINIMAL.replace(from, to)
}

fn cases() -> Vec<Case> {
    let nested = |open: &str| format!("lakegen: 1\nname: {}\n", open.repeat(100_000));
    let bomb: String = (0..12).fold("lakegen: 1\na0: &a0 x\n".to_owned(), |text, n| {
        let list = vec![format!("*a{n}"); 9].join(", ");
        format!("{text}a{}: &a{} [{list}]\n", n + 1, n + 1)
    });
    vec![
        case("an empty file", "", &["LG-E013 1:1", "LG-E013 1:1"]),
        case("a list instead of a mapping", "- lakegen\n", &["LG-E012 1:1"]),
        case("an open bracket", minimal("[raw/in/]", "[raw/in/"), &["LG-E011 9:41"]),
        case("a tab as indentation", minimal("  raw: {}", "\traw: {}"), &["LG-E011 4:1"]),
        case("a duplicate key", minimal("  curated: {}", "  raw: {}"), &["LG-E007 5:3", "LG-E006 15:14"]),
        case("an unknown key", minimal("database: tiny, targets", "database: tiny, tragets"), &["LG-E007 9:26"]),
        case("a number where a mapping belongs", minimal("raw: {}", "raw: 5"), &["LG-E012 4:8"]),
        case(
            "a word where a number belongs",
            minimal("script:", "number_of_workers: four\n    script:"),
            &["LG-E012 12:24"],
        ),
        case("a dangling reference", minimal("{ crawler: raw }", "{ crawler: rwa }"), &["LG-E006 13:25"]),
        case("an undeclared bucket", minimal("[curated/out/]", "[cruated/out/]"), &["LG-E006 15:14"]),
        case(
            "two dangling references and a typo",
            minimal("crawler: raw }", "crawler: rwa }").replace("reads", "raeds").replace("[curated", "[cruated"),
            &["LG-E006 13:25", "LG-E007 14:5", "LG-E006 15:14"],
        ),
        case("a hundred thousand brackets", nested("["), &["LG-E016 2:71"]),
        case("a hundred thousand mappings", nested("{a: "), &["LG-E016 2:263"]),
        case("an alias bomb", bomb, &["LG-E016 8:15"]),
        case(
            "bytes that are no UTF-8",
            [MINIMAL.as_bytes(), b"description: \"\xff\xfe\"\n"].concat(),
            &["LG-E017 16:15"],
        ),
        case("UTF-16", MINIMAL.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), &["LG-E017 1:1"]),
        case("a NUL byte", minimal("name: tiny", "name: ti\0ny"), &["LG-E011 2:9"]),
        case("two documents", format!("{MINIMAL}---\n{MINIMAL}"), &["LG-E011 16:1"]),
        case("an unquoted cron in braces", minimal("\"cron(5 * * * ? *)\"", "cron(0,5 * * * ? *)"), &["LG-E011 9:75"]),
        case(
            "an unknown enum value",
            minimal("targets:", "recrawl_behavior: crawl_everything, targets:"),
            &["LG-E014 9:44"],
        ),
        case("a missing script", minimal("builtin:parquet", "jobs/none.py"), &["LG-E017 12:13"]),
        case("a script outside the folder", minimal("builtin:parquet", "../../etc/passwd"), &["LG-E015 12:13"]),
        case("a broken duration", minimal("script:", "timeout: 20 parsecs\n    script:"), &["LG-E015 12:14"]),
        case("a wrong version", minimal("lakegen: 1", "lakegen: 2"), &["LG-E015 1:10"]),
        case("a file of five megabytes", format!("{MINIMAL}#{}\n", "x".repeat(5_000_000)), &["LG-E016 1:1"]),
    ]
}

#[test]
fn each_ends_in_a_diagnostic_at_its_line() {
    let mut faults = Vec::new();
    for case in cases() {
        let sandbox = Sandbox::with("lakegen.yaml", &case.spec);
        let run = sandbox.run(&["validate", "lakegen.yaml", "--format", "json"]);
        let findings: Vec<serde_json::Value> = serde_json::from_str(&run.stdout).unwrap_or_default();
        let found: Vec<String> = findings
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| match (&finding["line"], &finding["column"]) {
                (line, column) if line.is_number() => {
                    format!("{} {line}:{column}", finding["code"].as_str().unwrap_or("?"))
                }
                _ => format!("{} -", finding["code"].as_str().unwrap_or("?")),
            })
            .collect();
        if run.code != Some(1) || found != case.findings {
            faults.push(format!(
                "{}: code {:?}, expected {:?}, found {found:?} {}",
                case.name, run.code, case.findings, run.stderr
            ));
        }
        let explained = findings.iter().all(|finding| {
            ["message", "why", "help"].iter().all(|key| finding[key].as_str().is_some_and(|text| text.len() > 3))
        });
        if !explained {
            faults.push(format!("{}: a finding without a message, reason or fix: {}", case.name, run.stdout));
        }
        let rendered = sandbox.run(&["render", "lakegen.yaml"]);
        if rendered.code != Some(1) || sandbox.path("out").exists() {
            faults.push(format!("{}: rendered with code {:?}", case.name, rendered.code));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_missing_spec_and_an_empty_folder_exit_with_2() {
    let sandbox = Sandbox::with("empty/readme.txt", b"");
    for argument in ["none.yaml", "empty"] {
        let run = sandbox.run(&["validate", argument]);
        run.assert_code(2);
        assert!(run.stderr.starts_with("error: ") && run.stderr.contains(argument), "{}", run.stderr);
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn an_output_folder_that_cannot_be_written_exits_with_2_and_leaves_nothing() {
    let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
    sandbox.write("out", b"a file where a folder should be");
    let run = sandbox.run(&["render", "lakegen.yaml"]);
    run.assert_code(2);
    assert!(run.stderr.contains("out"), "{}", run.stderr);
    assert_eq!(fs::read(sandbox.path("out")).expect("is there"), b"a file where a folder should be");

    // The super-user may write anywhere, so only an ordinary one can see a read-only folder.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let sandbox = Sandbox::with("lakegen.yaml", MINIMAL.as_bytes());
        fs::create_dir(sandbox.path("closed")).expect("can be made");
        fs::set_permissions(sandbox.path("closed"), fs::Permissions::from_mode(0o555)).expect("can be set");
        if fs::write(sandbox.path("closed/probe"), "").is_ok() {
            eprintln!("SKIPPED: this user may write into read-only folders");
            return;
        }
        let run = sandbox.run(&["render", "lakegen.yaml", "--out", "closed"]);
        run.assert_code(2);
        assert!(run.stderr.contains("closed"), "{}", run.stderr);
    }
}
