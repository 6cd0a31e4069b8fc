//! Where an output file goes, relative to the output folder, in a spelling that every platform accepts.

use std::fmt;
use std::path::{Path, PathBuf};

/// Names that Windows gives to devices, with or without an extension
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The prefix of the names that lakegen keeps for itself: the record, the lock and the staging folder.
const OWN_PREFIX: &str = ".lakegen";

/// A relative path with `/` between its parts, made of names that Linux, macOS, Windows and a zip file all accept.
///
/// It never leaves the folder it is joined to: no root, no drive, no `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelPath(String);

/// Why a path cannot be the path of an output file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPath {
    /// The path as given.
    pub path: String,
    /// What is wrong with it, as the end of the sentence "`path` ...".
    pub reason: &'static str,
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} cannot be the path of an output file: it {}", self.path, self.reason)
    }
}

impl std::error::Error for BadPath {}

impl RelPath {
    /// Checks `path`.
    ///
    /// # Errors
    /// The first reason why some platform, or the rule that nothing leaves the output folder, refuses it.
    pub fn new(path: impl Into<String>) -> Result<Self, BadPath> {
        let path = path.into();
        match path.split('/').find_map(fault_of) {
            _ if path.is_empty() => Err(BadPath { path, reason: "is empty" }),
            _ if path.starts_with('/') => Err(BadPath { path, reason: "is absolute" }),
            Some(reason) => Err(BadPath { path, reason }),
            None => Ok(Self(path)),
        }
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `self` below `folder`.
    #[must_use]
    pub fn under(&self, folder: &RelPath) -> Self {
        Self(format!("{}/{}", folder.0, self.0))
    }

    /// The folders on the way to this path, the outermost first: `a` and `a/b` for `a/b/c`.
    pub fn ancestors(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.match_indices('/').map(|(at, _)| &self.0[..at])
    }

    /// The path on disk, below `root`.
    pub fn join_to(&self, root: &Path) -> PathBuf {
        root.join(&self.0)
    }
}

/// What is wrong with one part of a path, if anything.
fn fault_of(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let stem = lower.split('.').next().unwrap_or_default().trim_end();
    match name {
        "" => Some("has an empty part"),
        "." | ".." => Some("has a `.` or `..` part"),
        _ if name.len() > 255 => Some("has a part longer than 255 bytes"),
        _ if name.contains('\\') => Some("has a backslash; parts are separated by `/`"),
        _ if name.contains(|c: char| c.is_control() || "<>:\"|?*".contains(c)) => {
            Some("has a character that Windows refuses in a file name")
        }
        _ if name.ends_with(['.', ' ']) => Some("has a part that ends with a dot or a space, which Windows drops"),
        _ if DEVICES.contains(&stem) || is_port(stem) => Some("has a part that names a device on Windows"),
        _ if lower.starts_with(OWN_PREFIX) => Some("uses a name that lakegen keeps for itself"),
        _ => None,
    }
}

/// `com1`, `lpt9` and their relatives; Windows takes the superscript digits as well.
fn is_port(stem: &str) -> bool {
    let digit = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    digit.is_some_and(|d| {
        matches!(d, "\u{b9}" | "\u{b2}" | "\u{b3}") || (d.len() == 1 && d.as_bytes()[0].is_ascii_digit())
    })
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for RelPath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portable_paths_pass() {
        for path in ["a", "a/b.tf", "a/.gitignore", "jobs/\u{fc}ber.py", "com/x", "console.txt", "a b/c", "com10.txt"] {
            assert_eq!(RelPath::new(path).as_ref().map(RelPath::as_str), Ok(path));
        }
    }

    #[test]
    fn the_rest_is_refused_with_the_reason() {
        let long = "x".repeat(256);
        for (path, word) in [
            ("", "empty"),
            ("/", "absolute"),
            ("/etc/passwd", "absolute"),
            ("a//b", "empty part"),
            ("a/", "empty part"),
            ("..", "`..`"),
            ("a/../b", "`..`"),
            ("./a", "`.`"),
            ("a\\b", "backslash"),
            ("C:/x", "Windows refuses"),
            ("a\nb", "Windows refuses"),
            ("a?", "Windows refuses"),
            ("a.", "dot or a space"),
            ("a /b", "dot or a space"),
            ("NUL", "device"),
            ("a/Con.txt", "device"),
            ("aux .txt", "device"),
            ("lpt1.log", "device"),
            ("com\u{b2}", "device"),
            (".lakegen.json", "itself"),
            ("a/.LAKEGEN.lock", "itself"),
            (&long, "255"),
        ] {
            let fault = RelPath::new(path).expect_err(path);
            assert!(fault.reason.contains(word), "{path:?}: {fault}");
        }
    }

    #[test]
    fn ancestors_come_outermost_first() {
        let path = RelPath::new("a/b/c").expect("a path");
        assert_eq!(path.ancestors().collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
