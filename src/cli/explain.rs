//! `lakegen explain`: the page of a rule, or of a key of the spec.

use crate::diag::{Rule, rules, suggest};
use crate::reference::{Reference, UnknownKey};
use crate::spec::json_schema;

use super::console::Console;
use super::{Failure, Outcome, explain_iam};

/// Explain a code (why it matters and how to mend it) or a key of the spec (what it takes and means); or, by `iam`, who may do what
/// and why.
///
/// Without a code or key, lists all codes.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen explain LG-E020
  lakegen explain new-folders-needs-log
  lakegen explain jobs.trigger.retry_policy
  lakegen explain | grep crawler
  lakegen explain iam lakegen.yaml clean_orders")]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    /// A code such as LG-E020, or the words for it; or the path of a key, such as crawlers.recrawl_behavior.
    #[arg(value_name = "CODE|KEY")]
    words: Vec<String>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Iam(explain_iam::Args),
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    if let Some(What::Iam(args)) = &args.what {
        return explain_iam::run(args, console);
    }
    let text = if args.words.is_empty() {
        list()
    } else {
        args.words.iter().map(|word| explanation(word)).collect::<Result<Vec<_>, _>>()?.join("\n")
    };
    console.result(&text)?;
    Ok(Outcome::Fine)
}

/// One line for each rule, by code.
fn list() -> String {
    let line = |rule: &Rule| format!("{}  {:7}  {}\n", rule.id, rule.severity.word(), rule.slug);
    rules::by_code().into_iter().map(line).collect()
}

/// What there is to say about a code, with or without `LG-`, about a slug, in whatever case, or about a key.
fn explanation(word: &str) -> Result<String, Failure> {
    let names = |rule: &'static Rule| [rule.id, rule.id.trim_start_matches("LG-"), rule.slug];
    if let Some(rule) = rules::all().find(|rule| names(rule).iter().any(|name| name.eq_ignore_ascii_case(word))) {
        return Ok(rule.explanation());
    }
    let unknown = match Reference::new(json_schema()).entry(word) {
        Ok(entry) => return Ok(entry),
        Err(unknown) => unknown,
    };
    Err(if unknown.below.is_empty() { no_such_word(word, &unknown) } else { no_such_key(&unknown) }.into())
}

fn no_such_key(UnknownKey { below, key, near, known }: &UnknownKey) -> String {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "nothing is below it".to_owned(),
        None => format!("its keys are {}", known.join(", ")),
    };
    format!("there is no key `{key}` in `{below}`; {help}")
}

fn no_such_word(word: &str, unknown: &UnknownKey) -> String {
    let near_rule = suggest(word, rules::all().flat_map(|rule| [rule.id, rule.slug]));
    match near_rule.or(unknown.near.as_deref()) {
        Some(near) => format!("there is no rule and no key `{word}`; did you mean `{near}`?"),
        None => format!(
            "there is no rule and no key `{word}`; the keys are {}, and `lakegen explain` lists the rules",
            unknown.known.join(", ")
        ),
    }
}
