//! `lakegen render --check`: how the files on disk differ from what would be rendered.

use std::path::Path;
use std::time::Duration;

use clap::builder::styling::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use crate::artifact::{Difference, Verdict, WritePlan};

use super::console::{Console, count};
use super::{Failure, Outcome};

/// Two texts that have nothing in common are not worth more: a longer diff comes out.
const PATIENCE: Duration = Duration::from_millis(500);
const CONTEXT: usize = 3;

/// What can be wrong with a file, in the order in which it is counted.
const FAULTS: [&str; 4] = ["missing", "stale", "orphaned", "edited by hand"];

fn fault(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Create => FAULTS[0],
        Verdict::Update | Verdict::Unchanged => FAULTS[1],
        Verdict::Remove | Verdict::EditedOrphan => FAULTS[2],
        Verdict::Edited => FAULTS[3],
    }
}

/// Prints the diff that makes each folder what its plan says, and tells what is wrong with which file.
pub(super) fn run(plans: &[WritePlan<'_>], console: &mut Console) -> Result<Outcome, Failure> {
    let mut wrong = Vec::new();
    for difference in plans.iter().flat_map(WritePlan::differences) {
        let difference = difference?;
        console.result(&unified(&difference, console.coloured()))?;
        wrong.push((fault(difference.verdict), difference.path));
    }
    for (fault, path) in &wrong {
        console.note(&format!("{fault}: {}", path.display()))?;
    }
    let checked = count(plans.iter().map(|plan| plan.entries().len()).sum(), "file");
    if wrong.is_empty() {
        console.note(&format!("{checked} checked, all as rendered"))?;
        return Ok(Outcome::Fine);
    }
    let parts: Vec<String> = FAULTS
        .iter()
        .map(|fault| (wrong.iter().filter(|(found, _)| found == fault).count(), fault))
        .filter(|(number, _)| *number > 0)
        .map(|(number, fault)| format!("{number} {fault}"))
        .collect();
    console.note(&format!("error: {checked} checked, {}", parts.join(", ")))?;
    console.note(if plans.iter().any(|plan| plan.conflicts().next().is_some()) {
        "help: move the edits into the spec; `lakegen render --force` overwrites them and keeps each as *.orig"
    } else {
        "help: run `lakegen render` with the same arguments, and commit what it writes"
    })?;
    Ok(Outcome::Findings)
}

/// A diff as `git apply` and `patch -p1` take it.
fn unified(difference: &Difference, coloured: bool) -> String {
    let style = |style: Style| if coloured { style } else { Style::new() };
    let (bold, cyan) = (style(Style::new().bold()), style(AnsiColor::Cyan.on_default()));
    let (red, green) = (style(AnsiColor::Red.on_default()), style(AnsiColor::Green.on_default()));
    let path = slashed(&difference.path);
    let mut diff = format!("{bold}diff --git a/{path} b/{path}{bold:#}\n");
    let (mut from, mut to) = (format!("a/{path}"), format!("b/{path}"));
    if difference.old.is_none() {
        diff += &format!("{bold}new file mode 100644{bold:#}\n");
        from = "/dev/null".into();
    } else if difference.new.is_none() {
        diff += &format!("{bold}deleted file mode 100644{bold:#}\n");
        to = "/dev/null".into();
    }
    let (Some(old), Some(new)) = (text(difference.old.as_deref()), text(difference.new.as_deref())) else {
        return diff + &format!("Binary files {from} and {to} differ\n");
    };
    if old != new {
        diff += &format!("{bold}--- {from}{bold:#}\n{bold}+++ {to}{bold:#}\n");
    }
    let changes = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    for hunk in changes.unified_diff().context_radius(CONTEXT).iter_hunks() {
        diff += &format!("{cyan}{}{cyan:#}\n", hunk.header());
        for change in hunk.iter_changes() {
            let style = match change.tag() {
                ChangeTag::Delete => red,
                ChangeTag::Insert => green,
                ChangeTag::Equal => Style::new(),
            };
            let line = change.value();
            let ending = &line[line.trim_end_matches(['\r', '\n']).len()..];
            diff += &format!("{style}{}{}{style:#}{ending}", change.tag(), &line[..line.len() - ending.len()]);
            if change.missing_newline() {
                diff += "\n\\ No newline at end of file\n";
            }
        }
    }
    diff
}

/// Nothing is an empty text; `None` is what only machines read.
fn text(content: Option<&[u8]>) -> Option<&str> {
    std::str::from_utf8(content.unwrap_or_default()).ok().filter(|text| !text.contains('\0'))
}

/// The path as diffs write it on every system, relative even if it is not.
fn slashed(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        std::path::Component::Normal(name) => Some(name.to_string_lossy()),
        std::path::Component::ParentDir => Some("..".into()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}
