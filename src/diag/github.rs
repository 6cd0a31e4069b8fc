//! Findings as annotations of a pull request: workflow commands of GitHub Actions.
//!
//! A command is one line, so line breaks are escaped, and in its properties `:` and `,` as well (GitHub Docs, "Workflow
//! commands for GitHub Actions"; the toolkit's `command.ts` has the escapes).

use std::fmt::Write;

use super::Report;
use super::report::{File, Located};

impl Report {
    /// The findings as workflow commands, one line each.
    pub fn github(&self) -> String {
        self.located().map(|(file, located)| command(file, located)).collect()
    }
}

fn command(file: &File, located: &Located) -> String {
    let finding = &located.diagnostic;
    let region = file.region(located.span.as_ref());
    let mut command = format!("::{} file={},line={}", finding.rule.severity.word(), property(region.file), region.line);
    // GitHub refuses columns on annotations of several lines.
    let _ = if region.line == region.end_line {
        write!(command, ",endLine={},col={},endColumn={}", region.end_line, region.column, region.end_column)
    } else {
        write!(command, ",endLine={}", region.end_line)
    };
    let title = property(&format!("{} {}", finding.rule.id, finding.rule.slug));
    let message = format!("{}\n\n{}\n\n{}", finding.message, finding.reason(), finding.way_out());
    let _ = writeln!(command, ",title={title}::{}", data(&message));
    command
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
