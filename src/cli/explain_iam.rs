//! `lakegen explain iam`: what each policy allows, and which lines of the spec ask for it.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::access::{self, Policy, Statement};
use crate::diag::{LineStarts, Place, Pointer, Report, Source, suggest};
use crate::model::Original;
use crate::pipeline;
use crate::template::Templates;

use super::console::{Console, Format};
use super::{Environment, Failure, Outcome, Somewhere};

/// Tell what each role may do, and which lines of the spec ask for it.
///
/// Policies of buckets, keys, queues and topics are among it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lakegen explain iam lakegen.yaml
  lakegen explain iam lakegen.yaml clean_orders
  lakegen explain iam lakegen.yaml --format json | jq '.[].document'")]
pub(super) struct Args {
    /// The spec file.
    spec: PathBuf,
    /// Only policies of this: a key of the spec, a logical name, or what it is called in AWS.
    #[arg(value_name = "NODE")]
    node: Option<String>,
    #[command(flatten)]
    environment: Environment,
    #[command(flatten)]
    somewhere: Somewhere,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let mut report = Report::new();
    let templates = Templates::embedded();
    let checked = pipeline::check_one(&args.spec, &args.environment.asked(&[], &templates), &mut report)?;
    if !report.is_empty() {
        console.remarks(&report)?;
    }
    let Some(checked) = checked else { return Ok(Outcome::Findings) };
    let document = &checked.document;
    let mut policies = access::policies(&checked.graph, &args.somewhere.deployment(&checked.graph));
    if let Some(wanted) = &args.node {
        let is_it = |policy: &Policy| names(policy).any(|name| name == wanted);
        if !policies.iter().any(is_it) {
            return Err(unknown(wanted, &policies));
        }
        policies.retain(is_it);
    }
    let lines = Lines { source: document, starts: LineStarts::of(document.text()) };
    let text = match args.format {
        Format::Pretty => policies.iter().map(|policy| lines.pretty(policy)).collect::<Vec<_>>().join("\n"),
        Format::Json => {
            let all: Value = policies.iter().map(|policy| lines.json(policy)).collect();
            format!("{all:#}\n")
        }
    };
    console.result(&text)?;
    Ok(Outcome::Fine)
}

/// What a policy may be asked for by.
fn names(policy: &Policy) -> impl Iterator<Item = &str> {
    [policy.origin.last_key(), Some(policy.logical.as_str()), policy.name.as_deref()].into_iter().flatten()
}

fn unknown(wanted: &str, policies: &[Policy]) -> Failure {
    match suggest(wanted, policies.iter().flat_map(names)) {
        Some(near) => format!("nothing called `{wanted}` has a policy; did you mean `{near}`?").into(),
        None => format!("nothing called `{wanted}` has a policy").into(),
    }
}

/// The spec's lines, for the places behind statements.
struct Lines<'d, D> {
    source: &'d D,
    starts: LineStarts,
}

impl<D: Source + Original> Lines<'_, D> {
    /// Line and column of the places that are written; those of `origin` itself if none is.
    fn behind(&self, statement: &Statement, origin: &Pointer) -> Vec<(usize, usize, String)> {
        let written = |at: &Pointer| {
            let start = self.source.span(&Place::Key(at.clone()))?.start;
            let (line, column) = self.starts.line_column(self.source.text(), start);
            Some((line, column, at.to_string()))
        };
        let found: Vec<_> =
            statement.cause.places(origin).filter(|at| self.source.has(at)).filter_map(|at| written(&at)).collect();
        if found.is_empty() { written(origin).into_iter().collect() } else { found }
    }

    fn pretty(&self, policy: &Policy) -> String {
        let mut text = String::new();
        let name = policy.name.as_deref().unwrap_or(&policy.logical);
        let _ = writeln!(text, "{name} ({}, {})", policy.resource, policy.logical);
        for statement in &policy.statements {
            let _ = writeln!(text, "\n  {}: {}", statement.sid, statement.cause.why);
            for (line, column, path) in self.behind(statement, &policy.origin) {
                let _ = writeln!(text, "    asked by   {}:{line}:{column} {path}", self.source.name());
            }
            let effect = statement.document["Effect"].as_str().unwrap_or_default().to_lowercase();
            listed(&mut text, &effect, statement.texts("Action"));
            listed(&mut text, "on", statement.texts("Resource"));
            for (label, member) in [("to", "Principal"), ("if", "Condition")] {
                if let Some(value) = statement.document.get(member) {
                    listed(&mut text, label, vec![&value.to_string()]);
                }
            }
        }
        text
    }

    fn json(&self, policy: &Policy) -> Value {
        let statement = |statement: &Statement| {
            let asked: Value = self
                .behind(statement, &policy.origin)
                .into_iter()
                .map(|(line, column, path)| json!({ "file": self.source.name(), "line": line, "column": column, "path": path }))
                .collect();
            json!({ "sid": statement.sid, "why": statement.cause.why, "asked_by": asked })
        };
        json!({
            "logical_id": policy.logical,
            "type": policy.resource,
            "name": policy.name,
            "document": policy.document,
            "statements": policy.statements.iter().map(statement).collect::<Vec<_>>(),
        })
    }
}

/// The first line carries the label.
fn listed(text: &mut String, label: &str, values: Vec<&str>) {
    for (n, value) in values.into_iter().enumerate() {
        let _ = writeln!(text, "    {:10} {value}", if n == 0 { label } else { "" });
    }
}
