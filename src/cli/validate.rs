//! `lakegen validate`: every mistake of every spec.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::artifact::write_one;
use crate::diag::Report;
use crate::pipeline::{self, Asked, Neighbours, Trace};
use crate::template::Templates;

use super::console::{Console, count, seconds_since};
use super::findings::{Deny, Format};
use super::progress::Progress;
use super::{Day, Environments, Failure, Outcome, Specs, Targets, find, watch};

/// Check specs: every mistake, with its line and the fix.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen validate lakegen.yaml
  lakegen validate pipelines/ --format json | jq '.[].code'
  lakegen validate pipelines/ --deny warnings --format github      in a GitHub workflow
  lakegen validate lakegen.yaml --env prod                         what is wrong with that environment only
  lakegen validate lakegen.yaml --fix
  lakegen validate lakegen.yaml --watch                            while you write it
  lakegen validate lakegen.yaml --as-of 2029-07-01                 what will have ended by then
  lakegen validate pipelines/ --format sarif > lakegen.sarif       for code scanning")]
pub(super) struct Args {
    #[command(flatten)]
    specs: Specs,
    #[command(flatten)]
    targets: Targets,
    #[command(flatten)]
    environments: Environments,
    #[command(flatten)]
    day: Day,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
    /// Mend in the files what has only one way out, such as a misspelt key; the rest is reported.
    #[arg(long)]
    fix: bool,
    /// Check again whenever a spec or a file that it names changes, until Ctrl-C.
    #[arg(long, conflicts_with = "fix")]
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
    let specs = find::specs(&args.specs.paths)?;
    let mut report = check(&specs, &asked)?;
    if args.fix {
        report = fix(&specs, &asked, report, console)?;
    }
    args.format.print(&report, console)?;
    console.note(&format!(
        "{} checked: {}, {}, {}",
        count(specs.len(), "spec"),
        count(report.errors(), "error"),
        count(report.warnings(), "warning"),
        seconds_since(began)
    ))?;
    Ok(args.deny.outcome(&report))
}

fn check(specs: &[PathBuf], asked: &Asked<'_>) -> Result<Report, Failure> {
    let mut report = Report::new();
    let mut neighbours = Neighbours::default();
    let mut progress = Progress::new("checking", specs.len());
    for path in specs {
        pipeline::check_beside(path, asked, &mut neighbours, &mut report)?;
        progress.step();
    }
    Ok(report)
}

/// Mends the files as long as that helps, and gives what is left. A change may uncover what it hid, hence the rounds.
fn fix(specs: &[PathBuf], asked: &Asked<'_>, first: Report, console: &mut Console) -> Result<Report, Failure> {
    const ROUNDS: usize = 10;
    let mut report = first;
    for _ in 0..ROUNDS {
        let mended = report.mended();
        if mended.is_empty() {
            break;
        }
        for file in &mended {
            // Somebody writes it at the same time, or it is not in UTF-8.
            if fs::read(file.name)? != file.before.as_bytes() {
                return Err(format!("{} is not what was checked, so nothing is mended in it", file.name).into());
            }
            write_one(Path::new(file.name), file.after.as_bytes())?;
            console.note(&format!("{}: {} mended", file.name, count(file.changes, "mistake")))?;
        }
        report = check(specs, asked)?;
    }
    Ok(report)
}
