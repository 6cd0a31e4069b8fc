//! What the judge has to say.

use std::fmt;

/// One fault in the rendered output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, relative to the target's folder.
    pub file: String,
    /// The logical id, address or artifact at fault; empty for the file as a whole.
    pub subject: String,
    /// Where inside the subject: a JSON pointer, or dotted names in Terraform; empty for the subject as a whole.
    pub path: String,
    /// The fault, in words.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        for part in [&self.subject, &self.path] {
            if !part.is_empty() {
                write!(f, "{part}: ")?;
            }
        }
        f.write_str(&self.message)
    }
}

/// Collects the findings of one file.
pub struct Report {
    file: String,
    findings: Vec<Finding>,
}

impl Report {
    /// An empty report on `file`.
    pub fn on(file: &str) -> Self {
        Self { file: file.to_owned(), findings: Vec::new() }
    }

    /// Adds a finding on this report's file; the same finding twice is kept once.
    pub fn add(&mut self, subject: &str, path: &str, message: impl Into<String>) {
        let file = self.file.clone();
        self.add_in(&file, subject, path, message);
    }

    /// Adds a finding on another file.
    pub fn add_in(&mut self, file: &str, subject: &str, path: &str, message: impl Into<String>) {
        let (file, subject, path, message) = (file.to_owned(), subject.to_owned(), path.to_owned(), message.into());
        let finding = Finding { file, subject, path, message };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Turns to another file; what was found so far stays.
    pub fn turn_to(&mut self, file: &str) {
        file.clone_into(&mut self.file);
    }

    /// The findings, in the order they were made.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
