//! The value tree: nodes in an arena, each with the bytes it came from.

use std::ops::{Deref, Range};

use crate::diag::{Pointer, Step};

/// Index of a node in its [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(pub u32);

/// All nodes of a document. An alias is a second use of the same node.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    pub root: NodeId,
}

/// One value.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub span: Range<usize>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// Text; `plain` when it stands without quotes and may thus be a number or a boolean.
    Scalar {
        text: Box<str>,
        plain: bool,
    },
    List(Vec<NodeId>),
    Map(Members),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub name: Box<str>,
    pub key: Range<usize>,
    pub value: NodeId,
}

/// The members of a mapping in the order of the text, found by name without reading them all.
#[derive(Clone, Debug)]
pub(super) struct Members {
    listed: Vec<Member>,
    /// Positions in `listed`, in order of the names.
    by_name: Vec<u32>,
}

impl From<Vec<Member>> for Members {
    /// No two of them have one name.
    fn from(listed: Vec<Member>) -> Self {
        let mut by_name: Vec<u32> = (0..).take(listed.len()).collect();
        by_name.sort_unstable_by(|a, b| listed[*a as usize].name.cmp(&listed[*b as usize].name));
        Self { listed, by_name }
    }
}

impl Deref for Members {
    type Target = [Member];

    fn deref(&self) -> &[Member] {
        &self.listed
    }
}

impl Members {
    /// Where the member `name` is.
    pub fn position(&self, name: &str) -> Option<usize> {
        let found = self.by_name.binary_search_by(|position| (*self.listed[*position as usize].name).cmp(name)).ok()?;
        self.by_name.get(found).map(|position| *position as usize)
    }
}

impl Tree {
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The member or element at `position`.
    pub fn child(&self, id: NodeId, position: usize) -> Option<NodeId> {
        match &self.node(id).kind {
            Kind::List(elements) => elements.get(position).copied(),
            Kind::Map(members) => members.get(position).map(|member| member.value),
            Kind::Null | Kind::Scalar { .. } => None,
        }
    }

    /// Where `step` leads from `id`, as a position for [`Tree::child`].
    pub fn position(&self, id: NodeId, step: &Step) -> Option<usize> {
        match (&self.node(id).kind, step) {
            (Kind::Map(members), Step::Key(name)) => members.position(name),
            (Kind::List(elements), Step::Index(index)) => (*index < elements.len()).then_some(*index),
            _ => None,
        }
    }

    /// The node that `pointer` leads to.
    pub fn find(&self, pointer: &Pointer) -> Option<NodeId> {
        pointer.steps().iter().try_fold(self.root, |id, step| self.child(id, self.position(id, step)?))
    }

    /// The pointer that follows `positions` from the root.
    pub fn pointer(&self, positions: &[usize]) -> Pointer {
        let mut id = self.root;
        let mut steps = Vec::with_capacity(positions.len());
        for &position in positions {
            steps.push(match &self.node(id).kind {
                Kind::Map(members) if position < members.len() => Step::Key(members[position].name.to_string()),
                _ => Step::Index(position),
            });
            let Some(next) = self.child(id, position) else { break };
            id = next;
        }
        steps.into_iter().collect()
    }

    /// The bytes of the key at the end of `pointer`; `None` at the root and for elements of lists.
    pub fn key_span(&self, pointer: &Pointer) -> Option<Range<usize>> {
        let (Kind::Map(members), Some(Step::Key(name))) =
            (&self.node(self.find(&pointer.parent()?)?).kind, pointer.steps().last())
        else {
            return None;
        };
        members.position(name).map(|position| members[position].key.clone())
    }
}

/// What a plain scalar means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Plain {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Text,
}

/// Resolves a plain scalar by the core schema of YAML 1.2.
///
/// Source: <https://yaml.org/spec/1.2.2/#103-core-schema>. Two departures: a whole number with a leading zero is text,
/// because account ids and codes are written that way, and so is a number too large to be one.
pub(super) fn resolve(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Null,
        "true" | "True" | "TRUE" => return Plain::Bool(true),
        "false" | "False" | "FALSE" => return Plain::Bool(false),
        ".nan" | ".NaN" | ".NAN" => return Plain::Float(f64::NAN),
        _ => {}
    }
    let (negative, digits) = match text.as_bytes()[0] {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if matches!(digits, ".inf" | ".Inf" | ".INF") {
        return Plain::Float(if negative { f64::NEG_INFINITY } else { f64::INFINITY });
    }
    let radix = match digits.get(..2) {
        Some("0x") if digits.len() == text.len() => 16,
        Some("0o") if digits.len() == text.len() => 8,
        _ => 10,
    };
    let body = if radix == 10 { digits } else { &digits[2..] };
    if body.is_empty() || (radix == 10 && !is_number(body)) {
        return Plain::Text;
    }
    if body.chars().all(|digit| digit.is_digit(radix)) {
        let value = u64::from_str_radix(body, radix);
        match (value, negative) {
            (Ok(value), false) => return Plain::Unsigned(value),
            (Ok(value), true) if value <= i64::MIN.unsigned_abs() => {
                return Plain::Signed(0i64.wrapping_sub_unsigned(value));
            }
            _ if radix != 10 => return Plain::Text,
            _ => {}
        }
    } else if radix != 10 {
        return Plain::Text;
    }
    match body.parse::<f64>() {
        Ok(value) if value.is_finite() => Plain::Float(if negative { -value } else { value }),
        _ => Plain::Text,
    }
}

/// `[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?` or the same from the dot on; no whole number with a leading zero.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    if whole > 1 && whole == text.len() && text.starts_with('0') {
        return false;
    }
    let mut rest = &text[whole..];
    let mut fraction = 0;
    if let Some(after) = rest.strip_prefix('.') {
        fraction = digits(after);
        rest = &after[fraction..];
    }
    if whole + fraction == 0 {
        return false;
    }
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else { return rest.is_empty() };
    let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    !exponent.is_empty() && digits(exponent) == exponent.len()
}
