//! A commit that fails, or dies, at every single change it makes to the disk.

use std::collections::BTreeMap;
use std::fs;

use super::super::disk::fault::{Fault, during};
use super::super::set::ArtifactSet;
use super::*;

type Tree = BTreeMap<String, Vec<u8>>;

fn set(files: &[(&'static str, &'static str)]) -> ArtifactSet {
    let mut set = ArtifactSet::new();
    for (path, text) in files {
        set.insert(*path, *text).expect("a portable set");
    }
    set
}

/// Every file below `root`, empty folders as `name/`.
fn tree(root: &Path) -> Tree {
    fn walk(folder: &Path, prefix: &str, tree: &mut Tree) {
        for (name, kind) in disk::list(folder).expect("to list") {
            let path = format!("{prefix}{name}");
            if kind.is_dir() {
                tree.insert(format!("{path}/"), Vec::new());
                walk(&folder.join(&name), &format!("{path}/"), tree);
            } else {
                tree.insert(path, fs::read(folder.join(&name)).expect("to read"));
            }
        }
    }
    let mut all = Tree::new();
    walk(root, "", &mut all);
    all
}

fn run(root: &Path, set: &ArtifactSet, force: Force) -> Result<Summary, CommitError> {
    commit(&WritePlan::compare(root, set)?, force)
}

struct Situation {
    before: ArtifactSet,
    /// What the user writes between the two renders.
    edits: &'static [(&'static str, &'static str)],
    after: ArtifactSet,
}

fn situations() -> Vec<Situation> {
    vec![
        Situation { before: set(&[]), edits: &[], after: set(&[("a", "1"), ("b/c", "2"), ("b/d/e", "3")]) },
        Situation {
            before: set(&[("a", "1"), ("b/c", "2"), ("b/d/e", "3"), ("same", "s")]),
            edits: &[("a", "mine"), ("a.orig", "mine too"), ("b/own.txt", "never yours")],
            after: set(&[("a", "1 new"), ("b/c", "2 new"), ("f/g", "4"), ("same", "s")]),
        },
        Situation {
            before: set(&[("file", "1"), ("folder/x/y", "2"), ("folder/z", "3")]),
            edits: &[],
            after: set(&[("file/in/folder", "4"), ("folder", "5")]),
        },
        Situation { before: set(&[("a/b", "1"), ("c", "2")]), edits: &[("c", "mine")], after: set(&[]) },
    ]
}

/// Prepares a folder, commits with a fault at each change in turn, and hands over what is left.
fn with_every_fault(fault: fn(usize) -> Fault, check: impl Fn(&Situation, &Path, &Tree, &str)) {
    for (s, situation) in situations().iter().enumerate() {
        for at in 0.. {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path();
            run(root, &situation.before, Force::No).expect("a first render");
            for (path, text) in situation.edits {
                fs::write(root.join(path), text).expect("to write");
            }
            let before = tree(root);
            let plan = WritePlan::compare(root, &situation.after).expect("a plan");
            let (result, reached) = during(fault(at), || commit(&plan, Force::Yes));
            check(situation, root, &before, &format!("situation {s}, change {at}: {result:?}"));
            if !reached {
                assert!(result.is_ok() && at > 3, "situation {s}: {result:?}");
                break;
            }
        }
    }
}

/// The next run takes nothing of ours for an edit, loses no edit, and ends with exactly what belongs there.
fn recovers(situation: &Situation, root: &Path, case: &str) {
    let plan = WritePlan::compare(root, &situation.after).expect(case);
    for entry in plan.conflicts().chain(plan.with(Verdict::EditedOrphan)) {
        let edited = situation.edits.iter().any(|(path, _)| *path == entry.path.as_str());
        assert!(edited, "{case}: {} is called edited", entry.path);
    }
    commit(&plan, Force::Yes).expect(case);
    let mut left = tree(root);
    for (path, content) in situation.after.iter() {
        assert_eq!(left.remove(path.as_str()).as_deref(), Some(content), "{case}: {path}");
    }
    for (path, text) in situation.edits {
        let copies = left.iter().filter(|(_, content)| *content == text.as_bytes()).count();
        assert_eq!(copies, 1, "{case}: the edit of {path}");
    }
    left.retain(|_, content| !situation.edits.iter().any(|(_, text)| content == text.as_bytes()));
    left.remove(RECORD_NAME);
    left.remove(super::super::lock::LOCK_NAME); // harmless, and gone with the next commit that changes something
    left.retain(|path, _| !situation.after.iter().any(|(file, _)| file.as_str().starts_with(path.as_str())));
    left.retain(|path, _| !situation.edits.iter().any(|(file, _)| file.starts_with(path.as_str())));
    if case.contains("Ok(") {
        left.retain(|path, _| !path.ends_with('/')); // to fail to remove an empty folder does not fail a commit
    }
    assert_eq!(left, Tree::new(), "{case}: left behind");
}

#[test]
fn a_process_that_dies_is_recovered_from() {
    with_every_fault(Fault::Crash, |situation, root, _, case| recovers(situation, root, case));
}

#[test]
fn a_failure_before_the_first_move_changes_nothing_and_a_later_one_is_recovered_from() {
    with_every_fault(Fault::Error, |situation, root, before, case| {
        let mut now = tree(root);
        if now.get(RECORD_NAME) == before.get(RECORD_NAME) && case.contains("Err") {
            // If it was the very removal of these that failed, they stay until the next run.
            now.retain(|path, _| path == RECORD_NAME || !path.contains(".lakegen."));
            assert_eq!(&now, before, "{case}");
        }
        recovers(situation, root, case);
    });
}

#[test]
fn nothing_of_the_machinery_stays() {
    for situation in situations() {
        let folder = tempfile::tempdir().expect("a folder");
        for set in [&situation.before, &situation.after] {
            run(folder.path(), set, Force::No).expect("no edits");
            let ours: Vec<_> = tree(folder.path()).into_keys().filter(|path| path.contains(".lakegen")).collect();
            let expected: &[&str] = if set.is_empty() { &[] } else { &[RECORD_NAME] };
            assert_eq!(ours, expected);
        }
    }
}

#[test]
fn one_commit_at_a_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = set(&[("a", "1")]);
    let lock = Lock::acquire(folder.path()).expect("to lock").expect("nobody else");
    assert!(matches!(run(folder.path(), &files, Force::Yes), Err(CommitError::Busy(root)) if root == folder.path()));
    drop(lock);
    assert_eq!(tree(folder.path()), Tree::new());
    assert_eq!(run(folder.path(), &files, Force::No).expect("free again").created, 1);
}

#[test]
fn a_plan_that_is_out_of_date_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    run(root, &set(&[("a", "1"), ("b", "1")]), Force::No).expect("a first render");
    let after = set(&[("a", "2")]);
    let plan = WritePlan::compare(root, &after).expect("a plan");
    fs::write(root.join("a"), "mine").expect("to write");
    assert!(matches!(commit(&plan, Force::Yes), Err(CommitError::Changed(path)) if path == root.join("a")));
    let plan = WritePlan::compare(root, &after).expect("a plan");
    let other = set(&[("c", "3"), ("a", "mine")]);
    run(root, &other, Force::No).expect("another render");
    assert!(matches!(commit(&plan, Force::Yes), Err(CommitError::Changed(path)) if path == root.join(RECORD_NAME)));
    assert!(WritePlan::compare(root, &other).expect("a plan").is_clean());
}
