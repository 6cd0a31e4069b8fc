//! Disks that refuse, and renders at the same time.

use std::path::Path;

use lakegen::artifact::{ArtifactSet, CommitError, Force, IoError, WritePlan};

use super::{render, set, texts};

#[cfg(unix)]
#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn a_folder_that_cannot_be_written_stays_as_it_is() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    render(root, &set(&[("a", "1"), ("deep/b", "1")]), Force::No).expect("a first render");
    let mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("to set the mode");
    mode(&root.join("deep"), 0o555);
    if fs::write(root.join("deep/probe"), "").is_ok() {
        eprintln!("SKIPPED: this user may write to read-only folders");
        mode(&root.join("deep"), 0o755);
        return;
    }
    let before = texts(root);
    let result = render(root, &set(&[("a", "2"), ("deep/b", "2")]), Force::No);
    assert!(matches!(&result, Err(CommitError::Io(error)) if error.path.starts_with(root.join("deep"))), "{result:?}");
    mode(&root.join("deep"), 0o755);
    assert_eq!(texts(root), before);
}

/// `/proc` refuses even the super-user.
#[cfg(target_os = "linux")]
#[test]
fn a_root_that_cannot_be_made_is_a_typed_error() {
    let root = Path::new("/proc/lakegen/out");
    let result = render(root, &set(&[("a", "1")]), Force::No);
    assert!(matches!(&result, Err(CommitError::Io(error)) if error.path == root), "{result:?}");
}

#[test]
fn renders_at_the_same_time_do_not_mix() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let sets: Vec<_> = (0..4)
        .map(|n| {
            set(&(0..6).map(|file| (format!("{}/{file}", file % (n + 1)), format!("set {n}"))).collect::<Vec<_>>())
        })
        .collect();
    std::thread::scope(|scope| {
        for set in &sets {
            scope.spawn(move || {
                for _ in 0..30 {
                    match render(root, set, Force::No) {
                        Ok(_) | Err(CommitError::Busy(_) | CommitError::Changed(_)) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    let clean = |set: &&ArtifactSet| WritePlan::compare(root, set).expect("a plan").is_clean();
    assert_eq!(sets.iter().filter(clean).count(), 1);
    assert_eq!(texts(root).len(), 6);
}

#[test]
fn who_looks_on_during_a_render_sees_no_edits() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let sets: Vec<_> =
        (0..2).map(|n| set(&(0..4).map(|file| (format!("{file}"), format!("set {n}"))).collect::<Vec<_>>())).collect();
    let done = std::sync::atomic::AtomicBool::new(false);
    let relaxed = std::sync::atomic::Ordering::Relaxed;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..200 {
                render(root, &sets[n % 2], Force::No).expect("nobody else writes");
            }
            done.store(true, relaxed);
        });
        while !done.load(relaxed) {
            let plan = WritePlan::compare(root, &sets[0]).expect("a plan");
            assert_eq!(plan.conflicts().count(), 0);
        }
    });
}

/// A file system of 64 KiB, unmounted when dropped.
#[cfg(target_os = "linux")]
struct TinyDisk(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl TinyDisk {
    /// `None` for a user who may not mount.
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mount = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k", "lakegen-test"])
            .arg(folder.path())
            .output();
        mount.is_ok_and(|run| run.status.success()).then_some(Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for TinyDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(self.0.path()).output();
    }
}

#[cfg(target_os = "linux")]
#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn a_full_disk_leaves_the_old_output() {
    let Some(disk) = TinyDisk::new() else {
        eprintln!("SKIPPED: this user may not mount a small disk");
        return;
    };
    let root = disk.0.path().join("out");
    render(&root, &set(&[("a", "1"), ("b", "1")]), Force::No).expect("there is space");
    let before = texts(&root);
    let large = "x".repeat(50_000);
    let result = render(&root, &set(&[("a", "2"), ("b", &large), ("c", &large)]), Force::No);
    let full = |error: &IoError| error.source.kind() == std::io::ErrorKind::StorageFull;
    assert!(matches!(&result, Err(CommitError::Io(error)) if full(error)), "{result:?}");
    assert_eq!(texts(&root), before);
    render(&root, &set(&[("a", "2")]), Force::No).expect("the staging folder is gone, there is space again");
}
