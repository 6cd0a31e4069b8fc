//! The words of every output file: handlebars templates, compiled into lakegen and replaceable one by one.
//!
//! Templates own the words, typed printers own the values. A value enters through a helper that prints it as a literal
//! of the language around it, so a template can be restyled and still cannot break the syntax:
//!
//! | helper | prints |
//! |---|---|
//! | `{{hash_comment text}}` | every line behind a `# ` |
//! | `{{py value}}`, `{{py_pretty value}}` | a Python literal in one line; over several lines |
//! | `{{json value}}`, `{{json_pretty value}}` | JSON in one line; over several lines |
//! | `{{hcl_string text}}` | a quoted HCL string, without interpolation |
//! | `{{yaml_string text}}` | a double-quoted YAML string, the same in YAML 1.1 and 1.2 |
//! | `{{md text}}` | plain Markdown text in one line |
//!
//! What a backend has printed already (an HCL body, a YAML node) is a [`Printed`] in the context and enters as
//! `{{name}}`: nothing is escaped. Every name that a template uses must be in the context, be it only in an `{{#if}}`.
//!
//! `{{> glue/shared.py}}` includes another template: how the built-in job scripts share their code and each stay one file.
//! An included template includes none itself.
//!
//! Two braces open an expression everywhere, also in Python: write `\{{` for two literal ones.

mod embedded;
mod error;
mod helpers;
mod literal;
mod registry;

use serde::Serialize;

pub use error::{Place, TemplateError};
pub use registry::Templates;

/// Text that a typed printer made, in the language of the template around it. Serialises as a plain string.
///
/// Contexts mark with it the strings that a template may write as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Printed(String);

impl Printed {
    /// Marks `text` as printed.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The first line (from one) whose layout a generated file must not have, and what is wrong with it. For tests: every
/// rendered file should have none.
pub fn layout_fault(text: &str) -> Option<(usize, &'static str)> {
    let last = text.split('\n').count();
    let in_line = |line: &str| match line {
        _ if line.contains('\r') => Some("has a carriage return"),
        _ if line.ends_with([' ', '\t']) => Some("ends with white space"),
        _ => None,
    };
    let fault = text.split('\n').enumerate().find_map(|(n, line)| Some((n + 1, in_line(line)?)));
    fault.or_else(|| match text {
        _ if !text.ends_with('\n') => Some((last, "does not end with a newline")),
        _ if text.ends_with("\n\n") => Some((last - 1, "is empty, and the last one")),
        _ => None,
    })
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
