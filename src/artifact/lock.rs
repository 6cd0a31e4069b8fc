//! One commit at a time per output folder.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::disk::{self, IoError};

/// The name of the lock file. It is there while a commit runs; where open files cannot be removed it stays, empty.
pub(super) const LOCK_NAME: &str = ".lakegen.lock";

/// The exclusive right to change an output folder. The system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock; `None` if another process has it.
    pub fn acquire(root: &Path) -> Result<Option<Self>, IoError> {
        let path = root.join(LOCK_NAME);
        loop {
            if disk::kind_of(&path)?.is_some_and(|kind| !kind.is_file()) {
                let not_a_file = std::io::Error::new(std::io::ErrorKind::InvalidInput, "it is not a regular file");
                return Err(disk::naming("lock", &path)(not_a_file));
            }
            let mut options = File::options();
            let opened = options.read(true).write(true).create(true).truncate(false).open(&path);
            let file = opened.map_err(disk::naming("lock", &path))?;
            match file.try_lock() {
                Ok(()) if disk::is_unlinked(&file) => {} // the holder removed it as we opened it: take the next one
                Ok(()) => return Ok(Some(Self { path, _file: file })),
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(disk::naming("lock", &path)(error)),
            }
        }
    }
}

impl Drop for Lock {
    /// Removes the file while it is still locked: whoever opened it meanwhile notices.
    fn drop(&mut self) {
        if cfg!(unix) {
            // A lock file that stays behind harms nobody.
            let _ = disk::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn is_held_by_one_at_a_time_though_its_file_comes_and_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let taken = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        if let Some(lock) = Lock::acquire(folder.path()).expect("to lock") {
                            assert!(!taken.swap(true, Ordering::SeqCst), "two have the lock");
                            std::thread::yield_now();
                            taken.store(false, Ordering::SeqCst);
                            drop(lock);
                        }
                    }
                });
            }
        });
    }

    #[cfg(unix)]
    #[test]
    fn is_a_file_of_the_folder_itself() {
        let (folder, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let target = outside.path().join("x");
        std::os::unix::fs::symlink(&target, folder.path().join(LOCK_NAME)).expect("to link");
        let error = Lock::acquire(folder.path()).expect_err("a link");
        assert_eq!((error.action, error.path), ("lock", folder.path().join(LOCK_NAME)));
        assert!(!target.exists());
    }
}
