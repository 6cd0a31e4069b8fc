//! [`Pipeline`]: a spec with its defaults filled, its names resolved and its rules passed.

mod pipeline;

pub use pipeline::*;
