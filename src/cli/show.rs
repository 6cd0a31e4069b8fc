//! `lakegen show`: the spec as lakegen understands it.

use std::path::PathBuf;

use crate::diag::Report;
use crate::model::resolved_spec;
use crate::pipeline::{self, Target};
use crate::template::Templates;

use super::console::Console;
use super::{Environment, Failure, Outcome};

/// Print a spec with its defaults filled in, as YAML.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  lakegen show lakegen.yaml | less\n  lakegen show lakegen.yaml --env prod")]
pub(super) struct Args {
    /// The spec file.
    spec: PathBuf,
    #[command(flatten)]
    environment: Environment,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let mut report = Report::new();
    let templates = Templates::embedded();
    let asked = args.environment.asked(&Target::ALL, &templates);
    let checked = pipeline::check_one(&args.spec, &asked, &mut report)?;
    if !report.is_empty() {
        console.remarks(&report)?;
    }
    let Some(checked) = checked else { return Ok(Outcome::Findings) };
    console.result(&resolved_spec(&checked.pipeline).to_yaml()?)?;
    Ok(Outcome::Fine)
}
