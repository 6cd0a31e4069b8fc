//! Who may import whom. A back end that sees the spec forks its meaning; a judge that shares code with the accused is
//! none (that one is kept by a crate boundary: `verify/` depends on nothing of lakegen).

use std::path::{Path, PathBuf};

/// Module, and the modules it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("diag", &[]),
    ("dqdl", &[]),
    ("yaml", &["diag"]),
    ("spec", &[]),
    ("environment", &["diag", "spec", "yaml"]),
    ("pattern", &[]),
    ("region", &[]),
    ("model", &["dqdl", "spec", "diag", "pattern", "region", "yaml"]),
    ("expr", &[]),
    ("resource", &["expr"]),
    ("graph", &["resource", "expr", "diag", "region"]),
    ("text", &[]),
    ("reference", &["diag"]),
    ("template", &["text"]),
    ("artifact", &[]),
    ("examples", &[]),
    ("resolve", &["model", "graph", "resource", "expr", "template"]),
    ("backend", &["graph", "resource", "expr", "template", "artifact", "text"]),
    ("access", &["graph", "diag"]),
    ("picture", &["model", "diag"]),
    ("diff", &["artifact", "diag", "expr", "graph", "resource"]),
    ("runbook", &["diag", "graph", "model", "picture", "template"]),
    ("events", &["graph", "pattern", "resource", "expr"]),
    (
        "pipeline",
        &[
            "artifact",
            "backend",
            "diag",
            "environment",
            "graph",
            "model",
            "resolve",
            "runbook",
            "spec",
            "template",
            "yaml",
        ],
    ),
    (
        "cli",
        &[
            "access",
            "artifact",
            "backend",
            "diag",
            "diff",
            "events",
            "examples",
            "graph",
            "model",
            "picture",
            "pipeline",
            "reference",
            "spec",
            "template",
            "yaml",
        ],
    ),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn module(root: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(root).expect("below src");
    let first = relative.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| {
        line.match_indices("crate::").filter_map(|(at, prefix)| {
            if line[..at].ends_with('$') {
                return None;
            }
            let rest = &line[at + prefix.len()..];
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            (end > 0).then(|| &rest[..end])
        })
    })
}

#[test]
fn modules_import_only_what_they_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut faults = Vec::new();
    for file in &files {
        let module = module(&root, file);
        if module == "lib" || module == "main" {
            continue;
        }
        let allowed = MAY_IMPORT.iter().find(|(name, _)| *name == module);
        let Some((_, allowed)) = allowed else {
            faults.push(format!("{} is a module that this test does not know", file.display()));
            continue;
        };
        let text = std::fs::read_to_string(file).expect("a source file");
        for import in imports(&text) {
            if import != module && !allowed.contains(&import) {
                faults.push(format!("{}: {module} may not import {import}", file.display()));
            }
        }
    }
    assert!(files.len() > 50, "only {} files found", files.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn imports_are_recognised() {
    let text =
        "use crate::graph::Graph;\n// use crate::spec::X;\nlet x = crate::model::f(crate::expr::y);\n$crate::diag::Z";
    assert_eq!(imports(text).collect::<Vec<_>>(), ["graph", "model", "expr"]);
}

#[test]
fn the_judge_depends_on_nothing_of_the_accused() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("verify/Cargo.toml");
    let text = std::fs::read_to_string(manifest).expect("the judge's manifest");
    let dependencies = text.split("[dependencies]").nth(1).expect("dependencies");
    assert!(!dependencies.contains("lakegen"), "{dependencies}");
}
