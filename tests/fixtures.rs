//! Every file below `tests/fixtures/`: the invalid ones raise exactly what their first lines say, the valid ones nothing.
//!
//! An invalid fixture begins with one comment for each finding, `# <code> <line>:<column>`, in the order of places. A comment
//! `# as of <date>` says for which day it is read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lakegen::diag::{Diagnostic, Place, Severity, Source, line_column, rules};
use lakegen::model::{self, Pipeline, SpecFiles};
use lakegen::pipeline::{self, Asked, Folder, Target};
use lakegen::spec::{self, Spec};
use lakegen::template::Templates;
use lakegen::yaml::Document;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value as Json;
use time::Date;
use time::macros::{date, format_description};

static TEMPLATES: LazyLock<Templates> = LazyLock::new(Templates::embedded);

struct Outcome {
    /// What each environment comes to, or the spec itself if it declares none; none if it is refused.
    pipelines: Vec<Pipeline>,
    /// Each finding with `line:column`.
    findings: Vec<((usize, usize), Diagnostic)>,
}

fn examine(bytes: Vec<u8>) -> Outcome {
    examine_with(bytes, &Folder::at(below_fixtures("files")))
}

fn examine_with(bytes: Vec<u8>, files: &dyn SpecFiles) -> Outcome {
    let document = match Document::parse("spec.yaml", bytes) {
        Ok(document) => document,
        Err(failed) => return Outcome { pipelines: Vec::new(), findings: located(&failed, failed.findings.clone()) },
    };
    let asked = Asked { day: day(document.source()), ..Asked::today(&Target::ALL, &TEMPLATES) };
    let (lakes, findings) = pipeline::examine(&document, files, &asked).expect("embedded templates render");
    let pipelines = lakes.into_iter().map(|lake| lake.pipeline).collect();
    Outcome { pipelines, findings: located(&document, findings) }
}

/// The day of the line `# as of <date>` among the comments at the top, else one on which the facts of the rules were read.
fn day(text: &str) -> Date {
    let written = text.lines().take_while(|line| line.starts_with('#')).find_map(|line| line.strip_prefix("# as of "));
    written.map_or(date!(2026 - 11 - 28), |day| {
        Date::parse(day, format_description!("[year]-[month]-[day]")).expect("a date")
    })
}

fn located(source: &dyn Source, findings: Vec<Diagnostic>) -> Vec<((usize, usize), Diagnostic)> {
    let place = |place: &Place| source.span(place).map_or((0, 0), |span| line_column(source.text(), span.start));
    let mut located: Vec<_> = findings.into_iter().map(|finding| (place(&finding.place), finding)).collect();
    located.sort_by_key(|(at, finding)| (*at, finding.rule.id));
    located
}

/// A folder below `tests/fixtures/`; `files` holds what the specs name.
fn below_fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = below_fixtures(folder);
    let mut files: Vec<_> = fs::read_dir(&folder).expect("folder").map(|entry| entry.expect("entry").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no fixtures in {}", folder.display());
    files
}

fn name(path: &Path) -> String {
    path.file_name().expect("name").to_string_lossy().into_owned()
}

fn expected(text: &str) -> Vec<String> {
    text.lines().map_while(|line| line.strip_prefix("# LG-")).map(|rest| format!("LG-{rest}")).collect()
}

fn told(outcome: &Outcome) -> Vec<String> {
    outcome.findings.iter().map(|((line, column), finding)| format!("{} {line}:{column}", finding.rule.id)).collect()
}

