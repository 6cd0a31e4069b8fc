//! What a job needs beside its script: `extra_py_files`, `extra_jars` and `extra_files`.

use std::collections::BTreeMap;
use std::io;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::location::not_a_file;
use crate::model::scope::Scope;
use crate::model::{JobFile, JobFileContent};
use crate::spec::JobType;

/// A kind of such files.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// The setting that names them.
    pub(super) setting: &'static str,
    /// What their names end in; anything if there is none.
    endings: &'static [&'static str],
    /// Whether a folder will do, as an archive.
    folders: bool,
    /// What to say of another name.
    otherwise: &'static str,
}

/// Python for a job of type `kind`: Python shell has pip install wheels (AWS Glue Developer Guide, "Configuring job
/// properties for Python shell jobs").
pub(super) const fn python(kind: JobType) -> Kind {
    match kind {
        JobType::Pythonshell => Kind {
            setting: "extra_py_files",
            endings: &[".whl"],
            folders: false,
            otherwise: "is not a wheel, and a `pythonshell` job takes nothing else",
        },
        _ => Kind {
            setting: "extra_py_files",
            endings: &[".py", ".zip", ".whl"],
            folders: true,
            otherwise: "is neither Python (`.py`), a folder (`lib/`), a zip file nor a wheel",
        },
    }
}

pub(super) const JARS: Kind =
    Kind { setting: "extra_jars", endings: &[".jar"], folders: false, otherwise: "is not a `.jar` file" };

pub(super) const OTHERS: Kind =
    Kind { setting: "extra_files", endings: &[""], folders: false, otherwise: "is not the path of a file" };

/// Reads the files that `declared` names.
///
/// LG-E017 and LG-E272: each is there and is what its kind asks for, and no two have one name, since they end up beside
/// each other.
pub(super) fn files(scope: &mut Scope<'_>, origin: &Pointer, kind: Kind, declared: &[String]) -> Option<Vec<JobFile>> {
    let at = origin.key(kind.setting);
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found = Vec::with_capacity(declared.len());
    for (n, path) in declared.iter().enumerate() {
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        if let Some(earlier) = names.insert(name, n) {
            let message = format!("two files are called `{name}`, and they come to lie in one place");
            let finding = Diagnostic::new(&rules::JOB_FILE, Place::Value(at.index(n)), message);
            scope.report(finding.related(Place::Value(at.index(earlier)), "the other one"));
        }
        found.extend(file(scope, &at.index(n), kind, path));
    }
    (found.len() == declared.len()).then_some(found)
}

fn file(scope: &mut Scope<'_>, at: &Pointer, kind: Kind, path: &str) -> Option<JobFile> {
    let folder = path.strip_suffix('/').filter(|_| kind.folders);
    let wrong = match folder {
        Some(folder) => not_a_file(folder, &[""], "is not the path of a folder"),
        None => not_a_file(path, kind.endings, kind.otherwise),
    };
    // Glue separates such files by commas.
    let wrong = wrong.or_else(|| path.contains(',').then_some("has a comma in it, by which Glue would split it"));
    if let Some(wrong) = wrong {
        scope.report(Diagnostic::new(&rules::JOB_FILE, Place::Value(at.clone()), format!("`{path}` {wrong}")));
        return None;
    }
    let content = match folder {
        Some(folder) => archive(scope, folder).map(JobFileContent::Folder),
        None => scope.files.read(path).map(JobFileContent::File),
    };
    match content {
        Ok(JobFileContent::Folder(files)) if files.is_empty() => {
            let message = format!("there is no Python below `{path}`");
            scope.report(Diagnostic::new(&rules::JOB_FILE, Place::Value(at.clone()), message));
            None
        }
        Ok(content) => Some(JobFile { path: path.to_owned(), content }),
        Err(error) => {
            let message = format!("`{path}` cannot be read: {error}");
            let finding = Diagnostic::new(&rules::UNREADABLE, Place::Value(at.clone()), message);
            let why = "Its content is part of what is rendered: it is uploaded next to the templates.";
            scope.report(finding.why(why).help("Create it in the folder of the spec, or correct the path."));
            None
        }
    }
}

/// What the archive of `folder` holds: everything but what Python compiled and what is hidden. A package keeps its name.
fn archive(scope: &Scope<'_>, folder: &str) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let listed = scope.files.list(folder)?;
    let is_kept = |path: &&String| {
        let hidden = path.split('/').any(|part| part.starts_with('.') || part == "__pycache__");
        !hidden && !path.ends_with(".pyc")
    };
    let kept: Vec<&String> = listed.iter().filter(is_kept).collect();
    if !kept.iter().any(|path| path.ends_with(".py")) {
        return Ok(BTreeMap::new());
    }
    let package = listed.iter().any(|path| path == "__init__.py");
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let inside = |path: &str| if package { format!("{name}/{path}") } else { path.to_owned() };
    kept.into_iter().map(|path| Ok((inside(path), scope.files.read(&format!("{folder}/{path}"))?))).collect()
}
