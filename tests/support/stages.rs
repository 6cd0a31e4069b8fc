//! The stages as trials of inputs that nobody wrote: each takes bytes, and panics where lakegen breaks its word.
//!
//! Used by `tests/soak.rs` and, guided by coverage, by `fuzz/`.

use lakegen::backend::cloudformation::Format;
use lakegen::diag::{Diagnostic, Report, Severity, Source};
use lakegen::dqdl::{parse_analyzer, parse_rule};
use lakegen::model;
use lakegen::pattern::Pattern;
use lakegen::pipeline::{self, Asked, Checked, Folder, Target};
use lakegen::spec::Spec;
use lakegen::template::Templates;
use lakegen::yaml::Document;
use lakegen_verify::Files;
use serde_json::Value;

/// What the trials share.
pub struct Stages {
    templates: Templates,
    files: Folder<'static>,
}

impl Stages {
    /// `files` are those beside each spec.
    pub fn new(files: Folder<'static>) -> Self {
        Self { templates: Templates::embedded(), files }
    }

    /// The YAML reader: what it reads is typed or refused, and each finding can be shown.
    pub fn read(&self, input: &[u8]) {
        let Some(document) = parse(input) else { return };
        let read = document.read::<Spec>();
        assert!(read.value.is_some() || refuses(&read.findings), "nothing is read, and nothing refuses");
        show(&document, read.findings);
    }

    /// The whole validation: a pipeline, or findings that can be shown.
    pub fn validate(&self, input: &[u8]) {
        if let Some(document) = parse(input) {
            self.examine(&document);
        }
    }

    /// Every target: what is accepted means the same with its defaults filled, and no vendor's schema refuses it.
    ///
    /// Whether it was accepted.
    pub fn render(&self, input: &[u8]) -> bool {
        let lakes = parse(input).map(|document| self.examine(&document)).unwrap_or_default();
        for (lake, target) in lakes.iter().flat_map(|lake| Target::ALL.map(|target| (lake, target))) {
            let files = pipeline::render_target(lake, target, Format::Yaml, &self.templates)
                .unwrap_or_else(|error| panic!("{} does not render: {error}", target.word()));
            let files: Files = files.iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec())).collect();
            let findings = match target {
                Target::CloudFormation => lakegen_verify::cloudformation(&files),
                Target::Terraform => lakegen_verify::terraform(&files),
                Target::Cdk => lakegen_verify::cdk(&files),
            };
            let faults: Vec<String> = findings.iter().map(ToString::to_string).collect();
            assert!(faults.is_empty(), "{}: {}", target.word(), faults.join("; "));
        }
        for lake in &lakes {
            let resolved = model::resolved_spec(&lake.pipeline).to_yaml().expect("plain data");
            let again = parse(resolved.as_bytes()).map(|document| self.examine(&document)).unwrap_or_default();
            let is_same = matches!(&*again, [again] if again.pipeline == lake.pipeline);
            assert!(is_same, "means something else with its defaults:\n{resolved}");
        }
        !lakes.is_empty()
    }

    /// DQDL: what is read is printed as what reads back as the same, and an error lies within the text.
    pub fn dqdl(&self, input: &[u8]) {
        let Ok(text) = std::str::from_utf8(input) else { return };
        match parse_rule(text) {
            Ok(rule) => assert_eq!(parse_rule(&rule.to_string()), Ok(rule)),
            Err(error) => assert!(text.get(error.span).is_some()),
        }
        if let Err(error) = parse_analyzer(text) {
            assert!(text.get(error.span).is_some());
        }
        let quoted = serde_json::to_string(text).expect("a text");
        self.validate(format!("{HEAD}data_quality:\n  g: {{ table: d.t, rules: [{quoted}] }}\n").as_bytes());
    }

    /// Event patterns: a line of pattern and a line of event; why one does not match is said exactly where it does not.
    pub fn event_pattern(&self, input: &[u8]) {
        let Ok(text) = std::str::from_utf8(input) else { return };
        let (pattern, event) = text.split_once('\n').unwrap_or((text, "{}"));
        let Ok(json) = serde_json::from_str::<Value>(pattern) else { return };
        if let (Ok(pattern), Ok(event)) = (Pattern::parse(&json), serde_json::from_str::<Value>(event))
            && event.is_object()
        {
            assert_eq!(pattern.explain(&event).is_empty(), pattern.matches(&event));
        }
        self.validate(
            format!("{HEAD}jobs:\n  j: {{ script: jobs/job.py, trigger: {{ event_pattern: {json} }} }}\n").as_bytes(),
        );
    }

    /// Schedules of both dialects, and durations.
    pub fn schedule(&self, input: &[u8]) {
        let Ok(text) = std::str::from_utf8(input) else { return };
        let quoted = serde_json::to_string(text).expect("a text");
        self.validate(
            format!(
                "{HEAD}crawlers:\n  c: {{ database: d, targets: {{ s3: [raw/x/] }}, trigger: {{ schedule: {quoted} }} }}\n\
                 jobs:\n  j: {{ script: jobs/job.py, timeout: {quoted}, trigger: {{ schedule: {quoted} }} }}\n"
            )
            .as_bytes(),
        );
    }

    fn examine(&self, document: &Document) -> Vec<Checked> {
        let (lakes, findings) = pipeline::examine(document, &self.files, &Asked::today(&Target::ALL, &self.templates))
            .unwrap_or_else(|error| panic!("a template does not render: {error}"));
        assert_eq!(lakes.is_empty(), refuses(&findings), "a lake exactly when nothing refuses");
        show(document, findings);
        lakes
    }
}

/// A spec with what the small languages refer to.
const HEAD: &str = "lakegen: 1\nname: small\nbuckets: { raw: {} }\ndatabases: { d: {} }\n";

fn refuses(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.rule.severity == Severity::Error)
}

fn parse(input: &[u8]) -> Option<Document> {
    match Document::parse("spec.yaml", input.to_vec()) {
        Ok(document) => Some(document),
        Err(mut failed) => {
            let findings = std::mem::take(&mut failed.findings);
            assert!(refuses(&findings), "nothing is parsed, and nothing refuses");
            show(&failed, findings);
            None
        }
    }
}

/// Shows findings in every form.
fn show(source: &dyn Source, findings: Vec<Diagnostic>) {
    for place in findings
        .iter()
        .flat_map(|finding| [&finding.place].into_iter().chain(finding.related.iter().map(|(place, _)| place)))
    {
        let is_within = source.span(place).is_none_or(|span| source.text().get(span).is_some());
        assert!(is_within, "{place:?} does not lie in the text");
    }
    let mut report = Report::new();
    report.add(source, findings);
    report.json().expect("plain data");
    let _ = (report.pretty(false), report.sarif(), report.github());
    for mended in report.mended() {
        assert_ne!(mended.before, mended.after, "a mended text is another");
    }
}
