//! The only file that knows the order of the stages.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::artifact::ArtifactSet;
use crate::backend::cloudformation::Format;
use crate::backend::{self, RenderError};
use crate::diag::{Diagnostic, Place, Report, Severity, rules};
use crate::graph::Graph;
use crate::model::{self, Pipeline, SpecFiles};
use crate::resolve;
use crate::spec::Spec;
use crate::template::Templates;
use crate::yaml::{Document, Failed};

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

/// A spec without mistakes, as far as it was asked for.
#[derive(Debug)]
pub struct Checked {
    /// Where the spec lies.
    pub path: PathBuf,
    /// What it says.
    pub pipeline: Pipeline,
    /// The resources that come of it.
    pub graph: Graph,
}

/// Reads, checks and resolves the spec at `path` for `targets`; what is wrong with it goes into `report`.
///
/// `None` if anything refuses.
///
/// # Errors
/// The spec or a script cannot be read for a reason that lies in the system, or a template does not render.
pub fn check(
    path: &Path,
    targets: &[Target],
    templates: &Templates,
    report: &mut Report,
) -> Result<Option<Checked>, StageError> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| StageError::Unreadable { path: path.to_owned(), source })?;
    let document = match Document::parse(&name, bytes) {
        Ok(document) => document,
        Err(failed) => {
            report_failed(failed, report);
            return Ok(None);
        }
    };
    let read = document.read::<Spec>();
    let broken = refuses(&read.findings);
    let mut findings = read.findings;
    let pipeline = read.value.and_then(|spec| {
        let (pipeline, more) = model::build(&spec, &document, &Folder::of(path));
        // What could not be read is missing here, so a warning that something is missing may be wrong.
        findings.extend(more.into_iter().filter(|finding| !broken || finding.rule.severity == Severity::Error));
        pipeline
    });
    findings.extend(pipeline.iter().flat_map(|pipeline| not_expressible(pipeline, targets)));
    let Some(pipeline) = pipeline.filter(|_| !refuses(&findings)) else {
        report.add(&document, findings);
        return Ok(None);
    };
    let graph = resolve::resolve(&pipeline, templates).map_err(RenderError::from)?;
    findings.extend(collisions(&graph));
    let refused = refuses(&findings);
    report.add(&document, findings);
    Ok((!refused).then(|| Checked { path: path.to_owned(), pipeline, graph }))
}

fn refuses(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.rule.severity == Severity::Error)
}

/// What one of `targets` cannot say. Better said here than dropped there.
fn not_expressible(pipeline: &Pipeline, targets: &[Target]) -> Vec<Diagnostic> {
    if targets.contains(&Target::Terraform) { model::not_in_terraform(pipeline) } else { Vec::new() }
}

fn report_failed(mut failed: Failed, report: &mut Report) {
    let findings = std::mem::take(&mut failed.findings);
    report.add(&failed, findings);
}

/// Resources whose names differ in the spec and not in the output.
fn collisions(graph: &Graph) -> Vec<Diagnostic> {
    let clash = |(first, second): (&crate::graph::Node, &crate::graph::Node)| {
        let message =
            format!("`{}` and `{}` would both be the resource {}", first.origin, second.origin, second.name.logical);
        Diagnostic::new(&rules::NAME_COLLISION, Place::Key(second.origin.clone()), message)
            .related(Place::Key(first.origin.clone()), "the first of that name")
    };
    graph.collisions().into_iter().map(clash).collect()
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

/// The files beside a spec.
struct Folder {
    root: PathBuf,
}

impl Folder {
    fn of(spec: &Path) -> Self {
        Self { root: spec.parent().map(Path::to_owned).unwrap_or_default() }
    }
}

impl SpecFiles for Folder {
    fn read(&self, relative: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(relative))
    }
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
