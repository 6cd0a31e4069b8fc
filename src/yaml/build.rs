//! From events to the tree, with everything that is YAML but not a spec refused on the way.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::diag::{Diagnostic, Place, rules};

use super::events::{Event, Properties, Tag, events};
use super::tree::{Kind, Member, Node, NodeId, Plain, Tree, resolve};
use super::{MAX_DEPTH, MAX_FINDINGS, MAX_NODES, flow, trap};

/// Builds the tree of `text`; the findings beside it do not keep the rest from being read.
///
/// # Errors
/// All findings so far, when the text is not YAML or exceeds a limit: there is no tree then.
pub(super) fn build(text: &str) -> Result<(Tree, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut builder = Builder {
        text,
        nodes: Vec::new(),
        open: Vec::new(),
        anchors: HashMap::new(),
        expanded: 0,
        findings: Vec::new(),
        root: None,
    };
    let mut documents = 0;
    for event in events(text, MAX_DEPTH) {
        let (event, span) = match event {
            Ok((event, span)) => (event, boundaries(text, &span)),
            Err(fault) => return Err(builder.fail(|builder| trap::explain(&fault, text, builder.open_flow()))),
        };
        if event == Event::DocumentStart {
            documents += 1;
            if documents > 1 {
                builder.note(second_document(span));
                break;
            }
        } else if let Err(finding) = builder.take(event, span) {
            return Err(builder.fail(|_| *finding));
        }
    }
    builder.finish()
}

/// A limit that was exceeded; boxed, as it is rare and large.
type Limit = Box<Diagnostic>;

struct Builder<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    open: Vec<Frame>,
    anchors: HashMap<usize, Anchored>,
    /// Nodes so far, each alias counted as a copy of what it stands for.
    expanded: usize,
    findings: Vec<Diagnostic>,
    root: Option<NodeId>,
}

/// A node with a name, ready to be used again.
#[derive(Clone, Copy)]
struct Anchored {
    node: NodeId,
    expanded: usize,
    depth: usize,
}

/// An open list or mapping.
struct Frame {
    start: usize,
    /// Where its last child so far ends.
    end: usize,
    flow: bool,
    anchor: Option<usize>,
    /// `Builder::expanded` before this node.
    before: usize,
    /// Levels below this one.
    depth: usize,
    content: Content,
}

enum Content {
    List(Vec<NodeId>),
    Map { members: Vec<Member>, key: Key },
}

