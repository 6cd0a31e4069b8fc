//! `lakegen graph`: a picture of a lake.

use std::path::PathBuf;

use crate::artifact::write_one;
use crate::diag::{LineStarts, Place, Pointer, Report, Source};
use crate::picture::{self, Level, Picture};
use crate::pipeline;
use crate::template::Templates;
use crate::yaml::Document;

use super::console::Console;
use super::{Environment, Failure, Outcome};

/// Draw a lake: where data comes from, what turns it into what, and what starts what.
///
/// Solid lines are data, dashed ones start something, dotted ones are what went wrong.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen graph lakegen.yaml > pipeline.mmd
  lakegen graph lakegen.yaml --format svg --out docs/pipeline.svg
  lakegen graph lakegen.yaml --detail --format dot | dot -Tsvg > pipeline.svg
  lakegen graph lakegen.yaml --format json | jq -r '.edges[] | select(.flow == \"data\") | \"\\(.from) \\(.to)\"'

JSON is an object: `lake`, `description`, `nodes` and `edges`. A node has `id` (kind and name), `kind`, `label`, `notes`,
`alarms` (what people are told about it), and `path` and `line` of the spec where it is declared, or null; an edge has `from`
and `to` (ids), `flow` (data, control or alarm) and `labels`. Members may be added, never renamed.")]
pub(super) struct Args {
    /// The spec file.
    spec: PathBuf,
    #[command(flatten)]
    environment: Environment,
    /// How the picture is written.
    #[arg(long, value_enum, default_value_t = Format::Mermaid)]
    format: Format,
    /// Also draw what stands between an event and a run, and who is told: rules, queues, functions, alarms.
    #[arg(long)]
    detail: bool,
    /// Write it to this file instead of stdout.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A Mermaid flowchart, for Markdown.
    Mermaid,
    /// Graphviz's language.
    Dot,
    /// An image with a title and a legend, for light and dark pages.
    Svg,
    /// Nodes and edges, for other tools.
    Json,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let mut report = Report::new();
    let templates = Templates::embedded();
    let checked = pipeline::check_one(&args.spec, &args.environment.asked(&[], &templates), &mut report)?;
    if !report.is_empty() {
        console.remarks(&report)?;
    }
    let Some(checked) = checked else { return Ok(Outcome::Findings) };
    let level = if args.detail { Level::Detail } else { Level::Overview };
    let picture = Picture::of(&checked.pipeline, level);
    let text = match args.format {
        Format::Mermaid => picture.mermaid(),
        Format::Dot => picture.dot(),
        Format::Svg => picture.svg()?,
        Format::Json => format!("{:#}\n", picture::json(&picture, lines(&checked.document))),
    };
    match &args.out {
        Some(path) => drop(write_one(path, text.as_bytes())?),
        None => console.result(&text)?,
    }
    Ok(Outcome::Fine)
}

/// The line at which something is declared.
fn lines(document: &Document) -> impl Fn(&Pointer) -> Option<usize> {
    let starts = LineStarts::of(document.text());
    move |at| {
        let start = document.span(&Place::Key(at.clone()))?.start;
        Some(starts.line_column(document.text(), start).0)
    }
}
