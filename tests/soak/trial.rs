//! One input after the other: through all stages, under watch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use lakegen::artifact::Digest;
use lakegen::backend::cloudformation::Format;
use lakegen::diag::Report;
use lakegen::pipeline::{self, Asked, Folder, Target};
use lakegen::template::Templates;
use lakegen::yaml::Document;
use lakegen_verify::Files;

/// So long may one input take: a second, and ten times that without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });
/// So much memory may the process take, in kB.
const MOST_MEMORY: u64 = 512 << 10;

/// A folder below `tests/fixtures/`.
pub fn below_fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

/// What a run of inputs has found so far.
pub struct Trial {
    name: String,
    templates: Templates,
    files: Folder<'static>,
    faults: Vec<String>,
}

impl Trial {
    pub fn new(name: &str) -> Self {
        let files = Folder::at(below_fixtures("files"));
        Self { name: name.to_owned(), templates: Templates::embedded(), files, faults: Vec::new() }
    }

    /// Whether lakegen accepts the input; what goes wrong is kept.
    pub fn run(&mut self, input: &[u8]) -> bool {
        let watch = watch(&self.name, input);
        let outcome = catch_unwind(AssertUnwindSafe(|| self.stages(input)));
        drop(watch);
        let (accepted, fault) = match outcome {
            Ok(Ok(accepted)) => (accepted, None),
            Ok(Err(fault)) => (true, Some(fault)),
            Err(_) => (false, Some("it panics, see above".to_owned())),
        };
        let memory = memory();
        let fault = fault.or_else(|| (memory > MOST_MEMORY).then(|| format!("{memory} kB of memory")));
        if let Some(fault) = fault {
            let kept = keep(&self.name, input);
            println!("{}: {fault}", kept.display());
            self.faults.push(format!("{}: {fault}", kept.display()));
        }
        accepted
    }

    /// Fails if anything went wrong.
    pub fn finish(self) {
        assert!(self.faults.is_empty(), "{}: {}", self.name, self.faults.join("\n"));
    }

    fn stages(&self, input: &[u8]) -> Result<bool, String> {
        let mut report = Report::new();
        let document = match Document::parse("spec.yaml", input.to_vec()) {
            Ok(document) => document,
            Err(mut failed) => {
                let findings = std::mem::take(&mut failed.findings);
                report.add(&failed, findings);
                let _ = report.pretty(false);
                return Ok(false);
            }
        };
        let (lakes, findings) = pipeline::examine(&document, &self.files, &Asked::today(&Target::ALL, &self.templates))
            .map_err(|error| format!("a template does not render: {error}"))?;
        report.add(&document, findings);
        let _ = (report.pretty(false), report.mended());
        if lakes.is_empty() {
            return Ok(false);
        }
        let mut faults = Vec::new();
        for (lake, target) in lakes.iter().flat_map(|lake| Target::ALL.map(|target| (lake, target))) {
            let files = pipeline::render_target(&lake.graph, target, Format::Yaml, &self.templates)
                .map_err(|error| format!("{} does not render: {error}", target.word()))?;
            let files: Files = files.iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec())).collect();
            let findings = match target {
                Target::CloudFormation => lakegen_verify::cloudformation(&files),
                Target::Terraform => lakegen_verify::terraform(&files),
                Target::Cdk => lakegen_verify::cdk(&files),
            };
            faults.extend(findings.iter().map(|finding| format!("{}: {finding}", target.word())));
        }
        if faults.is_empty() { Ok(true) } else { Err(faults.join("; ")) }
    }
}

/// Ends the process, with the input kept, unless the returned end is dropped in time.
fn watch(name: &str, input: &[u8]) -> Sender<()> {
    let (sender, receiver) = channel::<()>();
    let (name, input) = (name.to_owned(), input.to_vec());
    std::thread::spawn(move || {
        if receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            println!("{}: takes longer than {PATIENCE:?}", keep(&name, &input).display());
            std::process::exit(101);
        }
    });
    sender
}

/// Writes the input to where every run finds it.
fn keep(name: &str, input: &[u8]) -> PathBuf {
    let digest = Digest::of(input).to_string();
    let path = below_fixtures("found").join(format!("{name}-{}.yaml", &digest[..digest.len().min(8)]));
    if name != "found" {
        std::fs::write(&path, input).expect("it can be written");
    }
    path
}

/// What the process takes in memory, in kB; 0 where the system does not say.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}
