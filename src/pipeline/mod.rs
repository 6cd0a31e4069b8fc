//! The only module that knows the order of the stages.

mod neighbours;
mod trace;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use time::{Date, OffsetDateTime};

use crate::artifact::ArtifactSet;
use crate::backend::cloudformation::Format;
use crate::backend::{self, RenderError};
use crate::diag::{Diagnostic, Report, Severity};
use crate::graph::Graph;
use crate::model::{self, Pipeline, SpecFiles};
use crate::resolve;
use crate::spec::Spec;
use crate::template::Templates;
use crate::yaml::{Document, Read};

pub use neighbours::Neighbours;
pub use trace::{Stamp, Trace};

/// What a spec can be rendered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Target {
    /// A template that `aws cloudformation package` makes deployable.
    #[value(name = "cloudformation", alias = "cfn")]
    CloudFormation,
    /// A root module.
    #[value(alias = "tf")]
    Terraform,
    /// A cloud assembly for `cdk deploy --app`.
    Cdk,
}

impl Target {
    /// Every target.
    pub const ALL: [Self; 3] = [Self::CloudFormation, Self::Terraform, Self::Cdk];

    /// Its word on the command line, which is also its folder.
    pub fn word(self) -> &'static str {
        match self {
            Self::CloudFormation => "cloudformation",
            Self::Terraform => "terraform",
            Self::Cdk => "cdk",
        }
    }
}

/// What specs are checked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The targets that have to have words for all of it.
    pub targets: &'a [Target],
    /// The texts that lakegen writes.
    pub templates: &'a Templates,
    /// The day for which it is asked: what AWS ends later is still there.
    pub day: Date,
    /// Where to note what is read, if anybody wants to know.
    pub trace: Option<&'a Trace>,
}

impl<'a> Asked<'a> {
    /// For `targets`, today (in UTC).
    pub fn today(targets: &'a [Target], templates: &'a Templates) -> Self {
        Self { targets, templates, day: OffsetDateTime::now_utc().date(), trace: None }
    }
}

/// A spec without mistakes, as far as it was asked for.
#[derive(Debug)]
pub struct Checked {
    /// What it says.
    pub pipeline: Pipeline,
    /// The resources that come of it.
    pub graph: Graph,
}

/// Reads the spec at `path` and checks it alone; what is wrong with it goes into `report`.
///
/// `None` if anything refuses.
///
/// # Errors
/// The spec cannot be read for a reason that lies in the system, or a template does not render.
pub fn check(path: &Path, asked: &Asked<'_>, report: &mut Report) -> Result<Option<Checked>, StageError> {
    Ok(check_with_document(path, asked, report)?.map(|(_, checked)| checked))
}

/// [`check`], and the document that was read, for whoever asks for lines.
///
/// # Errors
/// As [`check`].
pub fn check_with_document(
    path: &Path,
    asked: &Asked<'_>,
    report: &mut Report,
) -> Result<Option<(Document, Checked)>, StageError> {
    check_with(path, asked, report, |_, _| Vec::new())
}

/// [`check`] for one of several specs: refused, too, if it makes what one of its `neighbours` makes. It becomes one of them.
///
/// # Errors
/// As [`check`].
pub fn check_beside(
    path: &Path,
    asked: &Asked<'_>,
    neighbours: &mut Neighbours,
    report: &mut Report,
) -> Result<Option<Checked>, StageError> {
    let beside = |document: &Document, checked: &Checked| neighbours.add(document, &checked.graph);
    Ok(check_with(path, asked, report, beside)?.map(|(_, checked)| checked))
}

/// [`check`], and what `more` finds in a spec without mistakes.
fn check_with(
    path: &Path,
    asked: &Asked<'_>,
    report: &mut Report,
    more: impl FnOnce(&Document, &Checked) -> Vec<Diagnostic>,
) -> Result<Option<(Document, Checked)>, StageError> {
    let name = path.display().to_string();
    note(asked.trace, path);
    let bytes = std::fs::read(path).map_err(|source| StageError::Unreadable { path: path.to_owned(), source })?;
    match Document::parse(&name, bytes) {
        Ok(document) => {
            let (checked, mut findings) = examine(&document, &Folder::of(path, asked.trace), asked)?;
            if let Some(checked) = &checked {
                findings.extend(more(&document, checked));
            }
            let checked = checked.filter(|_| !refuses(&findings));
            report.add(&document, findings);
            Ok(checked.map(|checked| (document, checked)))
        }
        Err(mut failed) => {
            let findings = std::mem::take(&mut failed.findings);
            report.add(&failed, findings);
            Ok(None)
        }
    }
}

