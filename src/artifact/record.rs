//! The record in the output folder: which files lakegen wrote there, and with what content.
//!
//! Without it a stale file of ours and a file that the user wrote look the same.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::digest::Digest;
use super::path::RelPath;
use super::plan::PlanError;

/// The name of the record, in the output folder.
pub const RECORD_NAME: &str = ".lakegen.json";

const FORMAT: u32 = 1;
const NOTE: &str =
    "Written by lakegen: the SHA-256 of each file it made here, so that it never overwrites or removes yours.";

/// Which content of which file is ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// What is on disk.
    pub files: BTreeMap<RelPath, Digest>,
    /// What a commit is about to put there. Empty but while a commit runs, or after one was cut off.
    pub pending: BTreeMap<RelPath, Digest>,
}

/// The record as JSON has it.
#[derive(Serialize, Deserialize)]
struct Stored {
    #[serde(default)]
    note: String,
    format: u32,
    files: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pending: BTreeMap<String, String>,
}

impl Record {
    /// Whether `digest` is the content that we gave, or were about to give, to the file at `path`.
    pub fn owns(&self, path: &RelPath, digest: Digest) -> bool {
        [&self.files, &self.pending].iter().any(|map| map.get(path) == Some(&digest))
    }

    /// Every path that the record names, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &RelPath> {
        let only_pending = self.pending.keys().filter(|path| !self.files.contains_key(path));
        self.files.keys().chain(only_pending)
    }

    /// Reads the record; `file` is named in the error.
    pub fn parse(bytes: &[u8], file: &Path) -> Result<Self, PlanError> {
        let fail = |reason: String| PlanError::Record { path: file.to_owned(), reason };
        let stored: Stored = serde_json::from_slice(bytes).map_err(|error| fail(error.to_string()))?;
        if stored.format != FORMAT {
            return Err(fail(format!("it has format {}, this lakegen knows {FORMAT}", stored.format)));
        }
        let typed = |map: BTreeMap<String, String>| {
            map.into_iter()
                .map(|(path, digest)| {
                    let path = RelPath::new(path).map_err(|error| fail(error.to_string()))?;
                    let digest = digest.parse().map_err(|_| fail(format!("`{digest}` is not a SHA-256")))?;
                    Ok((path, digest))
                })
                .collect::<Result<_, PlanError>>()
        };
        Ok(Self { files: typed(stored.files)?, pending: typed(stored.pending)? })
    }

    /// The bytes of the record; `None` for a record of nothing, which is no file.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let plain = |map: &BTreeMap<RelPath, Digest>| {
            map.iter().map(|(path, digest)| (path.to_string(), digest.to_string())).collect()
        };
        if self.files.is_empty() && self.pending.is_empty() {
            return None;
        }
        let stored =
            Stored { note: NOTE.into(), format: FORMAT, files: plain(&self.files), pending: plain(&self.pending) };
        // To serialise maps of strings cannot fail; an empty record would only be a lost memory.
        let mut bytes = serde_json::to_vec_pretty(&stored).unwrap_or_default();
        bytes.push(b'\n');
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelPath {
        RelPath::new(text).expect("a path")
    }

    #[test]
    fn reads_back_and_is_silent_about_nothing() {
        let mut record = Record::default();
        assert_eq!(record.to_bytes(), None);
        record.files.insert(path("a"), Digest::of(b"1"));
        record.pending.insert(path("a"), Digest::of(b"2"));
        record.pending.insert(path("b/c"), Digest::of(b"3"));
        let bytes = record.to_bytes().expect("bytes");
        assert_eq!(Record::parse(&bytes, Path::new("r")).expect("our own record"), record);
        assert_eq!(record.paths().map(RelPath::as_str).collect::<Vec<_>>(), ["a", "b/c"]);
        assert!(record.owns(&path("a"), Digest::of(b"1")) && record.owns(&path("a"), Digest::of(b"2")));
        assert!(!record.owns(&path("a"), Digest::of(b"3")) && !record.owns(&path("b"), Digest::of(b"3")));
    }

    #[test]
    fn what_is_not_a_record_is_refused_with_the_reason() {
        let hex = Digest::of(b"").to_string();
        for (text, word) in [
            ("", "EOF"),
            ("<<<<<<< HEAD", "expected value"),
            (r#"{"files": {}}"#, "format"),
            (r#"{"format": 2, "files": {}}"#, "format 2"),
            (r#"{"format": 1, "files": {"a": "12"}}"#, "SHA-256"),
            (&format!(r#"{{"format": 1, "files": {{"../a": "{hex}"}}}}"#), "`..`"),
            (&format!(r#"{{"format": 1, "files": {{"/etc/passwd": "{hex}"}}}}"#), "absolute"),
        ] {
            let error = Record::parse(text.as_bytes(), Path::new("out/.lakegen.json")).expect_err(text).to_string();
            assert!(error.contains(word) && error.contains("out/.lakegen.json"), "{text}: {error}");
        }
    }
}
