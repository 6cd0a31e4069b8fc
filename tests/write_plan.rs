//! What `render` does to a folder that a user also works in.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lakegen::artifact::{ArtifactSet, CommitError, Force, PlanError, RECORD_NAME, Summary, Verdict, WritePlan, commit};
use proptest::prelude::*;

fn set<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> ArtifactSet {
    let mut set = ArtifactSet::new();
    for (path, text) in files {
        set.insert(path.as_ref(), text.as_ref().to_owned()).expect("a portable set");
    }
    set
}

fn render(root: &Path, set: &ArtifactSet, force: Force) -> Result<Summary, CommitError> {
    commit(&WritePlan::compare(root, set)?, force)
}

/// The text of every file below `root` but the record.
fn texts(root: &Path) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("to list") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name != RECORD_NAME {
                texts.insert(name, fs::read_to_string(path).expect("text"));
            }
        }
    }
    texts
}

fn verdicts(root: &Path, set: &ArtifactSet) -> Vec<(String, Verdict)> {
    let plan = WritePlan::compare(root, set).expect("a plan");
    plan.entries().iter().map(|entry| (entry.path.to_string(), entry.verdict)).collect()
}

#[test]
fn each_situation_has_its_verdict() {
    use Verdict::*;
    // What lakegen wrote earlier, what is on disk now, what it generates now.
    type Case = (Option<&'static str>, Option<&'static str>, Option<&'static str>, Option<Verdict>);
    let table: [Case; 14] = [
        (None, None, Some("new"), Some(Create)),
        (None, Some("new"), Some("new"), Some(Unchanged)),
        (None, Some("mine"), Some("new"), Some(Edited)),
        (None, Some("mine"), None, None),
        (Some("old"), None, Some("new"), Some(Create)),
        (Some("old"), None, Some("old"), Some(Create)),
        (Some("old"), None, None, None),
        (Some("old"), Some("old"), Some("old"), Some(Unchanged)),
        (Some("old"), Some("old"), Some("new"), Some(Update)),
        (Some("old"), Some("new"), Some("new"), Some(Unchanged)),
        (Some("old"), Some("mine"), Some("new"), Some(Edited)),
        (Some("old"), Some("mine"), Some("old"), Some(Edited)),
        (Some("old"), Some("old"), None, Some(Remove)),
        (Some("old"), Some("mine"), None, Some(EditedOrphan)),
    ];
    for (written, on_disk, generated, expected) in table {
        let case = format!("written {written:?}, on disk {on_disk:?}, generated {generated:?}");
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let files = |text: Option<&str>| set(&text.map(|text| ("in/file", text)).into_iter().collect::<Vec<_>>());
        render(root, &files(written), Force::No).expect(&case);
        let _ = fs::remove_dir_all(root.join("in"));
        if let Some(text) = on_disk {
            fs::create_dir_all(root.join("in")).expect("a folder");
            fs::write(root.join("in/file"), text).expect("to write");
        }
        let before = texts(root);

        let next = files(generated);
        let found = verdicts(root, &next);
        assert_eq!(
            found,
            expected.map(|verdict| ("in/file".to_owned(), verdict)).into_iter().collect::<Vec<_>>(),
            "{case}"
        );
        let plan = WritePlan::compare(root, &next).expect(&case);
        assert_eq!(plan.is_clean(), matches!(expected, None | Some(Unchanged | EditedOrphan)), "{case}");
        assert_eq!(plan.conflicts().count(), usize::from(expected == Some(Edited)), "{case}");

        match commit(&plan, Force::No) {
            Err(CommitError::Conflicts(paths)) if expected == Some(Edited) => {
                assert_eq!(paths, [root.join("in/file")], "{case}");
                assert_eq!(texts(root), before, "{case}");
            }
            result => {
                let summary = result.expect(&case);
                assert_eq!(summary.orphans.len(), usize::from(expected == Some(EditedOrphan)), "{case}");
                let mine = on_disk.filter(|_| matches!(expected, None | Some(EditedOrphan)));
                let text = generated.or(mine).map(str::to_owned);
                assert_eq!(texts(root).remove("in/file"), text, "{case}");
                assert_eq!(root.join("in").exists(), text.is_some(), "{case}: empty folders go");
                assert!(WritePlan::compare(root, &next).expect(&case).is_clean(), "{case}");
            }
        }
    }
}

#[test]
fn a_forced_render_keeps_every_edit_beside_the_new_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let files = set(&[("main.tf", "generated")]);
    for (edit, kept) in [("mine 0", "main.tf.orig"), ("mine 1", "main.tf.orig.1"), ("mine 2", "main.tf.orig.2")] {
        fs::write(root.join("main.tf"), edit).expect("to write");
        let summary = render(root, &files, Force::Yes).expect("forced");
        assert_eq!(summary.kept.iter().map(|(_, aside)| aside.clone()).collect::<Vec<_>>(), [root.join(kept)]);
        assert_eq!(fs::read_to_string(root.join(kept)).expect("the edit"), edit);
        assert_eq!(fs::read_to_string(root.join("main.tf")).expect("the file"), "generated");
    }
}

