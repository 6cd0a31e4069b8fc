//! Every file below `tests/fixtures/`: the invalid ones raise exactly what their first lines say, the valid ones nothing.
//!
//! An invalid fixture begins with one comment for each finding, `# <code> <line>:<column>`, in the order of places.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use lakegen::diag::{Diagnostic, Place, Severity, Source, line_column, rules};
use lakegen::model::{self, Pipeline, SpecFiles};
use lakegen::spec::{self, Spec};
use lakegen::yaml::Document;

/// The folder of every fixture holds one script.
struct OneScript;

impl SpecFiles for OneScript {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        match relative {
            "jobs/job.py" => Ok(b"print('hello')\n".to_vec()),
            _ => Err(io::Error::new(io::ErrorKind::NotFound, "no such file")),
        }
    }
}

struct Outcome {
    pipeline: Option<Pipeline>,
    /// Each finding with `line:column`.
    findings: Vec<((usize, usize), Diagnostic)>,
}

fn examine(bytes: Vec<u8>) -> Outcome {
    let document = match Document::parse("spec.yaml", bytes) {
        Ok(document) => document,
        Err(failed) => return Outcome { pipeline: None, findings: located(&failed, failed.findings.clone()) },
    };
    let read = document.read::<Spec>();
    let mut findings = read.findings;
    let mut pipeline = None;
    if let Some(spec) = read.value {
        let (built, mut more) = model::build(&spec, &document, &OneScript);
        if findings.is_empty() {
            pipeline = built;
        } else {
            more.retain(|finding| finding.rule.severity == Severity::Error);
        }
        findings.extend(more);
    }
    Outcome { pipeline, findings: located(&document, findings) }
}

fn located(source: &dyn Source, findings: Vec<Diagnostic>) -> Vec<((usize, usize), Diagnostic)> {
    let place = |place: &Place| source.span(place).map_or((0, 0), |span| line_column(source.text(), span.start));
    let mut located: Vec<_> = findings.into_iter().map(|finding| (place(&finding.place), finding)).collect();
    located.sort_by_key(|(at, finding)| (*at, finding.rule.id));
    located
}

fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
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
            outcome.pipeline.is_none(),
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
        let pipeline = outcome.pipeline.expect("a pipeline");
        let resolved = model::resolved_spec(&pipeline).to_yaml().expect("YAML");
        let again = examine(resolved.clone().into_bytes());
        assert_eq!(told(&again), Vec::<String>::new(), "{}:\n{resolved}", name(&path));
        assert!(again.pipeline.as_ref() == Some(&pipeline), "{} means something else as\n{resolved}", name(&path));
    }
}

#[test]
fn every_rule_has_a_fixture() {
    let shown: BTreeSet<String> = fixtures("invalid").iter().map(|path| name(path).chars().take(7).collect()).collect();
    let missing: Vec<_> = rules::ALL.iter().filter(|rule| !shown.contains(rule.id)).map(|rule| rule.id).collect();
    assert!(missing.is_empty(), "no fixture in tests/fixtures/invalid for {missing:?}");
}

/// The schema that editors use never contradicts lakegen: what it refuses lakegen refuses, and what cannot even be read
/// it refuses too. (It knows no references, so it lets more pass than lakegen does.)
#[test]
fn the_schema_agrees() {
    let schema = jsonschema::validator_for(&spec::json_schema()).expect("a schema");
    for path in fixtures("invalid").into_iter().chain(fixtures("valid")) {
        let bytes = fs::read(&path).expect("fixture");
        let Ok(value) = serde_yaml::from_slice::<serde_json::Value>(&bytes) else { continue };
        let Ok(document) = Document::parse("spec.yaml", bytes.clone()) else { continue };
        let accepted = schema.is_valid(&value);
        let read = document.read::<Spec>();
        let is_read = read.value.is_some() && read.findings.len() == document.findings().len();
        assert!(!accepted || is_read, "{}: the schema accepts what cannot be read", name(&path));
        let outcome = examine(bytes);
        let errors: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(
            accepted || outcome.pipeline.is_none(),
            "{}: the schema refuses what lakegen accepts: {errors:?}",
            name(&path)
        );
    }
}