/// The key whose value comes next.
enum Key {
    None,
    Named(Box<str>, Range<usize>),
    /// Already reported: its value is left out.
    Refused,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Range<usize>) -> Result<(), Limit> {
        match event {
            Event::DocumentStart => Ok(()),
            Event::Scalar { text, plain, node } => self.scalar(text, plain, node, span),
            Event::List { flow, node } => self.open(Content::List(Vec::new()), flow, node, span),
            Event::Map { flow, node } => {
                self.open(Content::Map { members: Vec::new(), key: Key::None }, flow, node, span)
            }
            Event::End => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnknownAlias => {
                self.note(trap::unknown_alias(&self.text[span.clone()], span.clone()));
                self.unread(span)
            }
        }
    }

    fn scalar(&mut self, text: Cow<'_, str>, plain: bool, node: Properties, span: Range<usize>) -> Result<(), Limit> {
        let is_string = node.tag.as_ref().is_some_and(|tag| tag.is_string);
        self.refuse_tag(node.tag);
        let plain = plain && !is_string;
        let kind =
            if plain && resolve(&text) == Plain::Null { Kind::Null } else { Kind::Scalar { text: text.into(), plain } };
        if plain && let Some(finding) = trap::odd_text(self.text, &span, node.anchor.is_some()) {
            self.note(finding);
        }
        self.count(1, &span)?;
        let id = self.push(kind, self.visible(span.clone()));
        self.name(node.anchor, id, 1, 0);
        self.attach(id, self.visible(span));
        Ok(())
    }

    fn open(&mut self, content: Content, flow: bool, node: Properties, span: Range<usize>) -> Result<(), Limit> {
        self.refuse_tag(node.tag);
        let before = self.expanded;
        self.count(1, &span)?;
        let Range { start, end } = span;
        self.open.push(Frame { start, end, flow, anchor: node.anchor, before, depth: 0, content });
        Ok(())
    }

    fn close(&mut self, end: Range<usize>) -> Result<(), Limit> {
        let Some(frame) = self.open.pop() else { return Ok(()) };
        let template = matches!(&frame.content, Content::Map { key: Key::None, members } if members.is_empty())
            && self.text[frame.start..].starts_with("{{");
        // The end of a block is only noticed at the next token: it ends where its last child does.
        let span = frame.start..if frame.flow { end.end } else { frame.end };
        let kind = match frame.content {
            _ if template => Kind::Scalar { text: self.text[span.clone()].into(), plain: true },
            Content::List(mut elements) => {
                if frame.flow {
                    flow::rejoin_elements(self.text, &mut self.nodes, &mut elements, &mut self.findings);
                }
                Kind::List(elements)
            }
            Content::Map { mut members, .. } => {
                if frame.flow {
                    flow::rejoin_members(self.text, &mut self.nodes, &mut members, &mut self.findings);
                }
                Kind::Map(self.without_duplicates(members).into())
            }
        };
        let id = self.push(kind, span.clone());
        self.name(frame.anchor, id, self.expanded - frame.before, frame.depth + 1);
        self.deepen(frame.depth + 1);
        self.attach(id, span);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: Range<usize>) -> Result<(), Limit> {
        let Some(target) = self.anchors.get(&anchor).copied() else {
            let message = format!("the alias `{}` stands inside the value it repeats", &self.text[span.clone()]);
            self.note(Diagnostic::new(&rules::SYNTAX, Place::Bytes(span.clone()), message));
            return self.unread(span);
        };
        self.count(target.expanded, &span)?;
        if self.open.len() + target.depth > MAX_DEPTH {
            let message = format!("with this alias expanded, values are nested more than {MAX_DEPTH} deep");
            return Err(Box::new(Diagnostic::new(&rules::DOCUMENT_LIMIT, Place::Bytes(span), message)));
        }
        self.deepen(target.depth);
        self.attach(target.node, span);
        Ok(())
    }

    /// A node that was reported already: it stays as the text it is written as.
    fn unread(&mut self, span: Range<usize>) -> Result<(), Limit> {
        self.count(1, &span)?;
        let id = self.push(Kind::Scalar { text: self.text[span.clone()].into(), plain: false }, span.clone());
        self.attach(id, span);
        Ok(())
    }

    /// Puts a complete node where it belongs: as the root, an element, a key or a value. `span` is that of this use.
    fn attach(&mut self, id: NodeId, span: Range<usize>) {
        let Some(frame) = self.open.last_mut() else {
            self.root = Some(id);
            return;
        };
        frame.end = frame.end.max(span.end);
        let (members, key) = match &mut frame.content {
            Content::List(elements) => return elements.push(id),
            Content::Map { members, key } => (members, key),
        };
        match std::mem::replace(key, Key::None) {
            Key::Refused => {}
            Key::Named(name, key) => {
                let node = &mut self.nodes[id.0 as usize];
                if node.span.is_empty() {
                    node.span = key.clone();
                }
                members.push(Member { name, key, value: id });
            }
            Key::None => match key_of(&self.nodes[id.0 as usize], self.text, &span) {
                Ok(name) => {
                    let tab = (!frame.flow).then(|| trap::tab_before(self.text, span.start)).flatten();
                    *key = Key::Named(name, span);
                    if let Some(finding) = tab {
                        self.note(finding);
                    }
                }
                Err(finding) => {
                    *key = Key::Refused;
                    self.note(*finding);
                }
            },
        }
    }

    /// Keeps the first of several members of one name and reports the others.
    fn without_duplicates(&mut self, members: Vec<Member>) -> Vec<Member> {
        let mut first: HashMap<Box<str>, Range<usize>> = HashMap::with_capacity(members.len());
        let mut kept = Vec::with_capacity(members.len());
        for member in members {
            if let Some(first) = first.get(&member.name) {
                let message = format!("the key `{}` appears twice in this mapping", member.name);
                let finding = Diagnostic::new(&rules::UNKNOWN_OR_DUPLICATE_KEY, Place::Bytes(member.key), message)
                    .help("remove or rename one of the two")
                    .related(Place::Bytes(first.clone()), "first written here");
                self.note(finding);
            } else {
                first.insert(member.name.clone(), member.key.clone());
                kept.push(member);
            }
        }
        kept
    }

    fn refuse_tag(&mut self, tag: Option<Tag>) {
        let Some(tag) = tag.filter(|tag| !tag.is_string) else { return };
        let mut finding =
            Diagnostic::new(&rules::SYNTAX, Place::Bytes(tag.span), format!("unknown tag `{}`", tag.spelling));
        finding.help = Some(if tag.spelling.starts_with("!!") {
            "remove the tag: the kind of a value follows from its key".to_owned()
        } else {
            "remove the tag, or put the value in quotes if the `!` belongs to it; \
             CloudFormation functions cannot be used in a spec"
                .to_owned()
        });
        self.note(finding);
    }

    fn count(&mut self, nodes: usize, span: &Range<usize>) -> Result<(), Limit> {
        self.expanded = self.expanded.saturating_add(nodes);
        if self.expanded <= MAX_NODES {
            return Ok(());
        }
        let message = format!("the document has more than {MAX_NODES} values when every alias is expanded");
        Err(Box::new(Diagnostic::new(&rules::DOCUMENT_LIMIT, Place::Bytes(span.clone()), message)))
    }

    fn push(&mut self, kind: Kind, span: Range<usize>) -> NodeId {
        // At most `MAX_NODES` are ever pushed.
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { kind, span });
        id
    }

    fn name(&mut self, anchor: Option<usize>, node: NodeId, expanded: usize, depth: usize) {
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, Anchored { node, expanded, depth });
        }
    }

    fn deepen(&mut self, depth: usize) {
        if let Some(frame) = self.open.last_mut() {
            frame.depth = frame.depth.max(depth);
        }
    }

    /// A block scalar's span runs on to the next token: what is shown ends with its last character.
    fn visible(&self, span: Range<usize>) -> Range<usize> {
        span.start..span.start + self.text[span.clone()].trim_end().len()
    }

    fn open_flow(&self) -> Option<usize> {
        self.open.last().filter(|frame| frame.flow).map(|frame| frame.start)
    }

    fn note(&mut self, finding: Diagnostic) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        }
    }

    fn fail(mut self, last: impl FnOnce(&Self) -> Diagnostic) -> Vec<Diagnostic> {
        let last = last(&self);
        // What stopped the parser may have been noticed before.
        self.findings.retain(|finding| finding.place != last.place);
        self.findings.push(last);
        self.findings
    }

    fn finish(mut self) -> Result<(Tree, Vec<Diagnostic>), Vec<Diagnostic>> {
        let root = match self.root {
            Some(root) => root,
            None => self.push(Kind::Null, 0..0),
        };
        Ok((Tree { nodes: self.nodes, root }, self.findings))
    }
}

