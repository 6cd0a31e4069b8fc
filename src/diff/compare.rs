//! Two stacks against each other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::changes::{Action, Change, PropertyChange};
use super::consequence::{Side, consequences};
use super::facts::{Effect, effect};
use super::kinds;
use super::stack::{Language, Resource, Stack};
use super::values::differences;

/// What a deployment of `new` does where `old` is deployed, by address. Both speak one language.
pub fn compare(old: &Stack, new: &Stack) -> Vec<Change> {
    let language = new.language;
    let mut found: BTreeMap<&str, Vec<PropertyChange>> = BTreeMap::new();
    for (address, after) in &new.resources {
        if let Some(before) = old.resources.get(address) {
            found.insert(address, property_changes(language, before, after));
        }
    }
    follow_replacements(new, &mut found);

    let gone = old.resources.keys().filter(|address| !new.resources.contains_key(*address));
    let side = Side { old, new, replaced: replaced(new, &found) };
    new.resources
        .keys()
        .chain(gone)
        .filter_map(|address| {
            let (before, after) = (old.resources.get(address), new.resources.get(address));
            let properties = found.remove(address.as_str()).unwrap_or_default();
            let action = match (before, after) {
                (None, _) => Action::Add,
                (_, None) => Action::Remove,
                _ if properties.is_empty() => return None,
                (Some(before), Some(after)) if before.kind != after.kind => Action::Replace,
                (Some(_), Some(after)) => action(language, &after.kind, &properties),
            };
            let resource = before.or(after)?;
            let mut change = Change {
                address: address.clone(),
                kind: resource.kind.clone(),
                name: kinds::name(language, resource),
                action,
                properties,
                consequences: Vec::new(),
            };
            change.consequences = consequences(&change, &side);
            change.consequences.sort_by_key(|consequence| std::cmp::Reverse(consequence.verdict));
            Some(change)
        })
        .collect()
}

fn property_changes(language: Language, old: &Resource, new: &Resource) -> Vec<PropertyChange> {
    let mut found = Vec::new();
    differences(&old.properties, &new.properties, &mut Vec::new(), &mut found);
    // Terraform does not plan what its `lifecycle` says.
    if language == Language::CloudFormation && old.kept != new.kept {
        let policy = |kept: bool| Some(Value::from(if kept { "Retain" } else { "Delete" }));
        found.push(PropertyChange {
            path: vec!["DeletionPolicy".into()],
            old: policy(old.kept),
            new: policy(new.kept),
        });
    }
    found
}

fn action(language: Language, kind: &str, properties: &[PropertyChange]) -> Action {
    match properties.iter().map(|change| effect(language, kind, change)).max() {
        Some(Effect::Replaces) => Action::Replace,
        Some(Effect::Unknown) => Action::Unknown,
        _ => Action::Update,
    }
}

fn replaced<'s>(new: &Stack, found: &BTreeMap<&'s str, Vec<PropertyChange>>) -> BTreeSet<&'s str> {
    let is_replaced = |address: &&str| {
        let kind = new.resources.get(*address).map_or("", |resource| resource.kind.as_str());
        action(new.language, kind, &found[address]) == Action::Replace
    };
    found.keys().copied().filter(is_replaced).collect()
}

/// Adds what changes because something else is replaced: whoever refers to an id that AWS makes gets another one, and may
/// have to be replaced for it.
fn follow_replacements<'s>(new: &'s Stack, found: &mut BTreeMap<&'s str, Vec<PropertyChange>>) {
    let mut known = BTreeSet::new();
    loop {
        let now = replaced(new, found);
        let fresh: BTreeSet<&str> = now.difference(&known).copied().collect();
        if fresh.is_empty() {
            return;
        }
        for (address, changes) in found.iter_mut() {
            let Some(resource) = new.resources.get(*address) else { continue };
            let mut note = |path: &[String], value: &Value| {
                if !changes.iter().any(|change| path.starts_with(&change.path)) {
                    let after = Value::from("(known after the deployment)");
                    changes.push(PropertyChange { path: path.to_vec(), old: Some(value.clone()), new: Some(after) });
                }
            };
            mentions(new.language, &resource.properties, &fresh, &mut Vec::new(), &mut note);
        }
        known = now;
    }
}

