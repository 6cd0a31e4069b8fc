//! What a change of a lake does to what is deployed, for `lakegen diff`.
//!
//! A [`Stack`] is one target as its deployment tool reads it: resources by address, references resolved as far as the
//! text tells. It is read from rendered files, whether they lie on a disk or were rendered a moment ago, so that an edit
//! by hand or another version of lakegen shows like any other change. [`compare`] holds two of them against each other.

mod changes;
mod cloudformation;
mod compare;
mod consequence;
mod facts;
mod kinds;
mod origins;
mod stack;
mod terraform;
mod text;
mod values;

pub use changes::{Action, Change, Consequence, PropertyChange, Verdict};
pub use compare::compare;
pub use facts::{Effect, effect};
pub use kinds::{KINDS, Kind};
pub use origins::Origins;
pub use stack::{Files, Language, ReadError, Resource, Stack};
pub use text::{of_change, of_value, shown_values};