/// The name a node gives as a key.
fn key_of(node: &Node, text: &str, span: &Range<usize>) -> Result<Box<str>, Box<Diagnostic>> {
    let finding = |message: &str| Diagnostic::new(&rules::SYNTAX, Place::Bytes(span.clone()), message);
    match &node.kind {
        Kind::Scalar { text, plain: true } if **text == *"<<" => Err(Box::new(
            finding("the merge key `<<` is not part of YAML 1.2")
                .help("write shared settings once under `defaults`, or repeat the value with an alias: `key: *name`"),
        )),
        Kind::Scalar { text, .. } => Ok(text.clone()),
        Kind::Null => Err(Box::new(finding("a key is empty").help("write the key before the `:`"))),
        Kind::Map(_) if text[..span.start].ends_with('{') => Err(Box::new(trap::template(text, span.start - 1))),
        Kind::List(_) | Kind::Map(_) => {
            Err(Box::new(finding("a key must be a string, not a list or a mapping").help("put the key in quotes")))
        }
    }
}

fn second_document(span: Range<usize>) -> Diagnostic {
    Diagnostic::new(&rules::SYNTAX, Place::Bytes(span), "a second document begins here; a spec is one document")
        .help("remove the `---`, or move what follows to a file of its own")
}

/// A span within the text and on character boundaries, whatever the parser says.
fn boundaries(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    start..text.ceil_char_boundary(span.end.max(start))
}
