//! Output files in memory, and the one way they get to disk: `ArtifactSet -> WritePlan -> commit`.
//!
//! A plan knows which files lakegen wrote earlier (from a record in the output folder), so a commit never overwrites or
//! removes a file that a user wrote or edited, unless forced, and then it keeps the user's version beside the new one.

mod commit;
mod difference;
mod digest;
mod disk;
mod lock;
mod path;
mod plan;
mod record;
mod set;
mod zip;

pub use commit::{CommitError, Force, Summary, commit};
pub use difference::Difference;
pub use digest::{Digest, NotADigest};
pub use disk::{IoError, create_folders, write_new, write_one};
pub use path::{BadPath, RelPath};
pub use plan::{Entry, PlanError, Verdict, WritePlan};
pub use record::RECORD_NAME;
pub use set::{ArtifactSet, Bytes, SetError};
pub use zip::ZipError;
