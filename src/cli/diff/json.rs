//! An answer for programs.

use serde_json::{Value, json};

use crate::diff::{Action, Change, PropertyChange, shown_values};

use super::answer::{Answer, Group};
use super::causes::At;

/// The changes, in the order of the spec.
pub(super) fn print(answers: &[Answer<'_>]) -> String {
    let all: Value = answers.iter().flat_map(changes).collect();
    format!("{all:#}\n")
}

fn changes(answer: &Answer<'_>) -> Vec<Value> {
    answer
        .groups
        .iter()
        .flat_map(|group| group.changes.iter().map(move |(targets, change)| (group, targets, change)))
        .map(|(group, targets, change)| {
            let targets: Vec<&str> = targets.iter().map(|target| target.word()).collect();
            of(group, answer.environment, &targets, change)
        })
        .collect()
}

fn of(group: &Group<'_>, environment: Option<&str>, targets: &[&str], change: &Change) -> Value {
    let place = |at: &At| json!({ "file": at.file, "line": at.line, "column": at.column, "path": at.path.to_string() });
    let consequence = |consequence: &crate::diff::Consequence| json!({ "verdict": consequence.verdict.word(), "what": consequence.what, "instead": consequence.instead });
    json!({
        "environment": environment,
        "targets": targets,
        "address": change.address,
        "type": change.kind,
        "name": change.name,
        "action": word(change.action),
        "verdict": change.verdict().word(),
        "origin": group.origin.to_string(),
        "causes": group.causes.iter().map(place).collect::<Vec<_>>(),
        "properties": change.properties.iter().map(property).collect::<Vec<_>>(),
        "consequences": change.consequences.iter().map(consequence).collect::<Vec<_>>(),
    })
}

fn property(change: &PropertyChange) -> Value {
    let (old, new) = shown_values(change);
    json!({ "path": change.path_text(), "old": old, "new": new })
}

fn word(action: Action) -> &'static str {
    match action {
        Action::Add => "add",
        Action::Update => "update",
        Action::Unknown => "unknown",
        Action::Replace => "replace",
        Action::Remove => "remove",
    }
}