/// Calls `note` for each text that refers to one of `wanted`.
fn mentions(
    language: Language,
    value: &Value,
    wanted: &BTreeSet<&str>,
    path: &mut Vec<String>,
    note: &mut impl FnMut(&[String], &Value),
) {
    match value {
        Value::String(text) if references(text).any(|reference| wanted.contains(address(language, reference))) => {
            note(path, value);
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(format!("[{index}]"));
                mentions(language, item, wanted, path, note);
                path.pop();
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                path.push(key.clone());
                mentions(language, member, wanted, path, note);
                path.pop();
            }
        }
        _ => {}
    }
}

fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| rest.split_once('}')).map(|(reference, _)| reference)
}

/// The resource that a reference is to: `Key.Arn` to `Key`, `aws_kms_key.key.arn` to `aws_kms_key.key`.
fn address(language: Language, reference: &str) -> &str {
    let dots = match language {
        Language::CloudFormation => 0,
        Language::Terraform => 1,
    };
    reference.match_indices('.').nth(dots).map_or(reference, |(at, _)| &reference[..at])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::changes::Verdict;
    use super::*;

    fn stack(language: Language, resources: &[(&str, &str, bool, Value)]) -> Stack {
        let resources = resources.iter().map(|(address, kind, kept, properties)| {
            let resource = Resource { kind: (*kind).to_owned(), properties: properties.clone(), kept: *kept };
            ((*address).to_owned(), resource)
        });
        Stack { language, resources: resources.collect() }
    }

    fn verdicts(
        language: Language,
        old: &[(&str, &str, bool, Value)],
        new: &[(&str, &str, bool, Value)],
    ) -> Vec<(String, Verdict)> {
        let changes = compare(&stack(language, old), &stack(language, new));
        changes.iter().map(|change| (change.address.clone(), change.verdict())).collect()
    }

    #[test]
    fn what_refers_to_a_replaced_thing_follows_it() {
        let bucket = |name: &str| ("aws_s3_bucket.raw", "aws_s3_bucket", false, json!({ "bucket": name }));
        let policy =
            ("aws_s3_bucket_policy.raw", "aws_s3_bucket_policy", false, json!({ "bucket": "${aws_s3_bucket.raw.id}" }));
        let topic = (
            "aws_sns_topic.t",
            "aws_sns_topic",
            false,
            json!({ "name": "t", "policy": ["${aws_s3_bucket.raw.arn}/*"] }),
        );
        let found =
            verdicts(Language::Terraform, &[bucket("a"), policy.clone(), topic.clone()], &[bucket("b"), policy, topic]);
        assert_eq!(
            found,
            [
                ("aws_s3_bucket.raw".to_owned(), Verdict::RejectedRunning),
                ("aws_s3_bucket_policy.raw".to_owned(), Verdict::Replaced),
                ("aws_sns_topic.t".to_owned(), Verdict::InPlace),
            ]
        );
    }

    #[test]
    fn a_name_that_is_taken_is_refused() {
        let policy = |logical, description: &str| {
            (logical, "AWS::IAM::ManagedPolicy", false, json!({ "ManagedPolicyName": "p", "Description": description }))
        };
        let same_place = verdicts(Language::CloudFormation, &[policy("P", "a")], &[policy("P", "b")]);
        assert_eq!(same_place, [("P".to_owned(), Verdict::RejectedDeploying)]);
        let moved = verdicts(Language::CloudFormation, &[policy("P", "a")], &[policy("Q", "a")]);
        assert_eq!(moved[0], ("Q".to_owned(), Verdict::RejectedDeploying));
    }
}