#[test]
fn invalid_fixtures_raise_what_they_say() {
    let mut wrong = Vec::new();
    for path in fixtures("invalid") {
        let bytes = fs::read(&path).expect("fixture");
        let expected = expected(&String::from_utf8_lossy(&bytes));
        let outcome = examine(bytes);
        if told(&outcome) != expected {
            let messages: Vec<_> = outcome.findings.iter().map(|(_, finding)| finding.message.as_str()).collect();
            wrong.push(format!("{}: expected {expected:?}, got {:?}\n    {messages:#?}", name(&path), told(&outcome)));
        }
        let has_error = outcome.findings.iter().any(|(_, finding)| finding.rule.severity == Severity::Error);
        assert_eq!(
            outcome.pipelines.is_empty(),
            has_error,
            "{}: a pipeline exactly when nothing is an error",
            name(&path)
        );
        let code = name(&path).chars().take(7).collect::<String>();
        assert!(expected.iter().any(|line| line.starts_with(&code)), "{}: the name says {code}", name(&path));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn valid_fixtures_raise_nothing_and_resolve_to_themselves() {
    for path in fixtures("valid") {
        let outcome = examine(fs::read(&path).expect("fixture"));
        assert_eq!(told(&outcome), Vec::<String>::new(), "{}", name(&path));
        assert!(!outcome.pipelines.is_empty(), "{}", name(&path));
        for pipeline in outcome.pipelines {
            let resolved = model::resolved_spec(&pipeline).to_yaml().expect("YAML");
            let again = examine(resolved.clone().into_bytes());
            assert_eq!(told(&again), Vec::<String>::new(), "{}:\n{resolved}", name(&path));
            assert!(again.pipelines == [pipeline], "{} means something else as\n{resolved}", name(&path));
        }
    }
}

/// Each file is named after the target that alone has the words for it.
#[test]
fn what_one_target_can_say_the_others_refuse() {
    for path in fixtures("one_target") {
        let document = Document::parse("spec.yaml", fs::read(&path).expect("fixture")).expect("YAML");
        let files = Folder::at(below_fixtures("files"));
        for target in Target::ALL {
            let (lakes, findings) = pipeline::examine(&document, &files, &Asked::today(&[target], &TEMPLATES))
                .expect("embedded templates render");
            let is_stack = target != Target::Terraform;
            let is_for_stacks = name(&path) != "terraform.yaml";
            assert_eq!(!lakes.is_empty(), is_stack == is_for_stacks, "{} for {target:?}: {findings:#?}", name(&path));
        }
    }
}

#[test]
fn every_rule_has_a_fixture() {
    let shown: BTreeSet<String> = fixtures("invalid").iter().map(|path| name(path).chars().take(7).collect()).collect();
    // What two specs do to each other takes two: tests/cli.rs.
    let shown_elsewhere = [rules::CLASH_BETWEEN_SPECS.id];
    let is_missing = |id: &&str| !shown.contains(*id) && !shown_elsewhere.contains(id);
    let missing: Vec<_> = rules::all().map(|rule| rule.id).filter(is_missing).collect();
    assert!(missing.is_empty(), "no fixture in tests/fixtures/invalid for {missing:?}");
}

#[test]
fn examples_have_no_errors() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for folder in fs::read_dir(examples).expect("examples").map(|entry| entry.expect("entry").path()) {
        let bytes = fs::read(folder.join("lakegen.yaml")).expect("example");
        let outcome = examine_with(bytes, &Folder::at(folder.clone()));
        assert!(!outcome.pipelines.is_empty(), "{}: {:?}", folder.display(), told(&outcome));
    }
}

/// The schema that editors use never contradicts lakegen: what it refuses lakegen refuses, and what cannot even be read
/// it refuses too. (It knows no references, so it lets more pass than lakegen does. The other way round lakegen takes an
/// unquoted number for a text and an empty value for none, where the schema asks for what is clear.)
#[test]
fn the_schema_agrees() {
    for path in fixtures("invalid").into_iter().chain(fixtures("valid")) {
        let bytes = fs::read(&path).expect("fixture");
        assert_eq!(disagreement(&bytes), None, "{}", name(&path));
    }
}

static SCHEMA: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(&spec::json_schema()).expect("a schema"));

fn disagreement(bytes: &[u8]) -> Option<String> {
    let value = serde_yaml::from_slice::<Json>(bytes).ok()?;
    let document = Document::parse("spec.yaml", bytes.to_vec()).ok()?;
    if !document.findings().is_empty() {
        return None;
    }
    let read = document.read::<Spec>();
    let unclear = |error: &jsonschema::ValidationError<'_>| {
        matches!(**error.instance(), Json::Null | Json::Bool(_) | Json::Number(_)) // `name: 5`, `description:`
    };
    let mut errors = SCHEMA.iter_errors(&value).peekable();
    if errors.peek().is_some_and(unclear) {
        return None;
    }
    match errors.next() {
        None if !read.findings.is_empty() => {
            Some(format!("the schema accepts what cannot be read: {:?}", read.findings))
        }
        Some(error) if !examine(bytes.to_vec()).pipelines.is_empty() => {
            Some(format!("the schema refuses what lakegen accepts: {} at {}", error, error.instance_path()))
        }
        _ => None,
    }
}

/// A valid fixture with some of its lines damaged.
fn damaged() -> impl Strategy<Value = String> {
    let texts: Vec<String> = fixtures("valid").iter().map(|path| fs::read_to_string(path).expect("fixture")).collect();
    let word = select(vec![
        "{}",
        "[]",
        "\"\"",
        "0",
        "1",
        "-1",
        "true",
        "raw",
        "raw/",
        "s3://acme/x/",
        "raw/orders/",
        "orders.*",
        "cron(* * * * ? *)",
        "rate(1 hours)",
        "1d",
        "G.1X",
        "\"2.0\"",
        "LOG",
        "[a, b]",
        "{ s3: raw/x/ }",
        "{ job: clean }",
        "clean",
        "builtin:parquet",
    ]);
    let damage = prop_oneof![Just(None), word.prop_map(Some),];
    (select(texts), proptest::collection::vec((any::<Index>(), damage), 1..4)).prop_map(|(text, damages)| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (at, damage) in damages {
            if lines.is_empty() {
                break;
            }
            let at = at.index(lines.len());
            match damage {
                None => _ = lines.remove(at),
                Some(word) => {
                    let cut = lines[at].rfind(": ").map_or(lines[at].len(), |colon| colon + 2);
                    lines[at].truncate(cut);
                    lines[at].push_str(word);
                }
            }
        }
        lines.join("\n") + "\n"
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_specs_are_explained(text in damaged()) {
        let outcome = examine(text.into_bytes());
        let has_error = outcome.findings.iter().any(|(_, finding)| finding.rule.severity == Severity::Error);
        prop_assert_eq!(outcome.pipelines.is_empty(), has_error, "{:?}", told(&outcome));
    }

    #[test]
    fn the_schema_agrees_about_damaged_specs(text in damaged()) {
        prop_assert_eq!(disagreement(text.as_bytes()), None);
    }
}
