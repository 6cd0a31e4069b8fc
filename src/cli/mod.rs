//! The command line: the only part that prints.
//!
//! Results go to stdout, everything else to stderr. The exit code is 0 if all is well, 1 if a spec has mistakes or a
//! rendered file is not as it should be, 2 if the command could not do its work.

mod check;
mod console;
mod diff;
mod explain;
mod explain_iam;
mod find;
mod findings;
mod graph;
mod init;
mod man;
mod progress;
mod render;
mod schema;
mod show;
mod test;
mod validate;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use time::Date;
use time::macros::format_description;

use crate::graph::{Deployment, Graph};
use crate::pipeline::{Asked, Target};
use crate::template::Templates;

use console::Console;

/// Declare an event-driven, serverless data lake on AWS once; render it as CloudFormation, Terraform and CDK.
#[derive(Debug, Parser)]
#[command(name = "lakegen", version, arg_required_else_help = true, propagate_version = true, after_help = EXAMPLES)]
struct Cli {
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  lakegen init orders --example orders        a lake to start from
  lakegen validate lakegen.yaml               every mistake, with its line and the fix
  lakegen render lakegen.yaml --out out       CloudFormation, Terraform and CDK
  lakegen render pipelines/ --target terraform
  lakegen render pipelines/ --check           what is not as rendered, as a diff
  lakegen diff lakegen.yaml --git main        what the change does to what is deployed
  lakegen show lakegen.yaml                   the spec with its defaults filled in
  lakegen test lakegen.yaml --sample crawler-succeeded
                                              what an event starts, offline
  lakegen graph lakegen.yaml                  a picture of the lake, as Mermaid, DOT, SVG or JSON
  lakegen explain LG-E020                     a rule, with an example
  lakegen schema > lakegen.schema.json        for completion in an editor

Exit codes: 0 all is well, 1 there are findings or stale files, 2 the command failed.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Also into a file or a pipe.
    Always,
    /// Not at all.
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Render(render::Args),
    Diff(diff::Args),
    Validate(validate::Args),
    Show(show::Args),
    Test(test::Args),
    Explain(explain::Args),
    Graph(graph::Args),
    Schema(schema::Args),
    Man(man::Args),
    /// Print a completion script for a shell.
    #[command(after_help = "Example:\n  lakegen completions bash > /etc/bash_completion.d/lakegen")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// How a command ended when it could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    Findings,
}

/// Why a command could not do its work.
type Failure = Box<dyn std::error::Error>;

/// The specs that a command works on.
#[derive(Debug, clap::Args)]
struct Specs {
    /// Spec files; in a folder, every lakegen.yaml, lakegen.yml, *.lakegen.yaml and *.lakegen.yml below it; of another file,
    /// such as a script, the specs beside or above it.
    #[arg(required = true, value_name = "SPEC|DIR")]
    paths: Vec<PathBuf>,
}

/// Where a lake is deployed to, for what depends on it.
#[derive(Debug, clap::Args)]
struct Somewhere {
    /// The account that the lake is deployed to. The environment's if left out, else 111122223333.
    #[arg(long, value_name = "DIGITS", value_parser = account)]
    account: Option<String>,
    /// The region that the lake is deployed to. The environment's if left out, else us-east-1.
    #[arg(long)]
    region: Option<String>,
}

fn account(text: &str) -> Result<String, &'static str> {
    let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.to_owned()).ok_or("an account has twelve digits")
}

impl Somewhere {
    fn deployment(&self, graph: &Graph) -> Deployment {
        let account = self.account.as_ref().or(graph.site.account.as_ref()).map_or("111122223333", String::as_str);
        let region = self.region.as_ref().or(graph.site.region.as_ref()).map_or("us-east-1", String::as_str);
        Deployment::new(account, region)
    }
}

/// The day for which a command asks.
#[derive(Debug, clap::Args)]
struct Day {
    /// The day to check for, such as 2029-07-01: AWS ends versions on announced days. Today if left out.
    #[arg(long = "as-of", value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
}

fn day(text: &str) -> Result<Date, String> {
    let form = format_description!("[year]-[month]-[day]");
    Date::parse(text, &form).map_err(|_| "write a day such as 2029-07-01".to_owned())
}

impl Day {
    /// What specs are checked for: `targets`, on this day.
    fn asked<'a>(&self, targets: &'a [Target], templates: &'a Templates) -> Asked<'a> {
        let asked = Asked::today(targets, templates);
        Asked { day: self.as_of.unwrap_or(asked.day), ..asked }
    }
}

/// The environments that a command works on.
#[derive(Debug, clap::Args)]
struct Environments {
    /// An environment that the specs declare; may be given several times. All of them if left out.
    #[arg(long = "env", short, value_name = "NAME")]
    environments: Vec<String>,
}

/// The environment that a command works on.
#[derive(Debug, clap::Args)]
struct Environment {
    /// The environment that is meant, if the spec declares several.
    #[arg(long = "env", short, value_name = "NAME")]
    environment: Option<String>,
}

impl Environment {
    /// What a spec is checked for: `targets`, today, in this environment.
    fn asked<'a>(&'a self, targets: &'a [Target], templates: &'a Templates) -> Asked<'a> {
        Asked { environments: self.environment.as_slice(), ..Asked::today(targets, templates) }
    }
}

/// The targets that a command works for.
#[derive(Debug, clap::Args)]
struct Targets {
    /// A target; may be given several times. All of them if left out.
    #[arg(long = "target", short, value_enum, value_name = "TARGET")]
    targets: Vec<Target>,
}

impl Targets {
    /// Each target once, in one order.
    fn chosen(&self) -> Vec<Target> {
        let mut targets = if self.targets.is_empty() { Target::ALL.to_vec() } else { self.targets.clone() };
        targets.sort_unstable();
        targets.dedup();
        targets
    }
}

/// Runs the command of this process's arguments.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut console = Console::new(match cli.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    });
    let result = match &cli.command {
        Command::Init(args) => init::run(args, &mut console),
        Command::Render(args) => render::run(args, &mut console),
        Command::Diff(args) => diff::run(args, &mut console),
        Command::Validate(args) => validate::run(args, &mut console),
        Command::Show(args) => show::run(args, &mut console),
        Command::Test(args) => test::run(args, &mut console),
        Command::Explain(args) => explain::run(args, &mut console),
        Command::Graph(args) => graph::run(args, &mut console),
        Command::Schema(args) => schema::run(args, &mut console),
        Command::Man(args) => man::run(args, &mut console),
        Command::Completions { shell } => completions(*shell, &mut console),
    };
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        // Whoever closed the pipe has seen enough.
        Err(failure) if console::is_closed_pipe(failure.as_ref()) => ExitCode::SUCCESS,
        Err(failure) => {
            console.error(failure.as_ref());
            ExitCode::from(2)
        }
    }
}

fn completions(shell: clap_complete::Shell, console: &mut Console) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "lakegen", &mut script);
    console.result(&String::from_utf8(script)?)?;
    Ok(Outcome::Fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
