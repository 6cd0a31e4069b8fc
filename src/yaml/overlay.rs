//! Changes to a document that leave its text alone: every value keeps the place where it is written.

use std::collections::HashMap;
use std::ops::Range;

use crate::diag::{Diagnostic, Place, Pointer, rules, suggest_only};

use super::Document;
use super::tree::{Kind, Member, Node, NodeId, Plain, Tree, resolve};

/// One name on the way to a value, and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The key.
    pub name: String,
    /// The bytes of the source that say so.
    pub span: Range<usize>,
}

/// What is put somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// The value that stands there.
    Node(Pointer),
    /// A text, as if it were written at these bytes.
    Text(String, Range<usize>),
}

impl Document {
    /// Lays the mapping at `over` over the root: mappings merge, lists and scalars replace, a written `null` removes.
    ///
    /// What is to be removed and is not there is reported.
    pub fn lay_over(&mut self, over: &Pointer) -> Vec<Diagnostic> {
        self.change(|changes, root| {
            let Some(over) = changes.tree.find(over) else { return Some(root) };
            changes.merge(root, over)
        })
    }

    /// Puts each value where its way leads, in place of what is there; a written `null` takes that away. A way into what
    /// another one puts is followed after it.
    ///
    /// Mappings on the way that do not exist are made. What cannot be gone through, what is put twice, and what is to be
    /// removed and is not there, is reported.
    pub fn put(&mut self, values: impl IntoIterator<Item = (Vec<Part>, Put)>) -> Vec<Diagnostic> {
        self.change(|changes, root| {
            let mut all = Puts::default();
            for (way, put) in values {
                changes.plan(&mut all, way, put);
            }
            changes.put(Some(root), &all)
        })
    }

    fn change(&mut self, change: impl FnOnce(&mut Changes<'_>, NodeId) -> Option<NodeId>) -> Vec<Diagnostic> {
        let (root, source) = (self.tree.root, self.source.as_str());
        let mut changes = Changes { tree: &mut self.tree, source, findings: Vec::new() };
        let changed = change(&mut changes, root);
        let findings = changes.findings;
        self.tree.root = changed.unwrap_or(root);
        findings
    }
}

/// What is put at and below a node.
#[derive(Default)]
struct Puts {
    value: Option<NodeId>,
    below: Vec<(Part, Self)>,
    /// Positions in `below`, by name.
    by_name: HashMap<String, usize>,
}

impl Puts {
    fn at(&mut self, part: Part) -> &mut Self {
        let position = *self.by_name.entry(part.name.clone()).or_insert(self.below.len());
        if position == self.below.len() {
            self.below.push((part, Self::default()));
        }
        &mut self.below[position].1
    }
}

/// New nodes beside the old ones, which aliases may use elsewhere.
struct Changes<'d> {
    tree: &'d mut Tree,
    source: &'d str,
    findings: Vec<Diagnostic>,
}

