//! The only module that knows the order of the stages.

mod edits;
mod environments;
mod neighbours;
mod revision;
mod trace;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use time::{Date, OffsetDateTime};

use crate::artifact::ArtifactSet;
use crate::backend::cloudformation::Format;
use crate::backend::{self, RenderError};
use crate::diag::{Diagnostic, Pointer, Report, Severity, suggest};
use crate::environment;
use crate::graph::Graph;
use crate::model::{self, Pipeline, SpecFiles};
use crate::resolve;
use crate::runbook::{self, Tool};
use crate::spec::Spec;
use crate::template::Templates;
use crate::yaml::{Document, Read};

pub use edits::{Rename, edits, renames};
use environments::Variant;
pub use neighbours::Neighbours;
pub use revision::check_at_revision;
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
    /// The environments, by name; empty for all that a spec declares, and for the spec itself if it declares none.
    pub environments: &'a [String],
}

impl<'a> Asked<'a> {
    /// For `targets`, today (in UTC), in every environment.
    pub fn today(targets: &'a [Target], templates: &'a Templates) -> Self {
        let day = OffsetDateTime::now_utc().date();
        Self { targets, templates, day, environments: &[], trace: None }
    }
}

/// A spec without mistakes, as far as it was asked for, in one of its environments.
#[derive(Debug)]
pub struct Checked {
    /// The environment, if the spec declares any.
    pub environment: Option<String>,
    /// Where its files belong below the folder for output: `<name>`, and `<name>/<environment>` if there are environments.
    /// The name is the spec's own, whatever the environment makes of it.
    pub folder: PathBuf,
    /// The document, as the environment has it.
    pub document: Document,
    /// What it says.
    pub pipeline: Pipeline,
    /// The resources that come of it.
    pub graph: Graph,
}

/// Reads the spec at `path` and checks it alone; what is wrong with it goes into `report`.
///
/// A lake for each environment that is asked for, in the order of the spec; none at all if anything refuses.
///
/// # Errors
/// The spec cannot be read for a reason that lies in the system, it has no such environment, or a template does not render.
pub fn check(path: &Path, asked: &Asked<'_>, report: &mut Report) -> Result<Vec<Checked>, StageError> {
    check_with(path, asked, report, |_| Vec::new())
}

/// [`check`] of a spec that is asked for in one environment.
///
/// # Errors
/// As [`check`], and if it is not said which of several environments is meant.
pub fn check_one(path: &Path, asked: &Asked<'_>, report: &mut Report) -> Result<Option<Checked>, StageError> {
    let mut lakes = check(path, asked, report)?;
    if lakes.len() > 1 {
        let names = lakes.into_iter().filter_map(|lake| lake.environment).collect();
        return Err(StageError::ManyEnvironments { path: path.to_owned(), names });
    }
    Ok(lakes.pop())
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
) -> Result<Vec<Checked>, StageError> {
    check_with(path, asked, report, |checked| neighbours.add(checked))
}

/// [`check`], and what `more` finds in a lake without mistakes.
fn check_with(
    path: &Path,
    asked: &Asked<'_>,
    report: &mut Report,
    mut more: impl FnMut(&Checked) -> Vec<Diagnostic>,
) -> Result<Vec<Checked>, StageError> {
    let name = path.display().to_string();
    note(asked.trace, path);
    let bytes = std::fs::read(path).map_err(|source| StageError::Unreadable { path: path.to_owned(), source })?;
    match Document::parse(&name, bytes) {
        Ok(document) => {
            let declared = || environment::names(&document);
            if let Some(unknown) = asked.environments.iter().find(|name| !declared().any(|known| known == *name)) {
                let known = declared().map(ToOwned::to_owned).collect();
                return Err(StageError::NoEnvironment { path: path.to_owned(), name: unknown.clone(), known });
            }
            let (mut lakes, mut findings) = examine(&document, &Folder::of(path, asked.trace), asked)?;
            for lake in &lakes {
                let found = more(lake).into_iter();
                findings.extend(found.map(|finding| environments::in_text(&document, &lake.document, finding)));
            }
            if refuses(&findings) {
                lakes.clear();
            }
            report.add(&document, findings);
            Ok(lakes)
        }
        Err(mut failed) => {
            let findings = std::mem::take(&mut failed.findings);
            report.add(&failed, findings);
            Ok(Vec::new())
        }
    }
}

