//! `lakegen test`: which rules match an event, and what each starts.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use serde_json::{Value, json};

use crate::diag::{Report, suggest};
use crate::events::{self, Names, Rule, SAMPLES, Sample, Source, Verdict};
use crate::graph::{Deployment, Graph};
use crate::pipeline;
use crate::template::Templates;

use super::console::{Console, Format, count};
use super::{Environment, Failure, Outcome, Somewhere};

/// Try events on a spec: which rules match, and what each starts.
///
/// Nothing is deployed and nobody is asked: the patterns are matched as EventBridge matches them. The exit code is 0
/// if at least one rule matches every event, 1 if an event matches none or the spec has mistakes, 2 if an event cannot
/// be read. --expect and --expect-none say what should match instead.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen test lakegen.yaml --sample crawler-succeeded
  lakegen test lakegen.yaml --sample crawler-succeeded --set detail.crawlerName=orders-raw-orders
  lakegen test lakegen.yaml --sample job-failed --expect orders-job-failed
  lakegen test lakegen.yaml --sample crawler-started --expect-none --explain
  lakegen test lakegen.yaml event.json --account 111122223333 --region eu-west-1
  aws s3 cp s3://archive/event.json - | lakegen test lakegen.yaml - --format json
  lakegen test --list-samples")]
pub(super) struct Args {
    /// The spec file.
    #[arg(required_unless_present = "list_samples")]
    spec: Option<PathBuf>,
    /// Files that hold an event each, as JSON; - is standard input.
    #[arg(value_name = "EVENT", required_unless_present_any = ["samples", "list_samples"])]
    events: Vec<PathBuf>,
    /// An event as AWS sends it, with the names of the lake; may be given several times.
    #[arg(long = "sample", value_name = "NAME", hide_possible_values = true, value_parser = sample_names())]
    samples: Vec<String>,
    /// Change the events first: a dotted path and a value, which is JSON if it can be, else a text.
    #[arg(long, value_name = "PATH=VALUE", value_parser = setting)]
    set: Vec<(String, Value)>,
    /// Print the names of the samples.
    #[arg(long)]
    list_samples: bool,
    #[command(flatten)]
    environment: Environment,
    #[command(flatten)]
    somewhere: Somewhere,
    /// Also tell why the rules that come near do not match.
    #[arg(long)]
    explain: bool,
    /// Fail unless this rule matches every event; may be given several times.
    #[arg(long, value_name = "RULE")]
    expect: Vec<String>,
    /// Fail if any rule matches any event.
    #[arg(long, conflicts_with = "expect")]
    expect_none: bool,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    if args.list_samples {
        let width = SAMPLES.iter().map(|sample| sample.name.len()).max().unwrap_or_default();
        let lines = SAMPLES.iter().map(|sample| format!("{:width$}  {}\n", sample.name, sample.about));
        console.result(&lines.collect::<String>())?;
        return Ok(Outcome::Fine);
    }
    let Some(spec) = &args.spec else { return Ok(Outcome::Fine) };
    let mut report = Report::new();
    let templates = Templates::embedded();
    let checked = pipeline::check_one(spec, &args.environment.asked(&[], &templates), &mut report)?;
    if !report.is_empty() {
        console.remarks(&report)?;
    }
    let Some(checked) = checked else { return Ok(Outcome::Findings) };
    let deployment = args.somewhere.deployment(&checked.graph);
    let rules = events::rules(&checked.graph, &deployment)?;
    let expected = args.expect.iter().map(|name| known(name, &rules)).collect::<Result<Vec<_>, _>>()?;

    let mut fine = true;
    let mut answers = Vec::new();
    for (name, event) in given(args, &checked.graph, &deployment)? {
        let verdict = Verdict::of(&rules, &event);
        let missing: Vec<&Rule> =
            expected.iter().copied().filter(|rule| !verdict.matches.iter().any(|m| m.name == rule.name)).collect();
        fine &= missing.is_empty() && (args.expect_none == verdict.matches.is_empty());
        match args.format {
            Format::Pretty => console.result(&pretty(&name, &verdict, &missing, args))?,
            Format::Json => {
                let mut answer = verdict.json(&name, args.explain);
                if !args.expect.is_empty() {
                    answer["missing"] = missing.iter().map(|rule| json!(rule.name)).collect();
                }
                answers.push(answer);
            }
        }
        if let Some(account) = foreign(&verdict, &event, &deployment) {
            console.note(&format!("note: {name} is of account {account}; --account {account} puts the lake there"))?;
        }
    }
    if args.format == Format::Json {
        console.result(&(serde_json::to_string_pretty(&answers)? + "\n"))?;
    }
    Ok(if fine { Outcome::Fine } else { Outcome::Findings })
}

