//! Which specs the arguments mean.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The specs at `paths`: a file is one, a folder holds any number. Sorted, each once.
///
/// # Errors
/// A path does not exist or cannot be read, or a folder holds no spec.
pub(super) fn specs(paths: &[PathBuf]) -> Result<Vec<PathBuf>, FindError> {
    let mut found = BTreeSet::new();
    for path in paths {
        let meta = std::fs::metadata(path).map_err(|source| FindError::Unreadable { path: path.clone(), source })?;
        if meta.is_dir() {
            let before = found.len();
            walk(path, &mut found)?;
            if found.len() == before {
                return Err(FindError::Empty { path: path.clone() });
            }
        } else {
            found.insert(path.clone());
        }
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
        if kind.is_dir() && !name.starts_with('.') {
            walk(&entry.path(), found)?;
        } else if !kind.is_dir() && is_spec(&name) {
            found.insert(entry.path());
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
    Empty { path: PathBuf },
}

impl fmt::Display for FindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::Empty { path } => write!(
                f,
                "no spec below {}: looked for lakegen.yaml, lakegen.yml, *.lakegen.yaml and *.lakegen.yml",
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
