//! `lakegen explain`: the page of a rule.

use crate::diag::{Rule, rules, suggest};

use super::console::Console;
use super::{Failure, Outcome, explain_iam};

/// Explain a code: why it matters and how to mend it, with an example; or, by `iam`, who may do what and why.
///
/// Without a code, lists all of them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen explain LG-E020
  lakegen explain new-folders-needs-log
  lakegen explain | grep crawler
  lakegen explain iam lakegen.yaml clean_orders")]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// A code such as LG-E020, or the words for it.
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Iam(explain_iam::Args),
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    if let Some(What::Iam(args)) = &args.what {
        return explain_iam::run(args, console);
    }
    let text = if args.codes.is_empty() {
        list()
    } else {
        let found = args.codes.iter().map(|code| find(code)).collect::<Result<Vec<_>, _>>()?;
        found.into_iter().map(Rule::explanation).collect::<Vec<_>>().join("\n")
    };
    console.result(&text)?;
    Ok(Outcome::Fine)
}

/// One line for each rule, by code.
fn list() -> String {
    let line = |rule: &Rule| format!("{}  {:7}  {}\n", rule.id, rule.severity.word(), rule.slug);
    rules::by_code().into_iter().map(line).collect()
}

/// The rule of a code, with or without `LG-`, or of a slug, in whatever case.
fn find(word: &str) -> Result<&'static Rule, Failure> {
    let names = |rule: &'static Rule| [rule.id, rule.id.trim_start_matches("LG-"), rule.slug];
    if let Some(rule) = rules::all().find(|rule| names(rule).iter().any(|name| name.eq_ignore_ascii_case(word))) {
        return Ok(rule);
    }
    Err(match suggest(word, rules::all().flat_map(names)) {
        Some(near) => format!("there is no rule `{word}`; did you mean `{near}`?").into(),
        None => format!("there is no rule `{word}`; `lakegen explain` lists them").into(),
    })
}
