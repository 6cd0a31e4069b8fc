//! `lakegen schema`: the JSON Schema of the spec.

use std::path::PathBuf;

use crate::artifact::write_one;
use crate::spec::json_schema_text;

use super::console::Console;
use super::{Failure, Outcome};

/// Print the JSON Schema of the spec, for completion and checks in an editor.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen schema > lakegen.schema.json
In a spec, for editors that use the YAML language server:
  # yaml-language-server: $schema=./lakegen.schema.json")]
pub(super) struct Args {
    /// Write it to this file instead of stdout.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let text = json_schema_text();
    match &args.out {
        Some(path) => drop(write_one(path, text.as_bytes())?),
        None => console.result(&text)?,
    }
    Ok(Outcome::Fine)
}
