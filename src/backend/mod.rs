//! The graph in each target's own words.

pub mod cloudformation;
pub mod terraform;