#[test]
fn what_does_not_change_is_not_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    render(root, &set(&[("same", "1"), ("other", "1")]), Force::No).expect("a first render");
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for name in ["same", RECORD_NAME] {
        fs::File::options().write(true).open(root.join(name)).expect("to open").set_modified(old).expect("to set");
    }
    let time = |name: &str| fs::metadata(root.join(name)).expect("a file").modified().expect("a time");
    render(root, &set(&[("same", "1"), ("other", "1")]), Force::No).expect("nothing to do");
    assert_eq!((time("same"), time(RECORD_NAME)), (old, old));
    let summary = render(root, &set(&[("same", "1"), ("other", "2")]), Force::No).expect("an update");
    assert_eq!((summary.unchanged, summary.updated), (1, 1));
    assert_eq!(time("same"), old);
}

#[test]
fn the_record_depends_on_the_files_alone() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let files = set(&[("a", "1"), ("b/c", "2")]);
    render(one.path(), &files, Force::No).expect("at once");
    render(two.path(), &set(&[("b/c", "x"), ("z", "y")]), Force::No).expect("first something else");
    render(two.path(), &files, Force::No).expect("then the same");
    let record = |root: &Path| fs::read_to_string(root.join(RECORD_NAME)).expect("a record");
    assert_eq!(record(one.path()), record(two.path()));
}

#[test]
fn what_is_in_the_way_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("main.tf/mine")).expect("a folder");
    fs::write(root.join("jobs"), "a file").expect("to write");
    fs::write(root.join("root"), "a file").expect("to write");
    let compare = |root: &Path, path: &str| WritePlan::compare(root, &set(&[(path, "x")])).map(|_| ());
    assert!(matches!(compare(root, "main.tf"), Err(PlanError::NotAFile(path)) if path == root.join("main.tf")));
    assert!(matches!(compare(root, "jobs/a/b.py"), Err(PlanError::NotAFolder(path)) if path == root.join("jobs")));
    assert!(matches!(compare(&root.join("root"), "a"), Err(PlanError::NotAFolder(path)) if path == root.join("root")));
    fs::write(root.join(RECORD_NAME), "<<<<<<< HEAD").expect("to write");
    assert!(matches!(compare(root, "a"), Err(PlanError::Record { path, .. }) if path == root.join(RECORD_NAME)));
}

#[test]
fn a_file_of_ours_may_become_a_folder_and_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let (file, nested) = (set(&[("a", "1")]), set(&[("a/b/c", "2")]));
    for files in [&file, &nested, &file] {
        render(root, files, Force::No).expect("only our files are in the way");
        assert!(WritePlan::compare(root, files).expect("a plan").is_clean());
    }
    render(root, &nested, Force::No).expect("only our files are in the way");
    fs::write(root.join("a/mine"), "mine").expect("to write");
    assert!(matches!(WritePlan::compare(root, &file), Err(PlanError::NotAFile(_))));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let root = folder.path();
    render(root, &set(&[("jobs/a.py", "1")]), Force::No).expect("a first render");
    fs::remove_dir_all(root.join("jobs")).expect("to remove");
    fs::write(outside.path().join("a.py"), "1").expect("to write");
    symlink(outside.path(), root.join("jobs")).expect("to link");
    symlink(outside.path().join("a.py"), root.join("b.py")).expect("to link");
    for path in ["jobs/a.py", "jobs/new.py", "b.py"] {
        assert!(matches!(WritePlan::compare(root, &set(&[(path, "2")])), Err(PlanError::Special(_))), "{path}");
    }
    // An orphan behind a link is not ours to remove, even with our bytes.
    render(root, &set(&[("c", "3")]), Force::Yes).expect("nothing in the way");
    assert_eq!(fs::read_to_string(outside.path().join("a.py")).expect("still there"), "1");
}

