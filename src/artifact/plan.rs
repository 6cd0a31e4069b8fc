//! What would change on disk. `render`, `render --check` and `diff` all start from this comparison.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{error, fmt};

use super::digest::Digest;
use super::disk::{self, Found, IoError, PROBE_NAME};
use super::path::RelPath;
use super::record::{RECORD_NAME, Record};
use super::set::ArtifactSet;

/// What is to happen to one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It is not there yet.
    Create,
    /// It has the new content already.
    Unchanged,
    /// It is as lakegen left it, and the new content differs.
    Update,
    /// It is as lakegen left it, and is no longer generated.
    Remove,
    /// It is in the way of a generated file, and lakegen did not write what it holds: a conflict.
    Edited,
    /// It is no longer generated, but someone edited it: it stays, and is theirs from now on.
    EditedOrphan,
}

/// One file of a plan.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Where, below the root.
    pub path: RelPath,
    /// What is to happen.
    pub verdict: Verdict,
    /// The generated content; `None` for files that are no longer generated.
    pub content: Option<&'a [u8]>,
    /// The digest of the generated content.
    pub(super) new: Option<Digest>,
    /// The digest of what is on disk.
    pub(super) old: Option<Digest>,
}

/// What separates an output folder from an [`ArtifactSet`].
#[derive(Clone, Debug)]
pub struct WritePlan<'a> {
    root: PathBuf,
    entries: Vec<Entry<'a>>,
    /// Folders that files of ours leave, or have left; they go if they are empty then.
    pub(super) vacated: BTreeSet<String>,
    /// The bytes of the record as found.
    pub(super) record: Option<Vec<u8>>,
}

/// Why an output folder cannot be compared with what belongs there.
#[derive(Debug)]
pub enum PlanError {
    /// The file system failed.
    Io(IoError),
    /// A folder where a generated file belongs.
    NotAFile(PathBuf),
    /// A file where a folder belongs.
    NotAFolder(PathBuf),
    /// A symbolic link or a device where a file or a folder belongs. Links are not followed: they could lead out.
    Special(PathBuf),
    /// The record is not one, for example after a failed merge.
    Record {
        /// The record.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::NotAFile(path) => write!(f, "`{}` is a folder, but a file belongs there", path.display()),
            Self::NotAFolder(path) => write!(f, "`{}` is a file, but a folder belongs there", path.display()),
            Self::Special(path) => {
                write!(f, "`{}` is a symbolic link or a device; lakegen writes only real files", path.display())
            }
            Self::Record { path, reason } => write!(
                f,
                "`{}` is not a record of lakegen's files: {reason}; restore it, or remove it to start a new one",
                path.display()
            ),
        }
    }
}

impl error::Error for PlanError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<IoError> for PlanError {
    fn from(error: IoError) -> Self {
        Self::Io(error)
    }
}

impl<'a> WritePlan<'a> {
    /// Compares the folder `root`, which need not exist, with `set`. Files of which neither `set` nor the record knows
    /// are the user's: they are not looked at.
    ///
    /// One folder holds one set: what an earlier set wrote there and this one lacks is to be removed.
    ///
    /// # Errors
    /// [`PlanError`]: something in the folder cannot be read, or is in the way and cannot be replaced.
    pub fn compare(root: &Path, set: &'a ArtifactSet) -> Result<Self, PlanError> {
        if root.metadata().is_ok_and(|meta| !meta.is_dir()) {
            return Err(PlanError::NotAFolder(root.to_owned()));
        }
        loop {
            // Held open, so that no later record can pass for this one, even if it is the same to the byte.
            let held = disk::open(&root.join(RECORD_NAME))?;
            let plan = Self::compare_with(read_record(root)?, root, set)?;
            // Were a commit to start in between, its new files would look like edits to one who has the old record.
            let replaced = held.as_ref().is_some_and(disk::is_unlinked) || read_record(root)? != plan.record;
            if !replaced {
                return Ok(plan);
            }
        }
    }

    /// Compares, given the bytes of the record.
    fn compare_with(bytes: Option<Vec<u8>>, root: &Path, set: &'a ArtifactSet) -> Result<Self, PlanError> {
        let record = match &bytes {
            Some(bytes) => Record::parse(bytes, &root.join(RECORD_NAME))?,
            None => Record::default(),
        };
        let mut entries = Vec::with_capacity(set.len());
        let mut leaving = Leaving::default();
        for path in record.paths().filter(|path| !set.contains(path)) {
            leaving.note_folders(root, path)?;
            if let Some(entry) = orphan(root, path, &record)? {
                if entry.verdict == Verdict::Remove {
                    leaving.files.insert(path.to_string());
                }
                entries.push(entry);
            }
        }
        for (path, content) in set.iter() {
            entries.push(generated(root, path, content, &record, &leaving)?);
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { root: root.to_owned(), entries, vacated: leaving.folders, record: bytes })
    }

