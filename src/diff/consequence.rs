//! What follows from a change: what is lost, and who refuses.

use std::collections::BTreeSet;

use super::changes::{Action, Change, Consequence, PropertyChange, Verdict};
use super::facts::{Effect, effect};
use super::kinds::{self, Holds, Kind};
use super::stack::{Language, Resource, Stack};

/// Both stacks, and what is replaced between them.
pub(super) struct Side<'s> {
    pub(super) old: &'s Stack,
    pub(super) new: &'s Stack,
    pub(super) replaced: BTreeSet<&'s str>,
}

/// What follows from `change`.
pub(super) fn consequences(change: &Change, side: &Side<'_>) -> Vec<Consequence> {
    let language = side.new.language;
    let old = side.old.resources.get(&change.address);
    let new = side.new.resources.get(&change.address);
    let mut found = Vec::new();
    match (change.action, old, new) {
        (Action::Add, _, Some(new)) => found.extend(taken(change, new, side)),
        (Action::Unknown, ..) => found.push(unknown(change, language)),
        (Action::Replace, Some(old), Some(new)) if old.kind != new.kind => found.push(another_type(old, new)),
        (Action::Replace, Some(old), Some(new)) => match language {
            Language::CloudFormation => replaced_by_cloudformation(change, old, new, &mut found),
            Language::Terraform => replaced_by_terraform(change, old, new, &mut found),
        },
        (Action::Remove, Some(old), _) => match language {
            Language::CloudFormation => found.extend(removed_by_cloudformation(change, old)),
            Language::Terraform => found.extend(removed_by_terraform(change, old)),
        },
        _ => {}
    }
    found
}

/// The name that `new` is to have, if something has it that goes only later.
fn taken(change: &Change, new: &Resource, side: &Side<'_>) -> Option<Consequence> {
    let language = side.new.language;
    let name = kinds::name(language, new)?;
    let has_it = |(address, resource): &(&String, &Resource)| {
        let goes = !side.new.resources.contains_key(*address) || side.replaced.contains(address.as_str());
        goes && resource.kind == change.kind && kinds::name(language, resource).as_ref() == Some(&name)
    };
    let (holder, _) = side.old.resources.iter().find(has_it)?;
    let order = match language {
        Language::CloudFormation => "CloudFormation makes what is new before it deletes what is gone",
        Language::Terraform => "Terraform makes and destroys in any order",
    };
    Some(Consequence {
        verdict: Verdict::RejectedDeploying,
        what: format!(
            "`{name}` is the name of {holder}, which is still there: {order}, so AWS answers that it exists."
        ),
        instead: format!("Deploy twice: first without it, so that {holder} goes, then with it."),
    })
}

fn replaced_by_cloudformation(change: &Change, old: &Resource, new: &Resource, found: &mut Vec<Consequence>) {
    let language = Language::CloudFormation;
    let (before, after) = (kinds::name(language, old), kinds::name(language, new));
    if let (Some(name), true) = (&before, before == after) {
        found.push(Consequence {
            verdict: Verdict::RejectedDeploying,
            what: format!(
                "CloudFormation answers: CloudFormation cannot update a stack when a custom-named resource requires \
                 replacing. Rename {name} and update the stack again."
            ),
            instead: "Give it another key in the spec, which gives it another name, or deploy once without it.".into(),
        });
        return;
    }
    let called = before.unwrap_or_else(|| change.address.clone());
    match holds(&change.kind) {
        Holds::Nothing => {}
        Holds::Memory(what) => found.push(memory(Verdict::Replaced, what)),
        Holds::Objects | Holds::Data(_) if old.kept => found.push(Consequence {
            verdict: Verdict::LeftBehind,
            what: format!("`{called}` stays with what it holds and belongs to no stack; the new one begins empty."),
            instead: "Copy what is needed to the new one, then delete the old one yourself.".into(),
        }),
        Holds::Objects => found.push(not_empty(&called, "the update ends, and the bucket stays behind")),
        Holds::Data(what) => found.push(lost(&called, what)),
    }
}

