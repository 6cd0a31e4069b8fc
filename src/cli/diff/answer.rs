//! The changes by what in the spec is behind them.

use crate::diag::Pointer;
use crate::diff::{Change, Origins, Verdict};
use crate::pipeline::{Checked, Rename, Target, edits, renames};

use super::causes::{At, Lines, behind};
use super::sides::Before;

/// How many changes have which verdict, the worst first.
pub(super) type Totals = Vec<(Verdict, usize)>;

/// What there is to tell.
pub(super) struct Answer<'a> {
    /// The lake.
    pub(super) name: &'a str,
    /// In which environment, if the spec has any.
    pub(super) environment: Option<&'a str>,
    /// What it was called, if it was called otherwise: it is then another stack.
    pub(super) was: Option<&'a str>,
    /// Each group of targets, with how many changes it has.
    pub(super) totals: Vec<(&'a [Target], Totals)>,
    /// The changes, in the order of the spec; what is gone from it comes last.
    pub(super) groups: Vec<Group<'a>>,
    /// Members that only have another key.
    pub(super) renames: Vec<Rename>,
}

/// What happens to what one part of the spec asks for.
pub(super) struct Group<'a> {
    /// The part of the spec: `jobs.clean_orders`, or the root.
    pub(super) origin: Pointer,
    /// Where the spec says what is behind it; of what is gone, where it said so.
    pub(super) causes: Vec<At>,
    /// The changes, each with its targets.
    pub(super) changes: Vec<(&'a [Target], &'a Change)>,
}

impl Group<'_> {
    /// What to call the part of the spec.
    pub(super) fn title(&self) -> String {
        if self.origin.steps().is_empty() { "the whole lake".to_owned() } else { self.origin.to_string() }
    }
}

impl<'a> Answer<'a> {
    pub(super) fn new(before: &Before<'a>, new: &'a Checked, changes: &'a [(Vec<Target>, Vec<Change>)]) -> Self {
        let old = before.lake();
        let (origins, old_origins) =
            (Origins::of(&new.graph), old.map(|old| Origins::of(&old.graph)).unwrap_or_default());
        let mut groups: Vec<Group<'a>> = Vec::new();
        for (targets, changes) in changes {
            for change in changes {
                let known = origins.find(&change.address).or_else(|| old_origins.find(&change.address));
                let origin = known.cloned().unwrap_or_default();
                match groups.iter_mut().find(|group| group.origin == origin) {
                    Some(group) => group.changes.push((targets, change)),
                    None => groups.push(Group { origin, causes: Vec::new(), changes: vec![(targets, change)] }),
                }
            }
        }
        let lines = Lines::of(&new.document);
        let old_lines = old.map(|old| Lines::of(&old.document));
        let edits = old.map(|old| edits(&old.document, &new.document)).unwrap_or_default();
        let is_gone = |at: &Pointer| lines.find(at).is_none();
        for group in &mut groups {
            let mut causes = behind(&edits, &group.origin);
            if causes.is_empty() {
                causes.push(group.origin.clone());
            }
            let find = |at: &Pointer| lines.find(at).or_else(|| old_lines.as_ref()?.find(at));
            group.causes = causes.iter().filter_map(find).collect();
        }
        groups.sort_by_key(|group| {
            let first = group.causes.first().map(|at| (at.line, at.column));
            (is_gone(&group.origin), first, group.origin.clone())
        });
        let was = old.map(|old| old.graph.name.as_str()).filter(|was| *was != new.graph.name);
        Self {
            name: &new.graph.name,
            environment: new.environment.as_deref(),
            was,
            totals: changes.iter().map(|(targets, changes)| (targets.as_slice(), totals(changes))).collect(),
            groups,
            renames: old.map(|old| renames(&old.document, &new.document)).unwrap_or_default(),
        }
    }
}

impl Answer<'_> {
    /// `orders`, or `orders in dev`.
    pub(super) fn title(&self) -> String {
        match self.environment {
            Some(environment) => format!("{} in {environment}", self.name),
            None => self.name.to_owned(),
        }
    }
}

fn totals(changes: &[Change]) -> Totals {
    let count = |verdict| changes.iter().filter(|change| change.verdict() == verdict).count();
    Verdict::ALL.into_iter().rev().map(|verdict| (verdict, count(verdict))).filter(|(_, number)| *number > 0).collect()
}

/// `CloudFormation, CDK`.
pub(super) fn names(targets: &[Target]) -> String {
    let name = |target: &Target| match target {
        Target::CloudFormation => "CloudFormation",
        Target::Terraform => "Terraform",
        Target::Cdk => "CDK",
    };
    targets.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// `1 data-lost, 3 in-place`, or that nothing changes.
pub(super) fn sum(totals: &[(Verdict, usize)]) -> String {
    let parts: Vec<String> = totals.iter().map(|(verdict, number)| format!("{number} {}", verdict.word())).collect();
    if parts.is_empty() { "no change".to_owned() } else { parts.join(", ") }
}

/// What a rename does, in a sentence.
pub(super) fn renamed(rename: &Rename) -> String {
    format!(
        "{} is now {}, and else the same: its key is part of its names in AWS, so all of it is made anew and the old goes. \
         Keep the key if that is not what you want.",
        rename.from, rename.to
    )
}

/// What another name of the lake does, in a sentence.
pub(super) fn another_lake(was: &str, name: &str) -> String {
    format!(
        "The lake was called {was} and is called {name}: its name is part of every name in AWS. CloudFormation and the CDK \
         make another stack beside the old one, which nobody deletes; what follows holds if {name} is deployed in its place."
    )
}