/// Checks a parsed spec and resolves it as `asked`: the lake if nothing refuses, and everything that was found.
///
/// # Errors
/// A template does not render.
pub fn examine(
    document: &Document,
    files: &dyn SpecFiles,
    asked: &Asked<'_>,
) -> Result<(Option<Checked>, Vec<Diagnostic>), RenderError> {
    let read = document.read::<Spec>();
    let allowed = read.value.as_ref().map(model::allowed).unwrap_or_default();
    let (checked, findings) = examine_all(read, document, files, asked)?;
    Ok((checked, model::suppress(&allowed, findings)))
}

/// Whether `text` is a spec without mistakes, with these files beside it.
///
/// # Errors
/// As [`examine`].
pub fn accepts(text: &str, files: &dyn SpecFiles, asked: &Asked<'_>) -> Result<bool, RenderError> {
    match Document::parse("", text.as_bytes().to_vec()) {
        Ok(document) => Ok(!refuses(&examine(&document, files, asked)?.1)),
        Err(_) => Ok(false),
    }
}

/// [`examine`] with every finding, those too that the spec accepts.
fn examine_all(
    read: Read<Spec>,
    document: &Document,
    files: &dyn SpecFiles,
    asked: &Asked<'_>,
) -> Result<(Option<Checked>, Vec<Diagnostic>), RenderError> {
    let broken = refuses(&read.findings);
    let mut findings = read.findings;
    let pipeline = read.value.and_then(|spec| {
        let (pipeline, more) = model::build(&spec, document, files, asked.day);
        // What could not be read is missing here, so a warning that something is missing may be wrong.
        findings.extend(more.into_iter().filter(|finding| !broken || finding.rule.severity == Severity::Error));
        pipeline
    });
    let Some(pipeline) = pipeline.filter(|_| !refuses(&findings)) else { return Ok((None, findings)) };
    let graph = resolve::resolve(&pipeline, asked.templates)?;
    findings.extend(graph.findings());
    for finding in asked.targets.iter().flat_map(|&target| not_expressible(target, &pipeline, &graph)) {
        // Two targets may lack the same words.
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    let checked = (!refuses(&findings)).then_some(Checked { pipeline, graph });
    Ok((checked, findings))
}

/// What `target` cannot say. Better said here than dropped there.
fn not_expressible(target: Target, pipeline: &Pipeline, graph: &Graph) -> Vec<Diagnostic> {
    match target {
        Target::Terraform => model::not_in_terraform(pipeline),
        Target::CloudFormation | Target::Cdk => {
            let mut findings = model::not_in_cloudformation(pipeline);
            findings.extend(graph.stack_findings());
            findings
        }
    }
}

fn refuses(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.rule.severity == Severity::Error)
}

/// Every file of one target.
///
/// # Errors
/// A template does not render.
pub fn render_target(
    graph: &Graph,
    target: Target,
    format: Format,
    templates: &Templates,
) -> Result<ArtifactSet, RenderError> {
    match target {
        Target::CloudFormation => backend::cloudformation::render(graph, templates, format),
        Target::Terraform => backend::terraform::render(graph, templates),
        Target::Cdk => backend::cdk::render(graph, templates),
    }
}

fn note(trace: Option<&Trace>, path: &Path) {
    if let Some(trace) = trace {
        trace.note(path);
    }
}

/// The files beside a spec.
#[derive(Clone, Debug)]
pub struct Folder<'t> {
    root: PathBuf,
    trace: Option<&'t Trace>,
}

impl<'t> Folder<'t> {
    /// The files below `root`.
    pub fn at(root: PathBuf) -> Self {
        Self { root, trace: None }
    }

    fn of(spec: &Path, trace: Option<&'t Trace>) -> Self {
        Self { root: spec.parent().map(Path::to_owned).unwrap_or_default(), trace }
    }
}

impl SpecFiles for Folder<'_> {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        let path = self.root.join(relative);
        note(self.trace, &path);
        std::fs::read(path)
    }

    fn list(&self, relative: &str) -> io::Result<Vec<String>> {
        let mut found = Vec::new();
        list_below(&self.root.join(relative), "", self.trace, &mut found)?;
        found.sort();
        Ok(found)
    }
}

/// Adds the files below `folder`, each by its path behind `prefix`. Links to folders are not followed: they may lead in
/// circles.
fn list_below(folder: &Path, prefix: &str, trace: Option<&Trace>, found: &mut Vec<String>) -> io::Result<()> {
    note(trace, folder);
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            let message = format!("the name of {} is not Unicode", entry.path().display());
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        };
        if entry.file_type()?.is_dir() {
            list_below(&entry.path(), &format!("{prefix}{name}/"), trace, found)?;
        } else {
            found.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

/// Why a stage could not do its work: the system, or ourselves; never the user's spec.
#[derive(Debug)]
pub enum StageError {
    /// The spec cannot be read.
    Unreadable {
        /// Where it should be.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A target cannot be rendered.
    Render(RenderError),
}

impl fmt::Display for StageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::Render(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StageError {}

impl From<RenderError> for StageError {
    fn from(error: RenderError) -> Self {
        Self::Render(error)
    }
}
