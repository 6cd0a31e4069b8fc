//! `lakegen man`: the manual, for `man`.

use std::path::PathBuf;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::artifact::{create_folders, write_one};

use super::console::Console;
use super::{Cli, Failure, Outcome};

/// Print the manual page, or write one for each command.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen man | man -l -
  lakegen man --out /usr/local/share/man/man1")]
pub(super) struct Args {
    /// Write lakegen.1, lakegen-render.1 and so on into this folder.
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = &args.out else {
        console.result(&page(command)?)?;
        return Ok(Outcome::Fine);
    };
    create_folders(folder)?;
    for (name, command) in named(command) {
        let path = folder.join(format!("{name}.1"));
        if write_one(&path, page(command)?.as_bytes())? {
            console.result(&format!("{}\n", path.display()))?;
        }
    }
    Ok(Outcome::Fine)
}

/// A command and all below it, each with the name of its page.
fn named(command: Command) -> Vec<(String, Command)> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let below: Vec<_> = command.get_subcommands().cloned().flat_map(named).collect();
    [(name, command)].into_iter().chain(below).collect()
}

/// The page of a command. Its examples come last, line by line as `--help` has them.
fn page(command: Command) -> Result<String, Failure> {
    let examples = command.get_after_help().map(ToString::to_string);
    let (options, commands) = (command.get_arguments().next().is_some(), command.has_subcommands());
    // Not without a date: an empty word would be lost, and the next one stand for it.
    let man = Man::new(command).date(" ").source(concat!("lakegen ", env!("CARGO_PKG_VERSION"))).manual("lakegen");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    if options {
        man.render_options_section(&mut page)?;
    }
    if commands {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(examples) = examples {
        let mut section = Roff::new();
        section.control("SH", ["EXAMPLES"]).control("nf", []);
        for line in examples.lines().filter(|line| !line.starts_with("Example")) {
            section.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
        }
        section.control("fi", []).to_writer(&mut page)?;
    }
    Ok(String::from_utf8(page)?)
}
