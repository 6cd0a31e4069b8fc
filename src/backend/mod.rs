//! The graph in each target's own words.

pub mod terraform;
