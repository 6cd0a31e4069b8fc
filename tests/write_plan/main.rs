//! What `render` does to a folder that a user also works in.

mod adverse;
mod model;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lakegen::artifact::{ArtifactSet, CommitError, Force, PlanError, RECORD_NAME, Summary, Verdict, WritePlan, commit};

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
