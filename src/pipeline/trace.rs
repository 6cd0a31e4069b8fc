//! What checks looked at, for whoever waits for it to change.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The files and folders that checks read, each as it was just before.
#[derive(Debug, Default)]
pub struct Trace {
    seen: Mutex<BTreeMap<PathBuf, Stamp>>,
}

/// What tells two versions of a file, or two lists of a folder, apart without reading them.
///
/// Nothing for what is not there. Editors that write a new file in the place of the old one change the number of the file, tools
/// that set back the time of the content still change the time of the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(Option<Identity>);

#[cfg(unix)]
type Identity = [u64; 6];
#[cfg(not(unix))]
type Identity = (Option<std::time::SystemTime>, u64);

#[cfg(unix)]
fn identity(meta: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    let times = [meta.mtime(), meta.mtime_nsec(), meta.ctime(), meta.ctime_nsec()].map(i64::cast_unsigned);
    let [modified, modified_ns, changed, changed_ns] = times;
    [meta.ino(), meta.size(), modified, modified_ns, changed, changed_ns]
}

#[cfg(not(unix))]
fn identity(meta: &Metadata) -> Identity {
    (meta.modified().ok(), meta.len())
}

impl Stamp {
    fn of(path: &Path) -> Self {
        Self(fs::metadata(path).ok().as_ref().map(identity))
    }
}

impl Trace {
    /// Notes that `path`, which need not exist, is about to be read. The first time counts.
    pub fn note(&self, path: &Path) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entry(path.to_owned()).or_insert_with(|| Stamp::of(path));
    }

    /// Everything that was read, as it was then.
    pub fn seen(&self) -> BTreeMap<PathBuf, Stamp> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Everything that was read, as it is now.
    pub fn now(&self) -> BTreeMap<PathBuf, Stamp> {
        self.seen().into_keys().map(|path| (path.clone(), Stamp::of(&path))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_change_a_file_is_seen() {
        type Change = fn(&Path);
        let changes: [(&str, Change); 4] = [
            ("written again", |file| fs::write(file, "other words").expect("written")),
            ("replaced", |file| {
                let new = file.with_extension("new");
                fs::write(&new, "same").expect("written");
                fs::rename(new, file).expect("moved");
            }),
            ("removed", |file| fs::remove_file(file).expect("removed")),
            ("made a folder", |file| {
                fs::remove_file(file).expect("removed");
                fs::create_dir(file).expect("made");
            }),
        ];
        for (how, change) in changes {
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("file");
            fs::write(&file, "same").expect("written");
            let trace = Trace::default();
            trace.note(&file);
            assert_eq!(trace.now(), trace.seen(), "{how}: too early");
            change(&file);
            assert_ne!(trace.now(), trace.seen(), "{how}");
            trace.note(&file);
            assert_ne!(trace.now(), trace.seen(), "{how}: it was read before");
        }
    }

    #[test]
    fn what_comes_is_seen_too() {
        let folder = tempfile::tempdir().expect("a folder");
        let trace = Trace::default();
        trace.note(&folder.path().join("later"));
        assert_eq!(trace.now(), trace.seen());
        fs::write(folder.path().join("later"), "").expect("written");
        assert_ne!(trace.now(), trace.seen());
    }
}
