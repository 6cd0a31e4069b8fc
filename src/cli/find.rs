//! Which specs the arguments mean.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The specs at `paths`: a folder holds any number, a file is one, or lies beside or below the ones that are meant. Sorted, each
/// once.
///
/// # Errors
/// A path does not exist or cannot be read, or there is no spec.
pub(super) fn specs(paths: &[PathBuf]) -> Result<Vec<PathBuf>, FindError> {
    let mut found = BTreeSet::new();
    for path in paths {
        let path = path.strip_prefix(".").ok().filter(|rest| !rest.as_os_str().is_empty()).unwrap_or(path);
        let meta = std::fs::metadata(path).map_err(|source| FindError::Unreadable { path: path.to_owned(), source })?;
        let mut these = BTreeSet::new();
        if meta.is_dir() {
            walk(path, &mut these)?;
        } else if may_be_a_spec(path) {
            these.insert(path.to_owned());
        } else {
            above(path, &mut these)?;
        }
        if these.is_empty() {
            return Err(FindError::Empty { path: path.to_owned(), below: meta.is_dir() });
        }
        found.extend(these);
    }
    Ok(found.into_iter().collect())
}

fn walk(folder: &Path, found: &mut BTreeSet<PathBuf>) -> Result<(), FindError> {
    let unreadable = |source| FindError::Unreadable { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // The entry's own type: a link to a folder is not followed, so that no circle is walked.
        let kind = entry.file_type().map_err(unreadable)?;
        let inside = if folder == Path::new(".") { entry.file_name().into() } else { entry.path() };
        if kind.is_dir() && !name.starts_with('.') {
            walk(&inside, found)?;
        } else if !kind.is_dir() && is_spec(&name) {
            found.insert(inside);
        }
    }
    Ok(())
}

/// Whether a file that is named is meant itself: scripts, queries and archives are not.
fn may_be_a_spec(path: &Path) -> bool {
    path.extension().is_none_or(|extension| ["yaml", "yml", "json"].iter().any(|known| extension == *known))
}

/// Adds the specs of the nearest folder above `file` that has any. Hooks and editors tell which file has changed, and it may be
/// a script of a spec.
fn above(file: &Path, found: &mut BTreeSet<PathBuf>) -> Result<(), FindError> {
    for folder in file.ancestors().skip(1) {
        let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let unreadable = |source| FindError::Unreadable { path: listed.to_owned(), source };
        for entry in std::fs::read_dir(listed).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if is_spec(&entry.file_name().to_string_lossy()) && entry.path().is_file() {
                found.insert(folder.join(entry.file_name()));
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    Ok(())
}

fn is_spec(name: &str) -> bool {
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    stem.is_some_and(|stem| stem == "lakegen" || stem.ends_with(".lakegen"))
}

/// Why the specs cannot be found.
#[derive(Debug)]
pub(super) enum FindError {
    Unreadable { path: PathBuf, source: io::Error },
    Empty { path: PathBuf, below: bool },
}

impl fmt::Display for FindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::Empty { path, below } => write!(
                f,
                "no spec {} {}: looked for lakegen.yaml, lakegen.yml, *.lakegen.yaml and *.lakegen.yml",
                if *below { "below" } else { "beside or above" },
                path.display()
            ),
        }
    }
}

impl std::error::Error for FindError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_is_known_by_its_name() {
        for name in ["lakegen.yaml", "lakegen.yml", "orders.lakegen.yaml"] {
            assert!(is_spec(name), "{name}");
        }
        for name in ["template.yaml", "lakegen.json", "mylakegen.yaml", "lakegen.yaml.orig"] {
            assert!(!is_spec(name), "{name}");
        }
    }
}
