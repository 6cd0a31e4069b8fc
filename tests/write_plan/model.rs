//! Any sequence of edits and renders: no byte that a user wrote is ever lost.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use lakegen::artifact::{ArtifactSet, CommitError, Force, PlanError, Verdict, WritePlan};
use proptest::prelude::*;

use super::{render, texts};

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
