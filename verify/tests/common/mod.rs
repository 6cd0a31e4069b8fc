//! A good target, edited once, must be found out: the harness of the mutant tables.

use std::path::{Path, PathBuf};

use lakegen_verify::{Files, Finding};

/// A judge's entry point.
pub type Judge = fn(&Files) -> Vec<Finding>;

/// One edit of one file, and what the judge must say about it: each word in one and the same finding.
pub struct Mutant {
    pub file: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub says: &'static [&'static str],
}

/// Every file of a fixture.
pub fn fixture(name: &str) -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let mut files = Files::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the fixture is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).expect("below the root").to_str().expect("UTF-8").to_owned();
                files.insert(name, std::fs::read(&path).expect("readable"));
            }
        }
    }
    files
}

/// The findings, one a line.
pub fn lines(findings: &[Finding]) -> String {
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

/// Asserts that the judge acquits `good`, and convicts each mutant of it for the reason given.
pub fn judge_mutants(judge: Judge, good: &Files, mutants: &[Mutant]) {
    assert_eq!(lines(&judge(good)), "", "the good target must pass");
    let mut missed = Vec::new();
    for mutant in mutants {
        let text = String::from_utf8(good[mutant.file].clone()).expect("UTF-8");
        assert_eq!(text.matches(mutant.from).count(), 1, "`{}` must occur once in {}", mutant.from, mutant.file);
        let mut files = good.clone();
        files.insert(mutant.file.to_owned(), text.replacen(mutant.from, mutant.to, 1).into_bytes());
        let said = lines(&judge(&files));
        if !said.lines().any(|line| mutant.says.iter().all(|word| line.contains(word))) {
            missed.push(format!("{:?} -> {:?}: wanted {:?}, got:\n{said}", mutant.from, mutant.to, mutant.says));
        }
    }
    assert!(missed.is_empty(), "{} of {} mutants missed\n{}", missed.len(), mutants.len(), missed.join("\n"));
}
