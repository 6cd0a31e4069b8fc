//! What a commit would change, with both texts, for whoever wants to see it before.

use std::path::PathBuf;

use super::disk::{self, Found, IoError};
use super::plan::{Entry, Verdict, WritePlan};
use super::record::RECORD_NAME;

/// A file that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it is.
    pub path: PathBuf,
    /// What a commit would do; never [`Verdict::Unchanged`] or [`Verdict::EditedOrphan`].
    pub verdict: Verdict,
    /// What it holds; `None` if it is not there.
    pub old: Option<Vec<u8>>,
    /// What it should hold; `None` if it should not be there.
    pub new: Option<Vec<u8>>,
}

impl WritePlan<'_> {
    /// Each file that a commit would change, the record last; nothing if it would touch nothing.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn differences(&self) -> impl Iterator<Item = Result<Difference, IoError>> {
        self.changes().map(|entry| self.difference(entry)).chain(self.record_difference().map(Ok))
    }

    fn difference(&self, entry: &Entry<'_>) -> Result<Difference, IoError> {
        let old = match disk::look(self.root(), &entry.path)? {
            Found::File(bytes) => Some(bytes),
            _ => None,
        };
        let new = entry.content.map(<[u8]>::to_vec);
        Ok(Difference { path: entry.path.join_to(self.root()), verdict: entry.verdict, old, new })
    }

    fn record_difference(&self) -> Option<Difference> {
        let (old, new) = (self.record.clone(), self.record_after().to_bytes());
        let verdict = match (&old, &new) {
            _ if old == new => return None,
            (None, _) => Verdict::Create,
            (_, None) => Verdict::Remove,
            _ => Verdict::Update,
        };
        Some(Difference { path: self.root().join(RECORD_NAME), verdict, old, new })
    }
}
