//! JSON, for other tools.
//!
//! The schema is stable: members are added, none is renamed or removed. `lakegen graph --help` says what they mean.

use serde_json::{Value, json as object};

use crate::diag::Pointer;

use super::{Edge, Node, Picture};

/// `picture` as a JSON object; `line` knows the line of the spec at which a node is declared, from one.
pub fn json(picture: &Picture, line: impl Fn(&Pointer) -> Option<usize>) -> Value {
    let node = |node: &Node| {
        object!({
            "id": node.id,
            "kind": node.kind.word(),
            "label": node.label,
            "notes": node.notes,
            "alarms": node.alarms,
            "path": node.origin.as_ref().map(ToString::to_string),
            "line": node.origin.as_ref().and_then(&line),
        })
    };
    let id = |index: usize| picture.nodes.get(index).map(|node| node.id.as_str());
    let edge = |edge: &Edge| object!({ "from": id(edge.from), "to": id(edge.to), "flow": edge.flow.word(), "labels": edge.labels });
    object!({
        "lake": picture.name,
        "description": picture.description,
        "nodes": picture.nodes.iter().map(node).collect::<Vec<_>>(),
        "edges": picture.edges.iter().map(edge).collect::<Vec<_>>(),
    })
}