#[cfg(unix)]
#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn a_folder_that_cannot_be_written_stays_as_it_is() {
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
    let full = |error: &lakegen::artifact::IoError| error.source.kind() == std::io::ErrorKind::StorageFull;
    assert!(matches!(&result, Err(CommitError::Io(error)) if full(error)), "{result:?}");
    assert_eq!(texts(&root), before);
    render(&root, &set(&[("a", "2")]), Force::No).expect("the staging folder is gone, there is space again");
}

/// One step of a user and lakegen sharing a folder.
#[derive(Clone, Debug)]
enum Step {
    Render(Vec<(&'static str, u8)>, bool),
    Write(&'static str, u8),
    /// The user puts back what lakegen generates.
    Restore(&'static str, u8),
    Delete(&'static str),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let path = || prop::sample::select(vec!["a", "a/b", "a/b/c", "a/d", "e", "f/g", "a.orig", "e.orig"]);
    let step = prop_oneof![
        3 => (prop::collection::vec((path(), 0..3_u8), 0..6), any::<bool>()).prop_map(|(files, force)| Step::Render(files, force)),
        2 => (path(), any::<u8>()).prop_map(|(path, n)| Step::Write(path, n)),
        1 => (path(), 0..3_u8).prop_map(|(path, n)| Step::Restore(path, n)),
        1 => path().prop_map(Step::Delete),
    ];
    prop::collection::vec(step, 1..24)
}

/// Renders, and checks what must hold of it whatever came before.
fn check_render(root: &Path, files: &ArtifactSet, force: Force) {
    let users = |texts: &BTreeMap<String, String>| {
        texts
            .iter()
            .filter(|(_, text)| text.starts_with("user"))
            .map(|(p, t)| (p.clone(), t.clone()))
            .collect::<Vec<_>>()
    };
    let before = texts(root);
    let result = render(root, files, force);
    let after = texts(root);
    if force == Force::No {
        assert_eq!(users(&after), users(&before), "an edit moved without force");
    }
    let sorted = |texts| {
        let mut all: Vec<_> = users(texts).into_iter().map(|(_, text)| text).collect();
        all.sort();
        all
    };
    assert_eq!(sorted(&after), sorted(&before), "an edit was lost");
    match result {
        Ok(_) => {
            for (path, content) in files.iter() {
                assert_eq!(after.get(path.as_str()).map(String::as_bytes), Some(content), "{path}");
            }
            let again = WritePlan::compare(root, files).expect("a plan");
            assert!(again.is_clean() && again.with(Verdict::EditedOrphan).next().is_none());
        }
        Err(CommitError::Conflicts(_)) => {
            assert_eq!(force, Force::No);
            assert_eq!(after, before);
        }
        Err(CommitError::Plan(PlanError::NotAFile(_) | PlanError::NotAFolder(_))) => assert_eq!(after, before),
        Err(error) => panic!("{error}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_no_edit_is_lost(steps in steps()) {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for (n, step) in steps.into_iter().enumerate() {
            match step {
                Step::Render(files, force) => {
                    let mut set = ArtifactSet::new();
                    for (path, content) in files {
                        // Sets that cannot exist are refused one file at a time.
                        let _ = set.insert(path, format!("generated {content}"));
                    }
                    check_render(root, &set, if force { Force::Yes } else { Force::No });
                }
                Step::Write(path, content) => {
                    let _ = root.join(path).parent().map(fs::create_dir_all);
                    let _ = fs::write(root.join(path), format!("user {n} {content}"));
                }
                Step::Restore(path, content) => {
                    let _ = fs::write(root.join(path), format!("generated {content}"));
                }
                Step::Delete(path) => {
                    let _ = fs::remove_file(root.join(path));
                    let _ = fs::remove_dir_all(root.join(path));
                }
            }
        }
    }
}
