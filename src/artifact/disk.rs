//! The only calls that read or change the output folder. Each error says what was tried, and on which path.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{error, fmt};

use super::path::RelPath;

/// A failure of the file system.
#[derive(Debug)]
pub struct IoError {
    /// What was tried, as in "cannot `write` ...".
    pub action: &'static str,
    /// On which path.
    pub path: PathBuf,
    /// What the system answered.
    pub source: io::Error,
}

impl fmt::Display for IoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: {}", self.action, self.path.display(), self.source)
    }
}

impl error::Error for IoError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Names the action and the path of an error.
pub(super) fn naming(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> IoError {
    let path = path.to_owned();
    move |source| IoError { action, path, source }
}

/// What is at a path below the output folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A regular file, with its content.
    File(Vec<u8>),
    /// A folder.
    Folder,
    /// A symbolic link or a device: at the path itself, or (the path given) where one of its folders should be.
    Special(PathBuf),
    /// A regular file where a folder on the way should be.
    Blocked(String),
}

/// Looks at `path` below `root`, following no symbolic link below `root`.
pub(super) fn look(root: &Path, path: &RelPath) -> Result<Found, IoError> {
    for folder in path.ancestors() {
        match kind_of(&root.join(folder))? {
            None => return Ok(Found::Nothing),
            Some(kind) if kind.is_dir() => {}
            Some(kind) if kind.is_file() => return Ok(Found::Blocked(folder.to_owned())),
            Some(_) => return Ok(Found::Special(root.join(folder))),
        }
    }
    let path = path.join_to(root);
    match kind_of(&path)? {
        None => Ok(Found::Nothing),
        Some(kind) if kind.is_dir() => Ok(Found::Folder),
        Some(kind) if kind.is_file() => Ok(read(&path)?.map_or(Found::Nothing, Found::File)),
        Some(_) => Ok(Found::Special(path)),
    }
}

/// The kind of what is at `path` itself, be it a link; `None` if there is nothing.
pub(super) fn kind_of(path: &Path) -> Result<Option<fs::FileType>, IoError> {
    match fs::symlink_metadata(path) {
        Ok(meta) => Ok(Some(meta.file_type())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(naming("look at", path)(error)),
    }
}

/// The content of a file; `None` if it is gone.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, IoError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(naming("read", path)(error)),
    }
}

/// Opens a file to read, to know later whether it is still the one at `path`; `None` if there is none.
pub(super) fn open(path: &Path) -> Result<Option<File>, IoError> {
    match kind_of(path)? {
        Some(kind) if kind.is_file() => match File::open(path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(naming("read", path)(error)),
        },
        _ => Ok(None),
    }
}

/// Whether an open file was removed, or replaced by another, meanwhile. Elsewhere than on Unix nobody knows.
pub(super) fn is_unlinked(file: &File) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        file.metadata().is_ok_and(|meta| meta.nlink() == 0)
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        false
    }
}

/// The names in a folder, with their kinds.
pub(super) fn list(folder: &Path) -> Result<Vec<(String, fs::FileType)>, IoError> {
    let read = || {
        fs::read_dir(folder)?
            .map(|entry| {
                let entry = entry?;
                Ok((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?))
            })
            .collect::<io::Result<_>>()
    };
    read().map_err(naming("list", folder))
}

/// Writes a file that does not exist yet.
///
/// # Errors
/// [`IoError`], also if it does exist.
pub fn write_new(path: &Path, content: &[u8]) -> Result<(), IoError> {
    step().and_then(|()| File::create_new(path)?.write_all(content)).map_err(naming("write", path))
}

/// Moves a file within one file system, over whatever file is at `to`.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), IoError> {
    step().and_then(|()| fs::rename(from, to)).map_err(naming("move a file to", to))
}

/// Removes a file.
pub(super) fn remove_file(path: &Path) -> Result<(), IoError> {
    step().and_then(|()| fs::remove_file(path)).map_err(naming("remove", path))
}

/// Makes a folder and those on the way to it, as far as they are not there.
///
/// # Errors
/// [`IoError`]
pub fn create_folders(path: &Path) -> Result<(), IoError> {
    step().and_then(|()| fs::create_dir_all(path)).map_err(naming("make the folder", path))
}

/// Removes a folder if it is empty.
pub(super) fn remove_if_empty(path: &Path) {
    // Most often it is not empty; and an empty folder that stays harms nobody.
    let _ = step().and_then(|()| fs::remove_dir(path));
}

/// The name of the file that [`probe`] makes for a moment.
pub(super) const PROBE_NAME: &str = ".lakegen.probe";

