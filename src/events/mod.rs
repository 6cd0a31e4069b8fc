//! Events, and what a lake's rules make of them: `lakegen test` without an account.

mod graph;
mod sample;
mod verdict;

pub use crate::pattern;
pub use graph::{Rule, RuleError, Source, Target, rules};
pub use sample::{Names, SAMPLES, Sample, set};
pub use verdict::{Miss, Verdict};
