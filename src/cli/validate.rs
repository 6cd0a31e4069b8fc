//! `lakegen validate`: every mistake of every spec.

use crate::diag::Report;
use crate::pipeline;
use crate::template::Templates;

use super::console::{Console, Format, count};
use super::{Failure, Outcome, Specs, Targets, find};

/// Check specs: every mistake, with its line and the fix.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen validate lakegen.yaml
  lakegen validate pipelines/ --format json | jq '.[].code'")]
pub(super) struct Args {
    #[command(flatten)]
    specs: Specs,
    #[command(flatten)]
    targets: Targets,
    /// How findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let targets = args.targets.chosen();
    let templates = Templates::embedded();
    let mut report = Report::new();
    let specs = find::specs(&args.specs.paths)?;
    for path in &specs {
        pipeline::check(path, &targets, &templates, &mut report)?;
    }
    match args.format {
        Format::Json => console.result(&(report.json()? + "\n"))?,
        Format::Pretty if report.is_empty() => {}
        Format::Pretty => console.findings(&report)?,
    }
    console.note(&format!(
        "{} checked: {}, {}",
        count(specs.len(), "spec"),
        count(report.errors(), "error"),
        count(report.warnings(), "warning")
    ))?;
    Ok(if report.errors() == 0 { Outcome::Fine } else { Outcome::Findings })
}