/// Checks a parsed spec and resolves it as `asked`: a lake for each environment if nothing refuses, and everything that was
/// found. An environment that the spec does not declare is passed over.
///
/// With environments, what is deployed is what is checked: the spec itself is only read, to find what each would hide.
///
/// # Errors
/// A template does not render.
pub fn examine(
    document: &Document,
    files: &dyn SpecFiles,
    asked: &Asked<'_>,
) -> Result<(Vec<Checked>, Vec<Diagnostic>), RenderError> {
    let is_asked = |name: &&str| asked.environments.is_empty() || asked.environments.iter().any(|asked| asked == name);
    let names: Vec<&str> = environment::names(document).filter(is_asked).collect();
    let (name, _) = document.scalar(&Pointer::root().key("name")).unwrap_or_default();
    let folder = Path::new(name);
    if names.is_empty() {
        let (made, findings) = examine_one(document, None, Vec::new(), files, asked)?;
        let (environment, folder, document) = (None, folder.to_owned(), document.clone());
        let lake = made.map(|(pipeline, graph)| Checked { environment, folder, document, pipeline, graph });
        return Ok((lake.into_iter().collect(), findings));
    }
    let mut variants = Vec::with_capacity(names.len());
    let mut lakes = Vec::with_capacity(names.len());
    for name in names {
        let (applied, findings) = environment::apply(document, name);
        let (made, findings) = examine_one(&applied, Some(name), findings, files, asked)?;
        lakes.extend(made.map(|(pipeline, graph)| Checked {
            environment: Some(name.to_owned()),
            folder: folder.join(name),
            document: applied.clone(),
            pipeline,
            graph,
        }));
        variants.push(Variant { environment: name, document: applied, findings });
    }
    let findings = environments::join(document, document.read::<Spec>().findings, variants);
    if refuses(&findings) {
        lakes.clear();
    }
    Ok((lakes, findings))
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

/// What a spec says, and the resources that come of it.
type Made = (Pipeline, Graph);

/// [`examine`] of a document that is as its environment has it; `broken` is what was wrong with making it so.
fn examine_one(
    document: &Document,
    environment: Option<&str>,
    broken: Vec<Diagnostic>,
    files: &dyn SpecFiles,
    asked: &Asked<'_>,
) -> Result<(Option<Made>, Vec<Diagnostic>), RenderError> {
    let mut read = document.read::<Spec>();
    let allowed = read.value.as_ref().map(model::allowed).unwrap_or_default();
    read.findings.extend(broken);
    let (made, findings) = examine_all(read, document, environment, files, asked)?;
    Ok((made, model::suppress(&allowed, findings)))
}

/// [`examine_one`] with every finding, those too that the spec accepts.
fn examine_all(
    read: Read<Spec>,
    document: &Document,
    environment: Option<&str>,
    files: &dyn SpecFiles,
    asked: &Asked<'_>,
) -> Result<(Option<Made>, Vec<Diagnostic>), RenderError> {
    let broken = refuses(&read.findings);
    let mut findings = read.findings;
    let pipeline = read.value.and_then(|spec| {
        let (pipeline, more) = model::build(&spec, document, environment, files, asked.day);
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
    let made = (!refuses(&findings)).then_some((pipeline, graph));
    Ok((made, findings))
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

/// Every file of one target, with the runbook that goes with it.
///
/// # Errors
/// A template does not render.
pub fn render_target(
    lake: &Checked,
    target: Target,
    format: Format,
    templates: &Templates,
) -> Result<ArtifactSet, RenderError> {
    let graph = &lake.graph;
    let (mut files, tool) = match target {
        Target::CloudFormation => (backend::cloudformation::render(graph, templates, format)?, Tool::CloudFormation),
        Target::Terraform => (backend::terraform::render(graph, templates)?, Tool::Terraform),
        Target::Cdk => (backend::cdk::render(graph, templates)?, Tool::Cdk),
    };
    let runbook = runbook::render(&lake.pipeline, graph, (tool, format.file()), templates)?;
    files.insert(runbook::FILE, runbook)?;
    Ok(files)
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
    /// The spec does not declare an environment that is asked for.
    NoEnvironment {
        /// The spec.
        path: PathBuf,
        /// What is asked for.
        name: String,
        /// What it declares.
        known: Vec<String>,
    },
    /// The spec declares several environments, and one is to be chosen.
    ManyEnvironments {
        /// The spec.
        path: PathBuf,
        /// What it declares.
        names: Vec<String>,
    },
    /// A target cannot be rendered.
    Render(RenderError),
}

impl fmt::Display for StageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::NoEnvironment { path, name, known } => {
                write!(f, "{} has no environment `{name}`; ", path.display())?;
                match suggest(name, known.iter().map(String::as_str)) {
                    Some(near) => write!(f, "did you mean `{near}`?"),
                    None if known.is_empty() => write!(f, "it declares none"),
                    None => write!(f, "it has {}", known.join(", ")),
                }
            }
            Self::ManyEnvironments { path, names } => {
                write!(
                    f,
                    "{} has several environments: say which with --env, one of {}",
                    path.display(),
                    names.join(", ")
                )
            }
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
