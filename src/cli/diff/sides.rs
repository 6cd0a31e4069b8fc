//! The two sides of a comparison: specs, revisions of them, and folders that were rendered into.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::artifact::{ArtifactSet, WritePlan};
use crate::backend::cloudformation::Format;
use crate::cli::Failure;
use crate::cli::console::Console;
use crate::diag::Report;
use crate::diff::{Change, Files, Language, Stack, compare as compare_stacks};
use crate::graph::Deployment;
use crate::pipeline::{self, Asked, Checked, Target, render_target};
use crate::template::Templates;

/// What is deployed already, of one lake in one environment.
pub(super) enum Before<'a> {
    /// Nothing: the spec had no such environment.
    Nothing,
    /// What this lake is.
    Lake(&'a Checked),
    /// What lies below this folder.
    Folder(PathBuf),
}

impl<'a> Before<'a> {
    pub(super) fn lake(&self) -> Option<&'a Checked> {
        match self {
            Self::Lake(lake) => Some(lake),
            Self::Nothing | Self::Folder(_) => None,
        }
    }
}

/// The lakes of the spec at `path`; findings go to stderr. None if it has mistakes.
pub(super) fn read(path: &Path, asked: &Asked<'_>, console: &mut Console) -> Result<Vec<Checked>, Failure> {
    let mut report = Report::new();
    let lakes = pipeline::check(path, asked, &mut report)?;
    if !report.is_empty() {
        console.remarks(&report)?;
    }
    Ok(lakes)
}

/// The lakes of the spec at `path` as it was, at a revision of Git if one is named. That it could have been better is of no
/// interest any more.
pub(super) fn read_old(path: &Path, revision: Option<&str>, asked: &Asked<'_>) -> Result<Vec<Checked>, Failure> {
    let mut report = Report::new();
    let lakes = match revision {
        Some(revision) => pipeline::check_at_revision(path, revision, asked, &mut report)?,
        None => pipeline::check(path, asked, &mut report)?,
    };
    if report.errors() > 0 {
        let findings = report.pretty(false);
        let why = "what it was has mistakes, so nobody knows what it deployed; compare with the rendered files (--out)";
        return Err(format!("{why}\n{findings}").into());
    }
    Ok(lakes)
}

/// What was compared.
pub(super) struct Compared {
    /// The changes of each target; targets of which the same can be said are together.
    pub(super) changes: Vec<(Vec<Target>, Vec<Change>)>,
    /// What is to be known of the comparison itself.
    pub(super) notes: Vec<String>,
}

/// Compares `before` with what `new` is rendered as for `targets`.
pub(super) fn compare(
    before: &Before<'_>,
    new: &Checked,
    targets: &[Target],
    templates: &Templates,
    deployment: &Deployment,
) -> Result<Compared, Failure> {
    let mut compared = Compared { changes: Vec::new(), notes: Vec::new() };
    for &target in targets {
        let language = if target == Target::Terraform { Language::Terraform } else { Language::CloudFormation };
        let rendered = |lake: &Checked| render_target(lake, target, Format::Json, templates).map(|set| files(&set));
        let (old_files, new_files) = match before {
            Before::Nothing => (Files::new(), rendered(new)?),
            Before::Lake(old) => (rendered(old)?, rendered(new)?),
            Before::Folder(folder) => {
                let root = folder.join(target.word());
                if !root.is_dir() {
                    compared.notes.push(format!("note: {} is not there: nothing to compare with", root.display()));
                    continue;
                }
                let format = if root.join("template.json").is_file() { Format::Json } else { Format::Yaml };
                let set = render_target(new, target, format, templates)?;
                let plan = WritePlan::compare(&root, &set)?;
                for entry in plan.conflicts() {
                    let path = root.join(entry.path.as_str());
                    compared
                        .notes
                        .push(format!("note: {} was edited by hand; this compares with the edit", path.display()));
                }
                (on_disk(&plan)?, files(&set))
            }
        };
        let old = match before {
            Before::Nothing => Stack { language, resources: BTreeMap::new() },
            _ => Stack::read(language, &old_files, deployment)?,
        };
        let changes = compare_stacks(&old, &Stack::read(language, &new_files, deployment)?);
        match compared.changes.iter_mut().find(|(_, known)| alike(known, &changes)) {
            Some((targets, _)) => targets.push(target),
            None => compared.changes.push((vec![target], changes)),
        }
    }
    if compared.changes.is_empty() {
        return Err("nothing is rendered yet: there is nothing to compare with".into());
    }
    Ok(compared)
}

/// Whether the same can be said of both: CloudFormation and the CDK only spell scripts differently.
fn alike(one: &[Change], other: &[Change]) -> bool {
    let said = |change: &Change| (change.address.clone(), change.verdict(), change.consequences.clone());
    one.iter().map(said).eq(other.iter().map(said))
}

fn files(set: &ArtifactSet) -> Files {
    set.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect()
}

/// The files of lakegen's that are there now.
fn on_disk(plan: &WritePlan<'_>) -> Result<Files, Failure> {
    let mut files = Files::new();
    for entry in plan.entries() {
        let path = plan.root().join(entry.path.as_str());
        if path.is_file() {
            let bytes = std::fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            files.insert(entry.path.to_string(), bytes);
        }
    }
    Ok(files)
}