    /// The output folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Every file that is generated, or was, sorted by path.
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// The files with one verdict.
    pub fn with(&self, verdict: Verdict) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(move |entry| entry.verdict == verdict)
    }

    /// The files that someone edited and that only a forced commit overwrites.
    pub fn conflicts(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.with(Verdict::Edited)
    }

    /// The files that a commit creates, updates or removes, conflicts included.
    pub fn changes(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(|entry| !matches!(entry.verdict, Verdict::Unchanged | Verdict::EditedOrphan))
    }

    /// Whether the folder holds exactly what was generated (the user's own files aside).
    pub fn is_clean(&self) -> bool {
        self.changes().next().is_none()
    }

    /// The record that belongs to the folder once all is done.
    pub(super) fn record_after(&self) -> Record {
        let files = self.entries.iter().filter_map(|entry| Some((entry.path.clone(), entry.new?)));
        Record { files: files.collect(), ..Record::default() }
    }

    /// The record that is true at every moment while files are being replaced one by one.
    pub(super) fn record_meanwhile(&self) -> Record {
        let ours = |entry: &&Entry<'_>| !matches!(entry.verdict, Verdict::Edited | Verdict::EditedOrphan);
        let files = self.entries.iter().filter(ours).filter_map(|entry| Some((entry.path.clone(), entry.old?)));
        Record { files: files.collect(), pending: self.record_after().files }
    }

    /// Looks again; gives the first path that is no longer as compared.
    pub(super) fn changed_since(&self) -> Result<Option<PathBuf>, PlanError> {
        if read_record(&self.root)? != self.record {
            return Ok(Some(self.root.join(RECORD_NAME)));
        }
        for entry in &self.entries {
            let now = match disk::look(&self.root, &entry.path)? {
                Found::File(bytes) => Some(Digest::of(&bytes)),
                _ => None,
            };
            if now != entry.old {
                return Ok(Some(entry.path.join_to(&self.root)));
            }
        }
        Ok(None)
    }
}

/// The bytes of the record, if there is one.
fn read_record(root: &Path) -> Result<Option<Vec<u8>>, PlanError> {
    let path = root.join(RECORD_NAME);
    match disk::kind_of(&path)? {
        Some(kind) if kind.is_dir() => Err(PlanError::NotAFile(path)),
        Some(kind) if !kind.is_file() => Err(PlanError::Special(path)),
        Some(_) => Ok(disk::read(&path)?),
        None => Ok(None),
    }
}

/// The verdict on a file that the record names and the set lacks; `None` if the file is gone.
fn orphan<'a>(root: &Path, path: &RelPath, record: &Record) -> Result<Option<Entry<'a>>, PlanError> {
    let Found::File(bytes) = disk::look(root, path)? else {
        return Ok(None);
    };
    let old = Digest::of(&bytes);
    let verdict = if record.owns(path, old) { Verdict::Remove } else { Verdict::EditedOrphan };
    Ok(Some(Entry { path: path.clone(), verdict, content: None, new: None, old: Some(old) }))
}

/// The verdict on a generated file, given what leaves before it comes.
fn generated<'a>(
    root: &Path,
    path: &RelPath,
    content: &'a [u8],
    record: &Record,
    leaving: &Leaving,
) -> Result<Entry<'a>, PlanError> {
    let new = Digest::of(content);
    let (verdict, old) = match disk::look(root, path)? {
        Found::Nothing => (Verdict::Create, None),
        Found::File(bytes) => match Digest::of(&bytes) {
            old if old == new => (Verdict::Unchanged, Some(old)),
            old if record.owns(path, old) => (Verdict::Update, Some(old)),
            old => (Verdict::Edited, Some(old)),
        },
        // A file of ours becomes a folder, or the other way round.
        Found::Blocked(by) if leaving.files.contains(&by) => (Verdict::Create, None),
        Found::Folder if leaving.has_all_of(root, path.as_str())? => (Verdict::Create, None),
        Found::Blocked(by) => return Err(PlanError::NotAFolder(root.join(by))),
        Found::Folder => return Err(PlanError::NotAFile(path.join_to(root))),
        Found::Special(path) => return Err(PlanError::Special(path)),
    };
    Ok(Entry { path: path.clone(), verdict, content: Some(content), new: Some(new), old })
}

/// What a commit removes before it moves anything into place.
#[derive(Default)]
struct Leaving {
    files: BTreeSet<String>,
    /// Every folder on the way to a file that we wrote and that is no longer generated.
    folders: BTreeSet<String>,
}

impl Leaving {
    /// Notes the folders, as far as they are there and are not links, on the way to `path`.
    fn note_folders(&mut self, root: &Path, path: &RelPath) -> Result<(), IoError> {
        for folder in path.ancestors() {
            if !disk::kind_of(&root.join(folder))?.is_some_and(|kind| kind.is_dir()) {
                break;
            }
            self.folders.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Whether nothing in the folder `path` stays, so that the folder goes as well.
    fn has_all_of(&self, root: &Path, path: &str) -> Result<bool, IoError> {
        if !self.folders.contains(path) {
            return Ok(false);
        }
        for (name, kind) in disk::list(&root.join(path))? {
            let path = format!("{path}/{name}");
            let leaves = match kind {
                _ if kind.is_dir() => self.has_all_of(root, &path)?,
                _ if name == PROBE_NAME => true, // left by a commit that was cut off; the next one removes it
                _ => self.files.contains(&path),
            };
            if !leaves {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
