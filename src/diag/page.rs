//! The page of a rule: why it is there and how to mend, with a spec that breaks it and the same spec mended.

use std::fmt::Write;

use super::{Rule, rules};

/// Begins the first line of a page whose facts are from elsewhere.
const SOURCE: &str = "# source: ";
/// Marks, at the end of a line that is wrong, what the right line says; nothing, if the line has to go.
const INSTEAD: &str = "#->";
/// Begins a line that is missing.
const MISSING: &str = "#+ ";

/// One spec, broken and mended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// A spec that the rule finds fault with; empty where it would be too long to show.
    pub wrong: String,
    /// The same spec as it should be.
    pub right: String,
}

impl Example {
    /// Reads a spec whose wrong lines are marked with what they should say.
    fn read(spec: &str) -> Self {
        let mut example = Self::default();
        for line in spec.lines() {
            example.take(line);
        }
        example
    }

    fn take(&mut self, line: &str) {
        let indentation = &line[..line.len() - line.trim_start().len()];
        if let Some(missing) = line.trim_start().strip_prefix(MISSING) {
            push_line(&mut self.right, indentation, missing);
        } else if let Some((wrong, right)) = line.split_once(INSTEAD) {
            push_line(&mut self.wrong, "", wrong.trim_end());
            if !right.trim().is_empty() {
                push_line(&mut self.right, indentation, right.trim());
            }
        } else {
            push_line(&mut self.wrong, "", line);
            push_line(&mut self.right, "", line);
        }
    }
}

fn push_line(text: &mut String, indentation: &str, line: &str) {
    text.push_str(indentation);
    text.push_str(line);
    text.push('\n');
}

impl Rule {
    /// Where the facts behind the rule are from, if not from lakegen itself.
    pub fn source(&self) -> Option<&'static str> {
        self.parts().0
    }

    /// What the rule speaks of, and what it asks for.
    pub fn example(&self) -> Example {
        Example::read(self.parts().1)
    }

    fn parts(&self) -> (Option<&'static str>, &'static str) {
        match self.page.strip_prefix(SOURCE).and_then(|rest| rest.split_once('\n')) {
            Some((source, spec)) => (Some(source), spec),
            None => (None, self.page),
        }
    }

    /// The page of the rule in Markdown, with a line break at the end.
    pub fn explanation(&self) -> String {
        let Example { wrong, right } = self.example();
        let weight = match self.severity {
            super::Severity::Error => "Refused",
            super::Severity::Warning => "Warned of",
        };
        let mut text = format!(
            "## {id} {slug}\n\n**{weight}.** {why}\n\n**Fix.** {fix}\n",
            id = self.id,
            slug = self.slug,
            why = self.why,
            fix = self.fix,
        );
        if !wrong.is_empty() {
            let _ = write!(text, "\nWrong:\n\n```yaml\n{wrong}```\n\nRight:\n\n```yaml\n{right}```\n");
        }
        if let Some(source) = self.source() {
            let _ = write!(text, "\nSource: <{source}>\n");
        }
        text
    }
}

/// The pages of all rules, by code: the text of `docs/rules.md`.
pub fn handbook() -> String {
    let sorted = rules::by_code();
    let mut text = String::from(
        "# Rules\n\n\
         What lakegen finds before anything is deployed. Codes are permanent: `LG-E...` refuses, and nothing is rendered;\n\
         `LG-W...` warns, and can be accepted in the spec under `lint.allow`, with the reason.\n\n\
         This file is generated; `lakegen explain CODE` prints one page of it.\n\n",
    );
    for rule in &sorted {
        let _ = writeln!(
            text,
            "- [{id} {slug}](#{anchor}-{slug})",
            id = rule.id,
            slug = rule.slug,
            anchor = rule.id.to_lowercase()
        );
    }
    for rule in &sorted {
        let _ = write!(text, "\n{}", rule.explanation());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_holds_both_specs() {
        let example = Example::read("a: 1 #-> a: 2\n# kept\nb:\n  c: 1\n  #+ d: 2\n\n  e: 3 #->\n");
        assert_eq!(example.wrong, "a: 1\n# kept\nb:\n  c: 1\n\n  e: 3\n");
        assert_eq!(example.right, "a: 2\n# kept\nb:\n  c: 1\n  d: 2\n\n");
    }

    #[test]
    fn the_first_line_may_name_a_source() {
        assert_eq!(
            rules::NEW_FOLDERS_NEEDS_LOG.source().map(|source| source.starts_with("https://docs.aws.")),
            Some(true)
        );
        assert!(!rules::NEW_FOLDERS_NEEDS_LOG.example().wrong.contains("source"));
        assert_eq!(rules::UNKNOWN_REFERENCE.source(), None);
    }
}
