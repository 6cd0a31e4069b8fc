//! `lakegen diff`: what a change does to what is deployed.

mod answer;
mod causes;
mod json;
mod markdown;
mod pretty;
mod sides;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::diff::{Change, Verdict};
use crate::pipeline::Asked;
use crate::template::Templates;

use super::console::Console;
use super::{Day, Environments, Failure, Outcome, Somewhere, Targets};

use answer::Answer;
use sides::Before;

/// Tell what a change of a spec does to what is deployed: what is added, changed in place, replaced, lost or refused.
///
/// Compares a spec with what was rendered from it (below --out), with itself at a revision of Git, or with another spec.
/// Nothing is asked of AWS.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen diff lakegen.yaml --git main               the change of a pull request
  lakegen diff lakegen.yaml --out out                what a new rendering changes of the last one, edits by hand too
  lakegen diff old.yaml new.yaml --target terraform
  lakegen diff lakegen.yaml --git main --fail-on data-lost --format markdown > comment.md

Exit codes: 0 nothing changes (or nothing so bad), 1 something does, 2 the command failed.")]
pub(super) struct Args {
    /// The spec file; with NEW, what it was.
    #[arg(value_name = "SPEC")]
    spec: PathBuf,
    /// What the spec is to be.
    #[arg(value_name = "NEW", conflicts_with_all = ["git", "out"])]
    new: Option<PathBuf>,
    /// Compare with the spec at this revision of Git: its scripts are read from there, too.
    #[arg(long, visible_alias = "rev", value_name = "REV", conflicts_with = "out")]
    git: Option<String>,
    /// The folder that was rendered into.
    #[arg(long, short, default_value = "out", value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    targets: Targets,
    #[command(flatten)]
    environments: Environments,
    #[command(flatten)]
    somewhere: Somewhere,
    #[command(flatten)]
    day: Day,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
    /// Exit with 1 only if something is as bad as this, or worse: they are named from harmless to the end of a deployment.
    #[arg(long, value_name = "VERDICT", default_value = Verdict::Added.word(), value_parser = verdict_parser(), hide_default_value = true)]
    fail_on: Verdict,
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Pretty,
    /// For programs: an array of objects.
    Json,
    /// For a comment on a pull request.
    Markdown,
}

fn verdict_parser() -> impl TypedValueParser<Value = Verdict> {
    PossibleValuesParser::new(Verdict::ALL.map(Verdict::word))
        .map(|word| Verdict::ALL.into_iter().find(|verdict| verdict.word() == word).unwrap_or(Verdict::Added))
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let targets = args.targets.chosen();
    let templates = Templates::embedded();
    let asked = Asked { environments: &args.environments.environments, ..args.day.asked(&targets, &templates) };
    let lakes = sides::read(args.new.as_ref().unwrap_or(&args.spec), &asked, console)?;
    if lakes.is_empty() {
        return Ok(Outcome::Findings);
    }
    let old = match (&args.git, &args.new) {
        (None, None) => None,
        (revision, _) => Some(sides::read_old(&args.spec, revision.as_deref(), &asked)?),
    };
    let mut compared = Vec::with_capacity(lakes.len());
    for lake in &lakes {
        let before = match &old {
            None => Before::Folder(args.out.join(&lake.folder)),
            Some(old) => match old.iter().find(|old| old.environment == lake.environment) {
                Some(old) => Before::Lake(old),
                None => Before::Nothing,
            },
        };
        let result = sides::compare(&before, lake, &targets, &templates, &args.somewhere.deployment(&lake.graph))?;
        for note in &result.notes {
            console.note(note)?;
        }
        compared.push((before, lake, result));
    }
    for gone in old.iter().flatten().filter(|old| lakes.iter().all(|lake| lake.environment != old.environment)) {
        let name = gone.environment.as_deref().unwrap_or("the lake without an environment");
        console
            .note(&format!("note: {name} is gone from the spec; what is deployed of it stays until you delete it"))?;
    }
    let answers: Vec<Answer<'_>> =
        compared.iter().map(|(before, lake, result)| Answer::new(before, lake, &result.changes)).collect();
    console.result(&match args.format {
        Format::Pretty => answers.iter().map(pretty::print).collect(),
        Format::Json => json::print(&answers),
        Format::Markdown => answers.iter().map(markdown::print).collect::<Vec<_>>().join("\n"),
    })?;
    let changes = compared.iter().flat_map(|(_, _, result)| &result.changes).flat_map(|(_, changes)| changes);
    let worst = changes.map(Change::verdict).max();
    Ok(if worst.is_some_and(|worst| worst >= args.fail_on) { Outcome::Findings } else { Outcome::Fine })
}
