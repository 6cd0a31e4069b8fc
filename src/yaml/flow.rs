//! Unquoted commas: in `{ amount: decimal(12,2) }` the comma ends the value, which nobody means.

use crate::diag::{Diagnostic, Place, rules};

use super::MAX_FINDINGS;
use super::tree::{Kind, Member, Node, NodeId};

/// Puts the elements that a comma inside parentheses took apart together again, and reports it.
pub(super) fn rejoin_elements(
    text: &str,
    nodes: &mut Vec<Node>,
    elements: &mut Vec<NodeId>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut rest = std::mem::take(elements).into_iter().peekable();
    while let Some(first) = rest.next() {
        let Some(mut parts) = Parts::open(nodes, first) else {
            elements.push(first);
            continue;
        };
        let mut taken = vec![first];
        while parts.missing > 0
            && let Some(&next) = rest.peek()
            && parts.extend(&nodes[next.0 as usize])
        {
            taken.push(next);
            rest.next();
        }
        match parts.finish(text, nodes, findings) {
            Some(joined) => elements.push(joined),
            None => elements.extend(taken),
        }
    }
}

/// The same for a mapping, where the second half of the value became a key without a value.
pub(super) fn rejoin_members(
    text: &str,
    nodes: &mut Vec<Node>,
    members: &mut Vec<Member>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut rest = std::mem::take(members).into_iter().peekable();
    while let Some(mut first) = rest.next() {
        let Some(mut parts) = Parts::open(nodes, first.value) else {
            members.push(first);
            continue;
        };
        let mut taken = Vec::new();
        while parts.missing > 0
            && let Some(next) = rest.next_if(|next| {
                // A member without a value has the span of its key.
                let value = &nodes[next.value.0 as usize];
                matches!(value.kind, Kind::Null) && value.span == next.key
            })
        {
            parts.add(&next.name, next.key.end);
            taken.push(next);
        }
        match parts.finish(text, nodes, findings) {
            Some(joined) => {
                first.value = joined;
                members.push(first);
            }
            None => {
                members.push(first);
                members.append(&mut taken);
            }
        }
    }
}

/// A value with an open parenthesis, and what follows it.
struct Parts {
    start: usize,
    first_end: usize,
    end: usize,
    missing: i64,
}

impl Parts {
    fn open(nodes: &[Node], id: NodeId) -> Option<Self> {
        let node = &nodes[id.0 as usize];
        let Kind::Scalar { text, plain: true } = &node.kind else { return None };
        let missing = unclosed(text);
        (missing > 0).then_some(Self { start: node.span.start, first_end: node.span.end, end: node.span.end, missing })
    }

    fn extend(&mut self, node: &Node) -> bool {
        let Kind::Scalar { text, plain: true } = &node.kind else { return false };
        self.add(text, node.span.end);
        true
    }

    fn add(&mut self, text: &str, end: usize) {
        self.missing += unclosed(text);
        self.end = end;
    }

    /// The whole value, when all its parentheses closed.
    fn finish(self, text: &str, nodes: &mut Vec<Node>, findings: &mut Vec<Diagnostic>) -> Option<NodeId> {
        if self.missing != 0 || self.end <= self.first_end {
            return None;
        }
        let whole = &text[self.start..self.end];
        let message = format!("the comma ends the value after `{}`", &text[self.start..self.first_end]);
        if findings.len() < MAX_FINDINGS {
            findings.push(
                Diagnostic::new(&rules::SYNTAX, Place::Bytes(self.start..self.end), message)
                    .why("Inside `{ }` and `[ ]` a comma ends an unquoted value, also within parentheses.")
                    .help(format!("put the value in quotes: `\"{whole}\"`")),
            );
        }
        let id = NodeId(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        nodes.push(Node { kind: Kind::Scalar { text: whole.into(), plain: true }, span: self.start..self.end });
        Some(id)
    }
}

/// Opening parentheses minus closing ones.
fn unclosed(text: &str) -> i64 {
    text.bytes().fold(0, |open, byte| open + i64::from(byte == b'(') - i64::from(byte == b')'))
}
