//! An answer for people.

use std::fmt::Write;

use crate::diff::{Change, Verdict, of_change};
use crate::pipeline::Target;

use super::answer::{Answer, Group, another_lake, names, renamed, sum};

/// More properties of one change than anybody reads.
const MOST: usize = 12;

pub(super) fn print(answer: &Answer<'_>) -> String {
    let mut text = String::new();
    if let Some(was) = answer.was {
        let _ = writeln!(text, "{}\n", another_lake(was, answer.name));
    }
    for rename in &answer.renames {
        let _ = writeln!(text, "{}\n", renamed(rename));
    }
    for group in &answer.groups {
        print_group(group, &mut text);
    }
    for (targets, totals) in &answer.totals {
        let _ = writeln!(text, "{}, {}: {}", answer.title(), names(targets), sum(totals));
    }
    text
}

fn print_group(group: &Group<'_>, text: &mut String) {
    let _ = writeln!(text, "{}", group.title());
    for at in &group.causes {
        let _ = writeln!(text, "  because of {}:{}:{} {}", at.file, at.line, at.column, at.path);
    }
    for (targets, change) in group.changes.iter().filter(|(_, change)| !is_plain(change)) {
        let _ =
            writeln!(text, "  {:18} {} {} ({})", change.verdict().word(), change.kind, called(change), names(targets));
        for consequence in &change.consequences {
            let _ = writeln!(text, "    {}", consequence.what);
            if !consequence.instead.is_empty() {
                let _ = writeln!(text, "    {}", consequence.instead);
            }
        }
        for property in change.properties.iter().take(MOST) {
            let _ = writeln!(text, "      {}", of_change(property));
        }
        if change.properties.len() > MOST {
            let _ = writeln!(text, "      and {} more", change.properties.len() - MOST);
        }
    }
    print_plain(group, text);
    text.push('\n');
}

/// Whether nothing is to be said of it but that it comes or goes.
fn is_plain(change: &Change) -> bool {
    matches!(change.verdict(), Verdict::Added | Verdict::Removed) && change.consequences.is_empty()
}

/// What comes and what goes, in one line for each group of targets.
fn print_plain(group: &Group<'_>, text: &mut String) {
    let mut lines: Vec<(Verdict, &[Target], Vec<&str>)> = Vec::new();
    for (targets, change) in group.changes.iter().filter(|(_, change)| is_plain(change)) {
        let line = (change.verdict(), *targets);
        match lines.iter_mut().find(|(verdict, targets, _)| (*verdict, *targets) == line) {
            Some((_, _, addresses)) => addresses.push(&change.address),
            None => lines.push((line.0, line.1, vec![&change.address])),
        }
    }
    for (verdict, targets, addresses) in lines {
        let _ = writeln!(text, "  {:18} {} ({})", verdict.word(), addresses.join(" "), names(targets));
    }
}

/// The address, and the name in AWS where it says more.
pub(super) fn called(change: &Change) -> String {
    match &change.name {
        Some(name) => format!("{} `{name}`", change.address),
        None => change.address.clone(),
    }
}
