//! The only file that knows the YAML parser: it turns granit's events and errors into ours, with byte spans.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{ErrorKind, Event as Raw, Parser, ScalarStyle, ScanError, Span, StructureStyle, Tag as RawTag};

/// One step through a YAML stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event<'a> {
    /// A document begins.
    DocumentStart,
    /// Text; `plain` when it stands without quotes and not in a `|` or `>` block. A missing node is the plain text `~`.
    Scalar { text: Cow<'a, str>, plain: bool, node: Properties },
    /// A list opens; its elements follow up to [`Event::End`].
    List { flow: bool, node: Properties },
    /// A mapping opens; its keys and values follow in turn up to [`Event::End`].
    Map { flow: bool, node: Properties },
    /// The innermost open list or mapping closes.
    End,
    /// `*name` of the anchor with this number.
    Alias(usize),
    /// `*name` where nothing before it is called `&name`.
    UnknownAlias,
}

/// What may stand before a node.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Properties {
    /// Number of the `&name` it is given.
    pub anchor: Option<usize>,
    /// Its `!tag`.
    pub tag: Option<Tag>,
}

/// A `!tag` as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub spelling: String,
    pub span: Range<usize>,
    /// `!!str` or `!`: the node is a string.
    pub is_string: bool,
}

/// Why a text is not YAML.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub cause: Cause,
    /// Byte at which the parser gave up.
    pub at: usize,
}

/// The causes that deserve words of their own.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Tab,
    TooDeep,
    Directive,
    /// A character that no unquoted value may start with.
    Reserved(char),
    /// `key: a: b`.
    ColonInValue,
    /// A line that fits no open block.
    Misaligned,
    /// `key: - element`.
    ListBesideKey,
    /// End of the file, or of a block, inside `[` or `{`.
    UnclosedFlow,
    /// End of the file, or of a block, inside a quoted text.
    UnclosedQuote,
    /// Something follows a closing quote.
    AfterQuote,
    /// A `\` in double quotes that YAML does not know.
    Escape,
    /// All others, in the parser's words.
    Other(String),
}

/// The events of `text`; nothing follows the first fault.
///
/// Nesting is bounded by `depth`, so that neither the parser nor a consumer can be driven into the ground.
pub(super) fn events(text: &str, depth: usize) -> impl Iterator<Item = Result<(Event<'_>, Range<usize>), Fault>> {
    let options = granit_parser::options! {
        emit_comments: false,
        strict_indentation: true,
        disallow_directives: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
    };
    let mut failed = false;
    Parser::new_from_str_with_options(text, options)
        .map_while(move |step| {
            let step = (!failed).then_some(step)?;
            failed = step.is_err();
            Some(step)
        })
        .filter_map(move |step| match step {
            Ok((event, span)) => event_of(event, &span).map(|event| Ok((event, bytes(&span, text.len())))),
            Err(error) => Some(Err(fault_of(&error, text.len()))),
        })
}

fn event_of<'a>(event: Raw<'a>, span: &Span) -> Option<Event<'a>> {
    Some(match event {
        Raw::DocumentStart(..) => Event::DocumentStart,
        Raw::Alias(anchor) => Event::Alias(anchor),
        Raw::UnresolvedAlias(_) => Event::UnknownAlias,
        Raw::Scalar(text, style, anchor, tag) => {
            Event::Scalar { text, plain: style == ScalarStyle::Plain, node: properties(anchor, tag.as_deref(), span) }
        }
        Raw::SequenceStart(style, anchor, tag) => {
            Event::List { flow: style == StructureStyle::Flow, node: properties(anchor, tag.as_deref(), span) }
        }
        Raw::MappingStart(style, anchor, tag) => {
            Event::Map { flow: style == StructureStyle::Flow, node: properties(anchor, tag.as_deref(), span) }
        }
        Raw::SequenceEnd | Raw::MappingEnd => Event::End,
        _ => return None,
    })
}

fn properties(anchor: usize, tag: Option<&RawTag>, span: &Span) -> Properties {
    let tag = tag.map(|tag| Tag {
        spelling: tag.original(),
        span: span.tag_span().and_then(|span| span.byte_range()).unwrap_or_default(),
        is_string: tag.core_suffix() == Some("str") || tag.original() == "!",
    });
    Properties { anchor: (anchor != 0).then_some(anchor), tag }
}

/// A string input always has byte offsets; should one be missing, the end of the text stands in.
fn bytes(span: &Span, len: usize) -> Range<usize> {
    let start = span.start.byte_offset().unwrap_or(len).min(len);
    start..span.end.byte_offset().unwrap_or(len).clamp(start, len)
}

fn fault_of(error: &ScanError, len: usize) -> Fault {
    use ErrorKind as E;
    let cause = match error.kind() {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => Cause::Tab,
        E::RecursionLimitExceeded => Cause::TooDeep,
        E::DirectiveDisallowed => Cause::Directive,
        E::UnexpectedCharacter { character } => Cause::Reserved(*character),
        E::MappingValueNotAllowed | E::InvalidColonPlacement => Cause::ColonInValue,
        E::InvalidIndentation
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::SimpleKeyExpected
        | E::InvalidSimpleKey
        | E::MappingKeyNotAllowed
        | E::InvalidBlockScalarIndent => Cause::Misaligned,
        E::BlockSequenceEntryNotAllowed => Cause::ListBesideKey,
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::InvalidFlowScalarIndent
        | E::UnclosedFlowCollection { .. } => Cause::UnclosedFlow,
        E::UnclosedQuotedScalar | E::InvalidQuotedScalarIndent | E::DocumentIndicatorInQuotedScalar => {
            Cause::UnclosedQuote
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => Cause::AfterQuote,
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => Cause::Escape,
        _ => Cause::Other(error.info().to_string()),
    };
    Fault { cause, at: error.marker().byte_offset().unwrap_or(len).min(len) }
}
