//! `lakegen show`: the spec as lakegen understands it.

use std::path::PathBuf;

use crate::diag::Report;
use crate::model::resolved_spec;
use crate::pipeline::{self, Asked, Target};
use crate::template::Templates;

use super::console::Console;
use super::{Failure, Outcome};

/// Print a spec with its defaults filled in, as YAML.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  lakegen show lakegen.yaml | less")]
pub(super) struct Args {
    /// The spec file.
    spec: PathBuf,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let mut report = Report::new();
    let checked = pipeline::check(&args.spec, &Asked::today(&Target::ALL, &Templates::embedded()), &mut report)?;
    if !report.is_empty() {
        console.remarks(&report)?;
    }
    let Some(checked) = checked else { return Ok(Outcome::Findings) };
    console.result(&resolved_spec(&checked.pipeline).to_yaml()?)?;
    Ok(Outcome::Fine)
}
