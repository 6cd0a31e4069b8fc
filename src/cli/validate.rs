//! `lakegen validate`: every mistake of every spec.

use crate::diag::Report;
use crate::pipeline::{self, Neighbours};
use crate::template::Templates;

use super::console::{Console, count};
use super::findings::{Deny, Format};
use super::{Failure, Outcome, Specs, Targets, find};

/// Check specs: every mistake, with its line and the fix.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen validate lakegen.yaml
  lakegen validate pipelines/ --format json | jq '.[].code'
  lakegen validate pipelines/ --deny warnings --format github      in a GitHub workflow
  lakegen validate pipelines/ --format sarif > lakegen.sarif       for code scanning")]
pub(super) struct Args {
    #[command(flatten)]
    specs: Specs,
    #[command(flatten)]
    targets: Targets,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
    #[command(flatten)]
    deny: Deny,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let targets = args.targets.chosen();
    let templates = Templates::embedded();
    let mut report = Report::new();
    let specs = find::specs(&args.specs.paths)?;
    let mut neighbours = Neighbours::default();
    for path in &specs {
        pipeline::check_beside(path, &targets, &templates, &mut neighbours, &mut report)?;
    }
    args.format.print(&report, console)?;
    console.note(&format!(
        "{} checked: {}, {}",
        count(specs.len(), "spec"),
        count(report.errors(), "error"),
        count(report.warnings(), "warning")
    ))?;
    Ok(args.deny.outcome(&report))
}