impl Changes<'_> {
    /// `base` with `over` laid over it; `None` if it is to go.
    fn merge(&mut self, base: NodeId, over: NodeId) -> Option<NodeId> {
        let members = match (&self.tree.node(base).kind, &self.tree.node(over).kind) {
            (_, Kind::Null) if self.removes(over) => return None,
            (Kind::Map(_), Kind::Null) => return Some(base),
            (Kind::Map(_), Kind::Map(members)) => members.to_vec(),
            (Kind::Null | Kind::Scalar { .. } | Kind::List(_), _)
            | (Kind::Map(_), Kind::Scalar { .. } | Kind::List(_)) => return Some(over),
        };
        let mut merged = self.slots(Some(base));
        for member in members {
            match self.position(Some(base), &member.name) {
                Some(known) => {
                    let before = merged[known].as_ref().map_or(member.value, |before| before.value);
                    let value = self.merge(before, member.value);
                    Self::fill(&mut merged[known], value, member);
                }
                None if self.removes(member.value) => {
                    self.nothing_there(Some(base), &Part { name: member.name.into(), span: member.key });
                }
                None => merged.push(Some(member)),
            }
        }
        Some(self.map(merged, self.tree.node(base).span.clone()))
    }

    /// Notes that `put` is wanted where `way` leads.
    fn plan(&mut self, all: &mut Puts, way: Vec<Part>, put: Put) {
        let value = match put {
            Put::Node(pointer) => self.tree.find(&pointer),
            Put::Text(text, span) => Some(self.push(Kind::Scalar { text: text.into(), plain: false }, span)),
        };
        let last = way.last().map(|part| part.span.clone());
        let target = way.into_iter().fold(all, Puts::at);
        if let (Some(span), true) = (last, target.value.is_some()) {
            let finding = Diagnostic::new(&rules::UNKNOWN_OR_DUPLICATE_KEY, Place::Bytes(span), "this is set twice");
            self.findings.push(finding);
        }
        target.value = value;
    }

    /// `base` with all that is put there; `None` if it is to go.
    fn put(&mut self, base: Option<NodeId>, puts: &Puts) -> Option<NodeId> {
        let base = puts.value.map_or(base, |value| (!self.removes(value)).then_some(value));
        let what = match base.map(|base| &self.tree.node(base).kind) {
            _ if puts.below.is_empty() => return base,
            Some(Kind::List(_)) => Some("a list, which is set as a whole"),
            Some(Kind::Scalar { .. }) => Some("a single value"),
            None | Some(Kind::Null | Kind::Map(_)) => None,
        };
        if let Some(what) = what {
            puts.below.iter().for_each(|(part, _)| self.no_way(part, what));
            return base;
        }
        let mut members = self.slots(base);
        for (part, inner) in &puts.below {
            let known = self.position(base, &part.name);
            if known.is_none() && inner.below.is_empty() && inner.value.is_some_and(|value| self.removes(value)) {
                self.nothing_there(base, part);
                continue;
            }
            let before = known.and_then(|known| members[known].as_ref());
            let key = before.filter(|_| inner.value.is_none()).map_or(&part.span, |before| &before.key).clone();
            let value = self.put(before.map(|before| before.value), inner);
            let member = value.map(|value| Member { name: part.name.as_str().into(), key, value });
            match known {
                Some(known) => members[known] = member,
                None => members.push(member),
            }
        }
        let span = match (base, puts.below.first()) {
            (None, Some((part, _))) => part.span.clone(),
            (base, _) => self.tree.node(base.unwrap_or(self.tree.root)).span.clone(),
        };
        Some(self.map(members, span))
    }

    /// What becomes of a member over which `over` was laid, with this result: where all of it is new, so is its key.
    fn fill(slot: &mut Option<Member>, value: Option<NodeId>, over: Member) {
        match (value, slot.as_mut()) {
            (None, _) => *slot = None,
            (Some(value), Some(member)) if value != over.value => member.value = value,
            (Some(_), _) => *slot = Some(over),
        }
    }

    /// Whether `null` or `~` stands there. An empty value does not count: in a spec it is an empty mapping.
    fn removes(&self, node: NodeId) -> bool {
        let node = self.tree.node(node);
        let written = self.source.get(node.span.clone()).unwrap_or_default();
        matches!(node.kind, Kind::Null) && !written.is_empty() && resolve(written) == Plain::Null
    }

    /// The members of a mapping, to be changed.
    fn slots(&self, node: Option<NodeId>) -> Vec<Option<Member>> {
        match node.map(|node| &self.tree.node(node).kind) {
            Some(Kind::Map(members)) => members.iter().cloned().map(Some).collect(),
            _ => Vec::new(),
        }
    }

    fn position(&self, node: Option<NodeId>, name: &str) -> Option<usize> {
        match &self.tree.node(node?).kind {
            Kind::Map(members) => members.position(name),
            Kind::Null | Kind::Scalar { .. } | Kind::List(_) => None,
        }
    }

    fn no_way(&mut self, part: &Part, what: &str) {
        let message = format!("there is no `{}` here: what should hold it is {what}", part.name);
        let finding = Diagnostic::new(&rules::WRONG_TYPE, Place::Bytes(part.span.clone()), message);
        self.findings.push(finding.help("end the path before it, and write the whole value that should stand there"));
    }

    fn nothing_there(&mut self, base: Option<NodeId>, part: &Part) {
        let message = format!("there is no `{}` that could be removed", part.name);
        let finding = Diagnostic::new(&rules::UNKNOWN_REFERENCE, Place::Bytes(part.span.clone()), message);
        let members = self.slots(base);
        let near = suggest_only(&part.name, members.iter().flatten().map(|member| &*member.name));
        self.findings.push(match near {
            Some(near) => finding.instead(&part.name, near).help(format!("did you mean `{near}`?")),
            None => finding.help("take the line out: `null` removes what the spec says elsewhere"),
        });
    }

    fn map(&mut self, members: Vec<Option<Member>>, span: Range<usize>) -> NodeId {
        let members: Vec<Member> = members.into_iter().flatten().collect();
        self.push(Kind::Map(members.into()), span)
    }

    fn push(&mut self, kind: Kind, span: Range<usize>) -> NodeId {
        // A change adds fewer nodes than the text has bytes, and those are limited.
        let id = NodeId(u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX));
        self.tree.nodes.push(Node { kind, span });
        id
    }
}
