//! `lakegen render`: the files of every target.

use std::path::PathBuf;
use std::time::Instant;

use crate::artifact::{CommitError, Force, PlanError, WritePlan, commit};
use crate::backend::cloudformation::Format;
use crate::diag::Report;
use crate::pipeline::{self, Asked, Neighbours, Trace};
use crate::template::Templates;

use super::console::{Console, count, seconds_since};
use super::findings::Deny;
use super::progress::Progress;
use super::{Day, Environments, Failure, Outcome, Specs, Targets, check, find, watch};

/// Render specs as CloudFormation, Terraform and CDK.
///
/// Writes <OUT>/<NAME>/cloudformation, terraform and cdk for each spec, and nothing at all if any spec has a mistake. Of a
/// spec with environments, <OUT>/<NAME>/<ENVIRONMENT>/cloudformation and so on for each of them.
/// Prints the files that changed. A file that somebody edited by hand is not overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen render examples/orders/lakegen.yaml --out out
  lakegen render pipelines/ --target terraform --target cdk
  lakegen render lakegen.yaml --env dev
  lakegen render lakegen.yaml --target cloudformation --format json
  lakegen render pipelines/ --out infra --check           in CI: is what is committed what the specs say?
  lakegen render pipelines/ --out infra --check | less    how the files would change
  lakegen render lakegen.yaml --watch                     while you write it")]
pub(super) struct Args {
    #[command(flatten)]
    specs: Specs,
    #[command(flatten)]
    targets: Targets,
    #[command(flatten)]
    environments: Environments,
    #[command(flatten)]
    day: Day,
    /// The folder to write below.
    #[arg(long, short, default_value = "out", value_name = "DIR")]
    out: PathBuf,
    /// How the CloudFormation template is written.
    #[arg(long, value_enum, default_value_t = Format::Yaml)]
    format: Format,
    /// Overwrite files that were edited by hand; what they held is kept beside them as *.orig.
    #[arg(long)]
    force: bool,
    /// Write nothing: print how the files would change, as a diff, and exit with 1 if any would.
    #[arg(long, conflicts_with = "force")]
    check: bool,
    /// Exit with 1 if any file changed, as hooks do that make people look at what they are about to commit.
    #[arg(long)]
    fail_on_change: bool,
    /// Render again whenever a spec or a file that it names changes, until Ctrl-C.
    #[arg(long, conflicts_with = "check")]
    watch: bool,
    #[command(flatten)]
    deny: Deny,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    if args.watch {
        return watch::watch(&args.specs.paths, console, |trace, console| once(args, Some(trace), console));
    }
    once(args, None, console)
}

fn once(args: &Args, trace: Option<&Trace>, console: &mut Console) -> Result<Outcome, Failure> {
    let began = Instant::now();
    let targets = args.targets.chosen();
    let templates = Templates::embedded();
    let asked = Asked { trace, environments: &args.environments.environments, ..args.day.asked(&targets, &templates) };
    let mut report = Report::new();
    let mut neighbours = Neighbours::default();
    let mut lakes = Vec::new();
    let mut refused = false;
    let specs = find::specs(&args.specs.paths)?;
    let mut progress = Progress::new("checking", specs.len());
    for path in &specs {
        let checked = pipeline::check_beside(path, &asked, &mut neighbours, &mut report)?;
        refused |= checked.is_empty();
        lakes.extend(checked);
        progress.step();
    }
    drop(progress);
    if !report.is_empty() {
        console.remarks(&report)?;
    }
    if refused || args.deny.outcome(&report) == Outcome::Findings {
        return Ok(Outcome::Findings);
    }
    let mut sets = Vec::with_capacity(lakes.len() * targets.len());
    let mut progress = Progress::new("rendering", lakes.len());
    for lake in &lakes {
        for &target in &targets {
            let root = args.out.join(&lake.folder).join(target.word());
            sets.push((root, pipeline::render_target(lake, target, args.format, &templates)?));
        }
        progress.step();
    }
    drop(progress);
    let plans =
        sets.iter().map(|(root, files)| WritePlan::compare(root, files)).collect::<Result<Vec<_>, PlanError>>()?;
    if args.check {
        return check::run(&plans, console);
    }
    if !write_all(&plans, args.force, console)? {
        return Ok(Outcome::Findings);
    }
    let files = plans.iter().map(|plan| plan.entries().len()).sum();
    let changed = plans.iter().map(|plan| plan.changes().count()).sum::<usize>();
    let rendered = count(specs.len(), "spec");
    console.note(&format!(
        "{rendered} rendered: {}, {changed} changed, {}",
        count(files, "file"),
        seconds_since(began)
    ))?;
    let touched = plans.iter().any(|plan| plan.differences().next().is_some());
    Ok(if args.fail_on_change && touched { Outcome::Findings } else { Outcome::Fine })
}

/// Makes every folder what its plan says; none, and gives `false`, if a file was edited that may not be overwritten.
fn write_all(plans: &[WritePlan<'_>], force: bool, console: &mut Console) -> Result<bool, Failure> {
    let edited: Vec<PathBuf> =
        plans.iter().flat_map(|plan| plan.conflicts().map(|entry| plan.root().join(entry.path.as_str()))).collect();
    if !edited.is_empty() && !force {
        console.note(&format!("error: {}", CommitError::Conflicts(edited)))?;
        console.note("help: move your changes into the spec; --force overwrites and keeps each of these as *.orig")?;
        return Ok(false);
    }
    for plan in plans {
        write(plan, if force { Force::Yes } else { Force::No }, console)?;
    }
    Ok(true)
}

/// Makes a folder what its plan says, and tells what that changed.
fn write(plan: &WritePlan<'_>, force: Force, console: &mut Console) -> Result<(), Failure> {
    let summary = commit(plan, force)?;
    for entry in plan.changes() {
        console.result(&format!("{}\n", plan.root().join(entry.path.as_str()).display()))?;
    }
    for (path, kept) in &summary.kept {
        let path = plan.root().join(path.as_str());
        console.note(&format!("note: {} was edited by hand; its old text is in {}", path.display(), kept.display()))?;
    }
    for orphan in &summary.orphans {
        let path = plan.root().join(orphan.as_str());
        console.note(&format!("note: {} is no longer rendered; it was edited by hand and stays", path.display()))?;
    }
    Ok(())
}