/// Makes sure that files can be moved into and out of a folder, by doing so.
pub(super) fn probe(folder: &Path) -> Result<(), IoError> {
    let path = folder.join(PROBE_NAME);
    step().and_then(|()| File::create(&path)).map_err(naming("write", &path))?;
    remove_file(&path)
}

/// Removes a folder with all that is in it; a link is removed, not followed. Nothing there is fine.
pub(super) fn remove_tree(path: &Path) -> Result<(), IoError> {
    match step().and_then(|()| fs::remove_dir_all(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(naming("remove the folder", path)(error)),
        _ => Ok(()),
    }
}

/// Replaces the file at `path` in one step: nobody ever reads half of it. A file that has these bytes already is left
/// alone. A link is followed, and what is not a regular file (`/dev/stdout`) is written to. Says whether it wrote.
///
/// # Errors
/// [`IoError`], with the old file untouched.
pub fn write_one(path: &Path, content: &[u8]) -> Result<bool, IoError> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&target) {
        Ok(meta) if meta.is_file() => {
            if meta.len() == content.len() as u64 && fs::read(&target).is_ok_and(|there| there == content) {
                return Ok(false);
            }
        }
        Ok(_) => return fs::write(&target, content).map(|()| true).map_err(naming("write", path)),
        Err(_) => {}
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let staged = target.with_file_name(format!(".lakegen.{}.{name}", std::process::id()));
    let written = write_new(&staged, content).and_then(|()| rename(&staged, &target));
    if written.is_err() {
        // The error to report is the first one.
        let _ = fs::remove_file(&staged);
    }
    written.map_err(|error| IoError { path: path.to_owned(), action: "write", ..error }).map(|()| true)
}

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "in tests this is where a disk fails")]
fn step() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
use fault::step;

/// Failing disks for tests: every change of the disk asks here first.
#[cfg(test)]
pub(super) mod fault {
    use std::cell::Cell;
    use std::io;

    /// What goes wrong at the n-th change (from zero).
    #[derive(Clone, Copy, Debug)]
    pub enum Fault {
        /// This one change fails.
        Error(usize),
        /// The process dies: neither this change nor any later one happens.
        Crash(usize),
    }

    thread_local! {
        static PLANNED: Cell<Option<Fault>> = const { Cell::new(None) };
        static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    /// Runs `action` with a fault; says as well whether it was reached.
    pub fn during<T>(fault: Fault, action: impl FnOnce() -> T) -> (T, bool) {
        PLANNED.set(Some(fault));
        STEPS.set(0);
        let value = action();
        PLANNED.set(None);
        let (Fault::Error(at) | Fault::Crash(at)) = fault;
        (value, STEPS.get() > at)
    }

    pub(super) fn step() -> io::Result<()> {
        let now = STEPS.replace(STEPS.get() + 1);
        match PLANNED.get() {
            Some(Fault::Error(at)) if now == at => Err(io::ErrorKind::StorageFull.into()),
            Some(Fault::Crash(at)) if now >= at => Err(io::Error::other("the process is gone")),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fault::{Fault, during};
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        list(folder).expect("to list").into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn one_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("schema.json");
        assert!(write_one(&file, b"one").expect("to write"));
        assert!(!write_one(&file, b"one").expect("nothing to do"));
        for at in 0..2 {
            let (result, reached) = during(Fault::Error(at), || write_one(&file, b"two"));
            assert!(reached && result.is_err(), "{at}");
            assert_eq!(fs::read(&file).expect("the old file"), b"one");
            assert_eq!(names(folder.path()), ["schema.json"]);
        }
        assert!(write_one(&file, b"two").expect("to write"));
        assert_eq!(fs::read(&file).expect("the new file"), b"two");
    }

    #[test]
    fn one_file_in_a_missing_folder_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("no/schema.json");
        let error = write_one(&file, b"one").expect_err("no folder");
        assert_eq!((error.action, &error.path, error.source.kind()), ("write", &file, io::ErrorKind::NotFound));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay_what_they_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").expect("to write");
        std::os::unix::fs::symlink(&file, &link).expect("to link");
        assert!(write_one(&link, b"new").expect("to write"));
        assert!(fs::symlink_metadata(&link).expect("the link").is_symlink());
        assert_eq!(fs::read(&file).expect("the file"), b"new");
        assert!(write_one(Path::new("/dev/null"), b"new").expect("to write"));
        assert!(!fs::metadata("/dev/null").expect("the device").is_file());
        let error = write_one(folder.path(), b"new").expect_err("a folder");
        assert_eq!(error.path, folder.path());
    }
}
