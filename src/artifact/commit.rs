//! Carries out a plan: the only code that writes an output folder.
//!
//! Order makes it safe. Everything is first written to a staging folder, so that whatever can fail for lack of space or
//! permission fails while the old output is whole. Then the record is replaced by one that owns the old and the new
//! content of every file; only then files are removed and moved into place one by one, and at last the final record. So
//! a process that dies on the way leaves nothing that the next run takes for someone's edit. (A power cut may still
//! lose files that were just written: nothing is flushed to the disk, the next run writes them again.)

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{error, fmt};

use super::disk::{self, IoError};
use super::lock::Lock;
use super::path::RelPath;
use super::plan::{PlanError, Verdict, WritePlan};
use super::record::{RECORD_NAME, Record};

const STAGING_NAME: &str = ".lakegen.staging";

/// Whether files that someone edited are overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// No: the commit is refused.
    No,
    /// Yes, and each edited version is kept beside the new one as `<file>.orig`.
    Yes,
}

/// What a commit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were not there before.
    pub created: usize,
    /// Files with new content, overwritten edits included.
    pub updated: usize,
    /// Files that are no longer generated.
    pub removed: usize,
    /// Files that were right already, and were not touched.
    pub unchanged: usize,
    /// Overwritten edits: the file, and where its old version is now.
    pub kept: Vec<(RelPath, PathBuf)>,
    /// Edited files that are no longer generated. lakegen forgets them: they are the user's.
    pub orphans: Vec<RelPath>,
}

/// Why a commit failed. All but [`CommitError::Io`] leave the folder as it was; so does `Io` up to the first move.
#[derive(Debug)]
pub enum CommitError {
    /// These files were edited, and the commit was not forced.
    Conflicts(Vec<PathBuf>),
    /// Another process is writing to this folder.
    Busy(PathBuf),
    /// This path changed after the plan was made.
    Changed(PathBuf),
    /// The folder cannot be compared any more.
    Plan(PlanError),
    /// The file system failed.
    Io(IoError),
}

impl fmt::Display for CommitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflicts(paths) => {
                f.write_str("these files were not written by lakegen, or were edited since:")?;
                paths.iter().try_for_each(|path| write!(f, "\n  {}", path.display()))
            }
            Self::Busy(root) => write!(f, "another process is writing to `{}`", root.display()),
            Self::Changed(path) => write!(f, "`{}` changed while lakegen was working", path.display()),
            Self::Plan(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl error::Error for CommitError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Plan(error) => Some(error),
            Self::Io(error) => Some(error),
            Self::Conflicts(_) | Self::Busy(_) | Self::Changed(_) => None,
        }
    }
}

impl From<IoError> for CommitError {
    fn from(error: IoError) -> Self {
        Self::Io(error)
    }
}

impl From<PlanError> for CommitError {
    fn from(error: PlanError) -> Self {
        Self::Plan(error)
    }
}

/// Makes the folder what the plan says. A plan without changes touches nothing, not even a lock.
///
/// # Errors
/// [`CommitError`]. After any of them it is safe to compare and commit again.
pub fn commit(plan: &WritePlan<'_>, force: Force) -> Result<Summary, CommitError> {
    let root = plan.root();
    let conflicts: Vec<PathBuf> = plan.conflicts().map(|entry| entry.path.join_to(root)).collect();
    if !conflicts.is_empty() && force == Force::No {
        return Err(CommitError::Conflicts(conflicts));
    }
    let leftover = disk::kind_of(&root.join(STAGING_NAME))?.is_some();
    if plan.is_clean() && plan.record == plan.record_after().to_bytes() && !leftover {
        return Ok(summary(plan, Vec::new()));
    }
    disk::create_folders(root)?;
    let _lock = Lock::acquire(root)?.ok_or_else(|| CommitError::Busy(root.to_owned()))?;
    if let Some(path) = plan.changed_since()? {
        return Err(CommitError::Changed(path));
    }
    let staging = Staging::fill(plan)?;
    Ok(summary(plan, staging.apply(plan)?))
}

