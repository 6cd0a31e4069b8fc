//! A picture under construction: nodes are made when they are first met, edges once.

use std::collections::HashMap;

use crate::diag::Pointer;

use super::{Edge, Flow, Kind, Node};

/// The nodes and edges so far.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    by_id: HashMap<String, usize>,
    by_ends: HashMap<(usize, usize, Flow), usize>,
}

impl Canvas {
    /// The node of this kind and name, new if it is not there.
    pub(super) fn node(&mut self, kind: Kind, name: &str) -> usize {
        let id = format!("{}:{name}", kind.word());
        if let Some(known) = self.by_id.get(&id) {
            return *known;
        }
        let index = self.nodes.len();
        self.by_id.insert(id.clone(), index);
        let (notes, alarms) = (Vec::new(), Vec::new());
        self.nodes.push(Node { id, kind, label: name.to_owned(), notes, alarms, origin: None });
        index
    }

    /// [`Self::node`] for what the spec declares at `origin`.
    pub(super) fn declared(&mut self, kind: Kind, name: &str, origin: &Pointer) -> usize {
        let index = self.node(kind, name);
        if let Some(node) = self.nodes.get_mut(index) {
            node.origin = Some(origin.clone());
        }
        index
    }

    /// Says something about a node, once.
    pub(super) fn note(&mut self, node: usize, note: impl Into<String>) {
        if let Some(node) = self.nodes.get_mut(node) {
            add(&mut node.notes, note.into());
        }
    }

    /// Says that people are told when `alarm` is true of a node.
    pub(super) fn alarm(&mut self, node: usize, alarm: impl Into<String>) {
        if let Some(node) = self.nodes.get_mut(node) {
            add(&mut node.alarms, alarm.into());
        }
    }

    /// Draws an edge, or says more about the one that is there.
    pub(super) fn edge(&mut self, from: usize, to: usize, flow: Flow, label: &str) {
        let next = self.edges.len();
        let index = *self.by_ends.entry((from, to, flow)).or_insert(next);
        if index == next {
            self.edges.push(Edge { from, to, flow, labels: Vec::new() });
        }
        if let Some(edge) = self.edges.get_mut(index).filter(|_| !label.is_empty()) {
            add(&mut edge.labels, label.to_owned());
        }
    }

    /// What a node is called.
    pub(super) fn label(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |node| &node.label)
    }

    /// Whether a node is of this kind.
    pub(super) fn is(&self, node: usize, kind: Kind) -> bool {
        self.nodes.get(node).is_some_and(|node| node.kind == kind)
    }

    /// The nodes of the tables in a database.
    pub(super) fn tables_of(&self, database: &str) -> Vec<usize> {
        let is_in = |label: &str| label.split_once('.').is_some_and(|(own, _)| own == database);
        let found = self.nodes.iter().enumerate().filter(|(_, node)| node.kind == Kind::Table && is_in(&node.label));
        found.map(|(index, _)| index).collect()
    }

    /// The nodes and edges.
    pub(super) fn finish(self) -> (Vec<Node>, Vec<Edge>) {
        (self.nodes, self.edges)
    }
}

fn add(texts: &mut Vec<String>, text: String) {
    if !texts.contains(&text) {
        texts.push(text);
    }
}
