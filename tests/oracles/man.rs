//! groff, which typesets what `man` shows, has no complaint about the manual.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::tool::{self, needed};
use crate::{assert_accepted, assert_rejected};

fn find() -> Option<PathBuf> {
    needed("groff", tool::program("groff"))
}

/// The pages that this build writes.
fn pages() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let written = Command::new(env!("CARGO_BIN_EXE_lakegen")).args(["man", "--out"]).arg(folder.path()).output();
    assert!(written.expect("starts").status.success());
    folder
}

/// What groff has to say of a page with all its warnings, and what readers of the page see.
fn typeset(groff: &Path, page: &Path) -> (Vec<String>, String) {
    let outcome =
        tool::run(tool::command(groff).args(["-man", "-ww", "-Tutf8", "-P-c", "-P-b", "-P-u", "-rLL=200n"]).arg(page));
    let mut complaints: Vec<String> = outcome.stderr.lines().map(ToOwned::to_owned).collect();
    if !outcome.success {
        complaints.push(format!("{}: groff failed", page.display()));
    }
    (complaints, outcome.stdout)
}

#[test]
fn typesets_every_page() {
    let Some(groff) = find() else { return };
    let folder = pages();
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.path()).expect("a folder") {
        let page = entry.expect("an entry").path();
        let (complaints, text) = typeset(&groff, &page);
        assert_accepted(&complaints);
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES"] {
            assert!(text.contains(section), "{}: no {section}", page.display());
        }
        names.push(page.file_name().expect("a name").to_string_lossy().into_owned());
        if page.ends_with("lakegen-render.1") {
            let example = "lakegen render examples/orders/lakegen.yaml --out out\n";
            assert!(text.contains(example), "examples are not as people type them: {text}");
            assert!(text.contains("--check"), "{text}");
        }
    }
    for name in ["lakegen.1", "lakegen-init.1", "lakegen-render.1", "lakegen-explain-iam.1", "lakegen-man.1"] {
        assert!(names.iter().any(|known| known == name), "no {name} in {names:?}");
    }
}

#[test]
fn a_broken_page_is_rejected() {
    let Some(groff) = find() else { return };
    let folder = pages();
    let page = folder.path().join("lakegen.1");
    let text = fs::read_to_string(&page).expect("text");
    fs::write(&page, text.replace(".SH OPTIONS", ".SHH OPTIONS")).expect("written");
    assert_rejected("an unknown macro", "SHH", &typeset(&groff, &page).0);
}
