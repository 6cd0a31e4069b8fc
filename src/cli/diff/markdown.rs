//! An answer for a comment on a pull request.

use std::fmt::Write;

use crate::diff::{Verdict, of_change};

use super::answer::{Answer, another_lake, names, renamed, sum};
use super::pretty::called;

pub(super) fn print(answer: &Answer<'_>) -> String {
    let mut text = format!("### What this does to {}\n\n", answer.title());
    if let Some(was) = answer.was {
        let _ = writeln!(text, "> {}\n", another_lake(was, answer.name));
    }
    for rename in &answer.renames {
        let _ = writeln!(text, "> {}\n", renamed(rename));
    }
    for (targets, totals) in &answer.totals {
        let _ = writeln!(text, "- **{}**: {}", names(targets), sum(totals));
    }
    if answer.groups.is_empty() {
        return text;
    }
    let _ = write!(text, "\n| part of the spec |");
    for (targets, _) in &answer.totals {
        let _ = write!(text, " {} |", names(targets));
    }
    let _ = writeln!(text, "\n|{}", " --- |".repeat(answer.totals.len() + 1));
    for group in &answer.groups {
        let line = group.causes.first().map(|at| format!(" ({}:{})", at.file, at.line)).unwrap_or_default();
        let _ = write!(text, "| `{}`{line} |", group.title());
        for (targets, _) in &answer.totals {
            let own = group.changes.iter().filter(|(of, _)| of == targets).map(|(_, change)| change.verdict());
            let _ = write!(text, " {} |", own.max().map_or(String::new(), shown));
        }
        text.push('\n');
    }
    let mut told = Vec::new();
    for (_, change) in answer.groups.iter().flat_map(|group| &group.changes) {
        for consequence in &change.consequences {
            let line = format!("- {}: {} {}", shown(consequence.verdict), consequence.what, consequence.instead);
            if !told.contains(&line) {
                told.push(line);
            }
        }
    }
    if !told.is_empty() {
        let _ = writeln!(text, "\n{}", told.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n"));
    }
    let _ = writeln!(text, "\n<details><summary>Every property</summary>\n\n```text");
    for (targets, change) in answer.groups.iter().flat_map(|group| &group.changes) {
        let _ = writeln!(text, "{} {} {} ({})", change.verdict().word(), change.kind, called(change), names(targets));
        for property in &change.properties {
            let _ = writeln!(text, "    {}", of_change(property).replace("```", "'''"));
        }
    }
    let _ = writeln!(text, "```\n\n</details>");
    text
}

/// A verdict; those that hurt stand out.
fn shown(verdict: Verdict) -> String {
    if verdict > Verdict::Replaced { format!("**{}**", verdict.word()) } else { verdict.word().to_owned() }
}