fn summary(plan: &WritePlan<'_>, kept: Vec<(RelPath, PathBuf)>) -> Summary {
    let count = |verdict| plan.with(verdict).count();
    Summary {
        created: count(Verdict::Create),
        updated: count(Verdict::Update) + count(Verdict::Edited),
        removed: count(Verdict::Remove),
        unchanged: count(Verdict::Unchanged),
        kept,
        orphans: plan.with(Verdict::EditedOrphan).map(|entry| entry.path.clone()).collect(),
    }
}

/// The staging folder: everything that is going to be moved into place, written in full. Dropping it removes it.
struct Staging {
    folder: PathBuf,
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What stays behind is removed by the next commit; the error to report is the one that led here.
        let _ = disk::remove_tree(&self.folder);
    }
}

impl Staging {
    /// Writes every new file and both records, and makes sure that the folders to change can be changed.
    fn fill(plan: &WritePlan<'_>) -> Result<Self, IoError> {
        let folder = plan.root().join(STAGING_NAME);
        disk::remove_tree(&folder)?;
        disk::create_folders(&folder)?;
        let staging = Self { folder };
        for (n, entry) in plan.changes().enumerate() {
            if let Some(content) = entry.content {
                disk::write_new(&staging.file(n), content)?;
            }
        }
        for (name, record) in [("before", plan.record_meanwhile()), ("after", plan.record_after())] {
            if let Some(bytes) = record.to_bytes() {
                disk::write_new(&staging.folder.join(name), &bytes)?;
            }
        }
        let folders: BTreeSet<&str> = plan.changes().flat_map(|entry| entry.path.ancestors().next_back()).collect();
        for folder in folders {
            let folder = plan.root().join(folder);
            if folder.is_dir() {
                disk::probe(&folder)?;
            }
        }
        Ok(staging)
    }

    /// Where the new content of the n-th change is.
    fn file(&self, n: usize) -> PathBuf {
        self.folder.join(n.to_string())
    }

    /// Removes what is to be removed, moves the rest into place; says where edited versions are kept.
    fn apply(&self, plan: &WritePlan<'_>) -> Result<Vec<(RelPath, PathBuf)>, IoError> {
        let root = plan.root();
        self.place_record("before", root, &plan.record_meanwhile())?;
        for entry in plan.with(Verdict::Remove) {
            disk::remove_file(&entry.path.join_to(root))?;
        }
        // The innermost first: a folder sorts before what is in it.
        for folder in plan.vacated.iter().rev() {
            disk::remove_if_empty(&root.join(folder));
        }
        let mut kept = Vec::new();
        for (n, entry) in plan.changes().enumerate().filter(|(_, entry)| entry.content.is_some()) {
            let target = entry.path.join_to(root);
            match entry.verdict {
                Verdict::Create => {
                    if let Some(folder) = target.parent() {
                        disk::create_folders(folder)?;
                    }
                }
                Verdict::Edited => {
                    let aside = free_name(plan, &target)?;
                    disk::rename(&target, &aside)?;
                    kept.push((entry.path.clone(), aside));
                }
                _ => {}
            }
            disk::rename(&self.file(n), &target)?;
        }
        self.place_record("after", root, &plan.record_after())?;
        Ok(kept)
    }

    /// Moves a staged record into place, or removes the record if there is nothing to record.
    fn place_record(&self, name: &str, root: &Path, record: &Record) -> Result<(), IoError> {
        let target = root.join(RECORD_NAME);
        match record.to_bytes() {
            Some(_) => disk::rename(&self.folder.join(name), &target),
            None if disk::kind_of(&target)?.is_some() => disk::remove_file(&target),
            None => Ok(()),
        }
    }
}

/// `<file>.orig`, or the first of `<file>.orig.1`, `<file>.orig.2`, ... where nothing is and nothing is to come.
fn free_name(plan: &WritePlan<'_>, file: &Path) -> Result<PathBuf, IoError> {
    let mut number = 0_u64;
    loop {
        let mut name = file.as_os_str().to_owned();
        name.push(".orig");
        if number > 0 {
            name.push(format!(".{number}"));
        }
        let name = PathBuf::from(name);
        let planned = plan.entries().iter().any(|entry| entry.path.join_to(plan.root()).starts_with(&name));
        if !planned && disk::kind_of(&name)?.is_none() {
            return Ok(name);
        }
        number += 1;
    }
}

#[cfg(test)]
#[path = "commit_tests.rs"]
mod tests;