fn pretty(name: &str, verdict: &Verdict<'_>, missing: &[&Rule], args: &Args) -> String {
    let mut text = match verdict.matches.len() {
        0 => format!("{name}: no rule matches\n"),
        1 => format!("{name}: 1 rule matches\n"),
        many => format!("{name}: {} match\n", count(many, "rule")),
    };
    for rule in &verdict.matches {
        let targets: Vec<String> = rule.targets.iter().map(ToString::to_string).collect();
        text += &format!("  rule {} matches: {}\n", rule.name, targets.join(", "));
    }
    for rule in missing {
        text += &format!("  rule {} should match and does not\n", rule.name);
    }
    if args.explain {
        for miss in &verdict.misses {
            text += &format!("  rule {} does not match\n", miss.rule.name);
            miss.why.iter().for_each(|why| text += &format!("    {why}\n"));
        }
    }
    text
}

/// The account of an event that a rule would want if the lake were there.
fn foreign<'e>(verdict: &Verdict<'_>, event: &'e Value, deployment: &Deployment) -> Option<&'e str> {
    let account = event.get("account")?.as_str().filter(|account| *account != deployment.account)?;
    let only = verdict.misses.iter().any(|miss| miss.why.iter().all(|why| why.path == "account"));
    only.then_some(account)
}

/// The events that the arguments name, samples first.
fn given(args: &Args, graph: &Graph, deployment: &Deployment) -> Result<Vec<(String, Value)>, Failure> {
    let names = Names::of(graph, deployment);
    let mut given = Vec::with_capacity(args.samples.len() + args.events.len());
    for sample in args.samples.iter().filter_map(|name| Sample::named(name)) {
        given.push((sample.name.to_owned(), sample.fit(&names)?));
    }
    for path in &args.events {
        given.push(read(path)?);
    }
    for (_, event) in &mut given {
        for (path, value) in &args.set {
            events::set(event, path, value.clone())?;
        }
    }
    Ok(given)
}

fn read(path: &Path) -> Result<(String, Value), EventError> {
    let stdin = path == Path::new("-");
    let name = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
    let mut bytes = Vec::new();
    let read = if stdin {
        io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    match read {
        Ok(()) => {}
        Err(source) => return Err(EventError::Unreadable { name, source }),
    }
    match serde_json::from_slice(&bytes) {
        Ok(event @ Value::Object(_)) => Ok((name, event)),
        Ok(_) => Err(EventError::NoObject { name }),
        Err(source) => Err(EventError::Malformed { name, source }),
    }
}

/// The rule that `--expect` means.
fn known<'r>(name: &str, rules: &'r [Rule]) -> Result<&'r Rule, String> {
    let candidates = || rules.iter().filter(|rule| matches!(rule.source, Source::Pattern(_)));
    candidates().find(|rule| rule.name == name).ok_or_else(|| {
        let names: Vec<&str> = candidates().map(|rule| rule.name.as_str()).collect();
        let hint = suggest(name, names.iter().copied())
            .map_or_else(|| format!("there are {}", names.join(", ")), |near| format!("did you mean {near}?"));
        format!("no rule {name} waits for events; {hint}")
    })
}

fn sample_names() -> PossibleValuesParser {
    PossibleValuesParser::new(SAMPLES.iter().map(|sample| sample.name))
}

fn setting(text: &str) -> Result<(String, Value), &'static str> {
    let (path, value) = text.split_once('=').ok_or("a path, =, and a value are needed: detail.state=FAILED")?;
    Ok((path.to_owned(), serde_json::from_str(value).unwrap_or_else(|_| value.into())))
}

/// Why an event cannot be tried.
#[derive(Debug)]
enum EventError {
    Unreadable { name: String, source: io::Error },
    Malformed { name: String, source: serde_json::Error },
    NoObject { name: String },
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { name, source } => write!(f, "cannot read {name}: {source}"),
            Self::Malformed { name, source } => {
                let (line, column) = (source.line(), source.column());
                let message = source.to_string();
                let message = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
                write!(f, "{name}:{line}:{column}: not JSON: {message}")
            }
            Self::NoObject { name } => write!(f, "{name}:1:1: an event is a JSON object"),
        }
    }
}

impl std::error::Error for EventError {}
