//! A parsed file, and a file that could not be parsed.

use std::fmt::Display;
use std::ops::Range;

use crate::diag::{Diagnostic, Place, Pointer, Source, rules};

use super::build::build;
use super::text::{NotText, decode};
use super::tree::{Kind, NodeId, Tree};

/// A YAML file: its text, its tree, and what was wrong with it that does not keep it from being read.
#[derive(Clone, Debug)]
pub struct Document {
    name: String,
    pub(super) source: String,
    pub(super) tree: Tree,
    pub(super) findings: Vec<Diagnostic>,
}

impl Document {
    /// Parses a file. `name` is how findings call it: the path as the user wrote it.
    ///
    /// Duplicate keys, tags, merge keys and the like are kept as findings, which [`Document::read`] hands out with
    /// its own: the file is still read, so that all mistakes are reported at once.
    ///
    /// # Errors
    /// When there is no tree: not UTF-8, not YAML, or larger than the limits of this module.
    pub fn parse(name: &str, bytes: Vec<u8>) -> Result<Self, Failed> {
        let fail = |source, findings| Failed { name: name.to_owned(), source, findings };
        let source = decode(bytes).map_err(|NotText { readable, findings }| fail(readable, findings))?;
        match build(&source) {
            Ok((tree, findings)) => Ok(Self { name: name.to_owned(), source, tree, findings }),
            Err(findings) => Err(fail(source, findings)),
        }
    }

    /// How findings call the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte-order mark.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What was wrong with the file although it could be parsed.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// The bytes of a place; for one that does not exist, those of the key of its nearest ancestor that does.
    ///
    /// `None` for [`Place::File`]. The range is within [`Document::source`] and on character boundaries.
    pub fn span(&self, place: &Place) -> Option<Range<usize>> {
        match place {
            Place::File => None,
            Place::Bytes(range) => Some(clip(&self.source, range)),
            Place::Value(pointer) => Some(match self.tree.find(pointer) {
                Some(node) => self.tree.node(node).span.clone(),
                None => self.nearest_key(pointer),
            }),
            Place::Key(pointer) => Some(self.nearest_key(pointer)),
            Place::Within(pointer, part) => {
                let whole = self.span(&Place::Value(pointer.clone()))?;
                Some(self.part(pointer, &whole, part).unwrap_or(whole))
            }
        }
    }

    /// Whether the file has a node there.
    pub fn has(&self, pointer: &Pointer) -> bool {
        self.tree.find(pointer).is_some()
    }

    /// The keys of the mapping there, in the order of the file; none when it is no mapping.
    pub fn keys<'d>(&'d self, pointer: &Pointer) -> impl Iterator<Item = &'d str> + use<'d> {
        let members = match self.kind(pointer) {
            Some(Kind::Map(members)) => &**members,
            _ => &[],
        };
        members.iter().map(|member| &*member.name)
    }

    /// Whether a list without elements stands there.
    pub fn is_empty_list(&self, pointer: &Pointer) -> bool {
        matches!(self.kind(pointer), Some(Kind::List(elements)) if elements.is_empty())
    }

    /// The text of the scalar there and whether it is quoted (or a `|` or `>` block); `None` for lists, mappings and
    /// empty values.
    pub fn scalar(&self, pointer: &Pointer) -> Option<(&str, bool)> {
        match self.kind(pointer)? {
            Kind::Scalar { text, plain } => Some((text, !plain)),
            _ => None,
        }
    }

    /// The bytes of a part of the scalar that stands at `whole`, if its text is written there as it is.
    fn part(&self, pointer: &Pointer, whole: &Range<usize>, part: &Range<usize>) -> Option<Range<usize>> {
        let (text, _) = self.scalar(pointer)?;
        let start = whole.start + self.source[whole.clone()].find(text)?;
        text.get(part.clone()).map(|_| start + part.start..start + part.end)
    }

    fn kind(&self, pointer: &Pointer) -> Option<&Kind> {
        self.tree.find(pointer).map(|node: NodeId| &self.tree.node(node).kind)
    }

    fn nearest_key(&self, pointer: &Pointer) -> Range<usize> {
        let exists = std::iter::successors(Some(pointer.clone()), Pointer::parent)
            .find_map(|pointer| self.tree.find(&pointer).map(|node| (pointer, node)));
        let (pointer, node) = exists.unwrap_or((Pointer::root(), self.tree.root));
        self.tree.key_span(&pointer).unwrap_or_else(|| self.tree.node(node).span.clone())
    }
}

impl Source for Document {
    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self) -> &str {
        &self.source
    }

    fn span(&self, place: &Place) -> Option<Range<usize>> {
        Self::span(self, place)
    }
}

/// A file that has no tree: why, and as much of its text as is readable.
#[derive(Debug)]
pub struct Failed {
    /// How findings call the file.
    pub name: String,
    /// Its text; empty when it cannot be shown.
    pub source: String,
    /// Why there is no tree, and what else was found up to there. Never empty.
    pub findings: Vec<Diagnostic>,
}

impl Failed {
    /// A file that could not be read at all.
    pub fn unreadable(name: &str, reason: impl Display) -> Self {
        let finding = Diagnostic::new(&rules::UNREADABLE, Place::File, format!("cannot read `{name}`: {reason}"));
        Self { name: name.to_owned(), source: String::new(), findings: vec![finding] }
    }
}

impl Source for Failed {
    fn name(&self) -> &str {
        &self.name
    }

    fn text(&self) -> &str {
        &self.source
    }

    fn span(&self, place: &Place) -> Option<Range<usize>> {
        match place {
            Place::Bytes(range) => Some(clip(&self.source, range)),
            Place::Key(_) | Place::Value(_) | Place::Within(..) | Place::File => None,
        }
    }
}

/// `range` within `text` and on character boundaries.
fn clip(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    start..text.ceil_char_boundary(range.end.max(start))
}
