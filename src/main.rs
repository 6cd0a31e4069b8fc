//! The `lakegen` binary: argv in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    lakegen::cli::main()
}