fn removed_by_cloudformation(change: &Change, old: &Resource) -> Option<Consequence> {
    let called = change.name.clone().unwrap_or_else(|| change.address.clone());
    match holds(&change.kind) {
        Holds::Nothing => None,
        Holds::Memory(what) => Some(memory(Verdict::Removed, what)),
        Holds::Objects | Holds::Data(_) if old.kept => Some(Consequence {
            verdict: Verdict::LeftBehind,
            what: format!("`{called}` stays with what it holds and belongs to no stack."),
            instead: if change.name.is_some() {
                "Its name is taken from now on: to have it back, import it into the stack (`resources to import`); a plain \
                 deployment of the same spec is refused."
                    .into()
            } else {
                "Delete it yourself once nobody needs it.".into()
            },
        }),
        Holds::Objects => Some(not_empty(&called, "the update ends, and the bucket stays behind")),
        Holds::Data(what) => Some(lost(&called, what)),
    }
}

fn replaced_by_terraform(change: &Change, old: &Resource, new: &Resource, found: &mut Vec<Consequence>) {
    if new.kept {
        found.push(Consequence {
            verdict: Verdict::RejectedDeploying,
            what: "Terraform would have to destroy it, and `prevent_destroy` forbids it: the plan fails.".into(),
            instead: format!(
                "To keep the old one beside the new one: `terraform state rm {}`, then apply. To let it go, set \
                 `deletion_policy: Delete` first.",
                change.address
            ),
        });
        return;
    }
    let called = change.name.clone().unwrap_or_else(|| change.address.clone());
    match holds(&change.kind) {
        Holds::Nothing => {}
        Holds::Memory(what) => found.push(memory(Verdict::Replaced, what)),
        Holds::Data(what) => found.push(lost(&called, what)),
        Holds::Objects => found.push(emptied_or_refused(&called, old)),
    }
}

fn removed_by_terraform(change: &Change, old: &Resource) -> Option<Consequence> {
    let called = change.name.clone().unwrap_or_else(|| change.address.clone());
    let mut consequence = match holds(&change.kind) {
        Holds::Nothing => return None,
        Holds::Memory(what) => return Some(memory(Verdict::Removed, what)),
        Holds::Objects => emptied_or_refused(&called, old),
        Holds::Data(what) => lost(&called, what),
    };
    if old.kept {
        consequence.what.push_str(" `prevent_destroy` does not hold here: it goes with the block that says it.");
        consequence.instead = format!(
            "To keep it, tell Terraform to forget it before the apply: `terraform state rm {}`.",
            change.address
        );
    }
    Some(consequence)
}

/// Terraform's addresses hold the type, so only CloudFormation knows this.
fn another_type(old: &Resource, new: &Resource) -> Consequence {
    Consequence {
        verdict: Verdict::RejectedDeploying,
        what: format!(
            "It was {} and is {}: CloudFormation answers that an update of the type is not permitted.",
            old.kind, new.kind
        ),
        instead: "Give one of them another key in the spec, or deploy once without it.".into(),
    }
}

fn unknown(change: &Change, language: Language) -> Consequence {
    let uncertain = |property: &&PropertyChange| effect(language, &change.kind, property) == Effect::Unknown;
    let paths: Vec<String> = change.properties.iter().filter(uncertain).map(PropertyChange::path_text).collect();
    let (tool, preview) = match language {
        Language::CloudFormation => {
            ("CloudFormation", "A change set tells: `aws cloudformation deploy --no-execute-changeset`.")
        }
        Language::Terraform => ("Terraform", "`terraform plan` tells."),
    };
    Consequence {
        verdict: Verdict::Unknown,
        what: format!("{tool} may have to make it anew, which nobody has said for sure: {}.", paths.join(", ")),
        instead: preview.into(),
    }
}

fn holds(kind: &str) -> Holds {
    Kind::of(kind).map_or(Holds::Nothing, |kind| kind.holds)
}

fn memory(verdict: Verdict, what: &str) -> Consequence {
    Consequence { verdict, what: format!("With it goes {what}."), instead: String::new() }
}

fn lost(called: &str, what: &str) -> Consequence {
    Consequence {
        verdict: Verdict::DataLost,
        what: format!("`{called}` is deleted, and with it {what}."),
        instead: "Save what is needed before the deployment.".into(),
    }
}

fn emptied_or_refused(called: &str, old: &Resource) -> Consequence {
    if old.properties["force_destroy"] == true {
        return lost(called, "all its objects");
    }
    not_empty(called, "the apply stops there, with half of the change done")
}

fn not_empty(called: &str, then: &str) -> Consequence {
    Consequence {
        verdict: Verdict::RejectedRunning,
        what: format!(
            "S3 does not delete `{called}` while it has objects (BucketNotEmpty): {then}. Without objects it is deleted."
        ),
        instead: "Copy what is needed, then empty the bucket, all versions too, before the deployment.".into(),
    }
}
