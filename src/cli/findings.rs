//! How findings are printed, and when they fail a command.

use crate::diag::Report;

use super::console::Console;
use super::{Failure, Outcome};

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people: source lines, reasons and fixes.
    Pretty,
    /// For programs: an array of objects.
    Json,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For GitHub Actions: annotations of the changed lines.
    Github,
}

impl Format {
    /// Prints `report` to stdout: it is what was asked for.
    pub(super) fn print(self, report: &Report, console: &mut Console) -> Result<(), Failure> {
        match self {
            Self::Pretty => console.findings(report)?,
            Self::Json => console.result(&report.json()?)?,
            Self::Sarif => console.result(&report.sarif())?,
            Self::Github => console.result(&report.github())?,
        }
        Ok(())
    }
}

/// What fails a command besides errors.
#[derive(Debug, clap::Args)]
pub(super) struct Deny {
    /// Fail on warnings, too.
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Denied>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Denied {
    /// Warnings are as bad as errors.
    Warnings,
}

impl Deny {
    /// How a command ends that found what is in `report`.
    pub(super) fn outcome(&self, report: &Report) -> Outcome {
        let refused = report.errors() > 0 || (self.deny.is_some() && report.warnings() > 0);
        if refused { Outcome::Findings } else { Outcome::Fine }
    }
}
