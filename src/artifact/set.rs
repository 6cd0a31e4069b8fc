//! Every output file of one target, in memory.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, btree_map};
use std::fmt;

use super::path::{BadPath, RelPath};

/// The content of an output file. Text that is compiled into lakegen is borrowed, not copied.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes(Cow<'static, [u8]>);

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&String::from_utf8_lossy(&self.0), f)
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Cow::Owned(bytes))
    }
}

impl From<&'static [u8]> for Bytes {
    fn from(bytes: &'static [u8]) -> Self {
        Self(Cow::Borrowed(bytes))
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text.into_bytes()))
    }
}

impl From<&'static str> for Bytes {
    fn from(text: &'static str) -> Self {
        Self(Cow::Borrowed(text.as_bytes()))
    }
}

/// A set of files that cannot exist. Always a bug of the code that fills the set, never the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetError {
    /// The path of a file is not one.
    Path(BadPath),
    /// Two files, or two spellings that macOS and Windows do not tell apart, at one place.
    Clash {
        /// The path that was there first.
        first: String,
        /// The path that came second.
        second: String,
    },
    /// A path is used both as a file and as a folder.
    FileAndFolder(String),
}

impl fmt::Display for SetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(fault) => fault.fmt(f),
            Self::Clash { first, second } if first == second => write!(f, "`{first}` is generated twice, differently"),
            Self::Clash { first, second } => {
                write!(f, "`{first}` and `{second}` are one file where upper and lower case are the same")
            }
            Self::FileAndFolder(path) => write!(f, "`{path}` is generated both as a file and as a folder"),
        }
    }
}

impl std::error::Error for SetError {}

impl From<BadPath> for SetError {
    fn from(fault: BadPath) -> Self {
        Self::Path(fault)
    }
}

/// What a path is in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
}

/// Every output file of one target: path to content, in the order of the paths.
///
/// ```
/// # use lakegen::artifact::ArtifactSet;
/// let mut set = ArtifactSet::new();
/// set.insert("terraform/main.tf", "# nothing yet\n")?;
/// set.insert("README.md", String::from("# orders\n"))?;
/// assert_eq!(set.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["README.md", "terraform/main.tf"]);
/// # Ok::<(), lakegen::artifact::SetError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ArtifactSet {
    files: BTreeMap<RelPath, Bytes>,
    /// Every file and folder by its case-folded path, with its spelling: what makes sets portable.
    names: HashMap<String, (String, Kind)>,
}

impl PartialEq for ArtifactSet {
    fn eq(&self, other: &Self) -> bool {
        self.files == other.files
    }
}

impl Eq for ArtifactSet {}

impl ArtifactSet {
    /// A set without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. To add the same bytes at the same path again changes nothing.
    ///
    /// # Errors
    /// [`SetError`], which is an internal error: the path is unusable, or taken by something else.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<Bytes>) -> Result<(), SetError> {
        self.put(RelPath::new(path)?, content.into())
    }

    /// Moves every file of `other` into this set, below the folder `prefix`.
    ///
    /// # Errors
    /// As [`ArtifactSet::insert`].
    pub fn extend_under(&mut self, prefix: impl Into<String>, other: ArtifactSet) -> Result<(), SetError> {
        let prefix = RelPath::new(prefix)?;
        other.files.into_iter().try_for_each(|(path, content)| self.put(path.under(&prefix), content))
    }

    /// Moves every file of `other` into this set.
    ///
    /// # Errors
    /// As [`ArtifactSet::insert`].
    pub fn extend(&mut self, other: ArtifactSet) -> Result<(), SetError> {
        other.files.into_iter().try_for_each(|(path, content)| self.put(path, content))
    }

    fn put(&mut self, path: RelPath, content: Bytes) -> Result<(), SetError> {
        for folder in path.ancestors() {
            self.claim(folder, Kind::Folder)?;
        }
        self.claim(path.as_str(), Kind::File)?;
        match self.files.entry(path) {
            btree_map::Entry::Occupied(there) if *there.get() != content => {
                let path = there.key().to_string();
                Err(SetError::Clash { first: path.clone(), second: path })
            }
            btree_map::Entry::Occupied(_) => Ok(()),
            btree_map::Entry::Vacant(free) => {
                free.insert(content);
                Ok(())
            }
        }
    }

    /// Notes that `path` is a `kind`; refuses if it is the other kind already, or known in another spelling.
    fn claim(&mut self, path: &str, kind: Kind) -> Result<(), SetError> {
        let folded = path.to_lowercase();
        match self.names.get(&folded) {
            None => {
                self.names.insert(folded, (path.to_owned(), kind));
                Ok(())
            }
            Some((first, _)) if first != path => Err(SetError::Clash { first: first.clone(), second: path.to_owned() }),
            Some((_, known)) if *known != kind => Err(SetError::FileAndFolder(path.to_owned())),
            Some(_) => Ok(()),
        }
    }

    /// The content of the file at `path`.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        let path = RelPath::new(path).ok()?;
        self.files.get(&path).map(|content| &**content)
    }

    /// Whether there is a file at `path`.
    pub fn contains(&self, path: &RelPath) -> bool {
        self.files.contains_key(path)
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&RelPath, &[u8])> {
        self.files.iter().map(|(path, content)| (path, &**content))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(files: &[(&'static str, &'static str)]) -> ArtifactSet {
        let mut set = ArtifactSet::new();
        for (path, text) in files {
            set.insert(*path, *text).expect("a portable set");
        }
        set
    }

    #[test]
    fn the_order_of_insertion_does_not_show() {
        let files = set(&[("b", "2"), ("a/c", "1"), ("a/b", "0")]);
        assert_eq!(files, set(&[("a/b", "0"), ("a/c", "1"), ("b", "2")]));
        assert_eq!(files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["a/b", "a/c", "b"]);
        assert_eq!(files.get("a/c"), Some(&b"1"[..]));
        assert_eq!(files.get("../a"), None);
    }

    #[test]
    fn a_place_takes_one_file_only() {
        let mut files = set(&[("Main.tf", "1"), ("jobs/a.py", "2")]);
        assert_eq!(files.insert("Main.tf", "1"), Ok(()));
        for path in ["Main.tf", "main.tf", "Jobs/b.py"] {
            assert!(matches!(files.insert(path, "other"), Err(SetError::Clash { .. })), "{path}");
        }
        for path in ["jobs", "Main.tf/x", "jobs/a.py/b/c"] {
            assert!(matches!(files.insert(path, "other"), Err(SetError::FileAndFolder(_))), "{path}");
        }
        assert!(matches!(files.insert("../x", "other"), Err(SetError::Path(_))));
        assert_eq!(files.len(), 2);
    }

    #[test]
    fn sets_nest() {
        let mut outer = set(&[("README.md", "r")]);
        outer.extend_under("terraform/assets", set(&[("a.zip", "z")])).expect("no clash");
        assert_eq!(outer, set(&[("README.md", "r"), ("terraform/assets/a.zip", "z")]));
        assert!(matches!(outer.extend_under("README.md", set(&[("a", "z")])), Err(SetError::FileAndFolder(_))));
        assert!(matches!(outer.extend_under("..", set(&[("a", "z")])), Err(SetError::Path(_))));
    }
}
