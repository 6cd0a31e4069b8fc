//! The `lakegen` binary: argv in, exit code out.
fn main() {}
