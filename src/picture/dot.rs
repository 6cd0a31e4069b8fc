//! Graphviz's language.

use std::fmt::Write as _;

use super::{Edge, Flow, Kind, Node, Picture};

/// The text of a digraph, from left to right.
///
/// Source of the syntax: <https://graphviz.org/doc/info/lang.html>.
pub(super) fn print(picture: &Picture) -> String {
    let mut text = format!(
        "// The lake {}, by lakegen\ndigraph {} {{\n  graph [rankdir=LR, fontname=\"Helvetica\", nodesep=0.35, ranksep=0.7];\n  node [fontname=\"Helvetica\", fontsize=11, style=\"filled\", shape=box];\n  edge [fontname=\"Helvetica\", fontsize=9];\n",
        picture.name,
        quoted(&picture.name)
    );
    for node in &picture.nodes {
        let _ = writeln!(text, "  {} [label={}, {}];", quoted(&node.id), label(node), look(node.kind));
    }
    for edge in &picture.edges {
        let (Some(from), Some(to)) = (picture.nodes.get(edge.from), picture.nodes.get(edge.to)) else { continue };
        let _ = writeln!(text, "  {} -> {} [{}];", quoted(&from.id), quoted(&to.id), line(edge));
    }
    text.push_str("}\n");
    text
}

/// A quoted id or label; a backslash means itself, as it does in no label that Graphviz reads unescaped.
fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // An entity is read everywhere.
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn label(node: &Node) -> String {
    let lines = std::iter::once(&node.label).chain(&node.notes).map(|line| escaped(line));
    format!("\"{}\"", lines.collect::<Vec<_>>().join("\\n"))
}

fn line(edge: &Edge) -> String {
    let look = match edge.flow {
        Flow::Data => "color=\"#37474f\"",
        Flow::Control => "color=\"#6a1b9a\", fontcolor=\"#6a1b9a\", style=dashed",
        Flow::Alarm => "color=\"#c62828\", fontcolor=\"#c62828\", style=dotted",
    };
    if edge.labels.is_empty() {
        return look.to_owned();
    }
    let label = edge.labels.iter().map(|label| escaped(label)).collect::<Vec<_>>().join("\\n");
    format!("{look}, label=\"{label}\"")
}

const fn look(kind: Kind) -> &'static str {
    match kind {
        Kind::Source => "shape=cylinder, fillcolor=\"#e8eaf6\"",
        Kind::Event => "shape=cds, fillcolor=\"#e8eaf6\"",
        Kind::Stream => "shape=parallelogram, fillcolor=\"#e8eaf6\"",
        Kind::Location => "shape=folder, fillcolor=\"#e8f5e9\"",
        Kind::Table => "shape=cylinder, fillcolor=\"#e0f2f1\"",
        Kind::Crawler => "style=\"rounded,filled\", fillcolor=\"#fff3e0\"",
        Kind::Job | Kind::Application => "style=\"rounded,filled\", fillcolor=\"#ede7f6\"",
        Kind::Gate => "shape=diamond, fillcolor=\"#fffde7\"",
        Kind::Warehouse => "shape=cylinder, fillcolor=\"#e1f5fe\"",
        Kind::Athena => "style=\"rounded,filled\", fillcolor=\"#e1f5fe\"",
        Kind::Rule => "shape=hexagon, fillcolor=\"#f5f5f5\"",
        Kind::Function | Kind::StateMachine | Kind::Workflow => "shape=component, fillcolor=\"#f5f5f5\"",
        Kind::Queue => "shape=box3d, fillcolor=\"#ffebee\"",
        Kind::Topic => "shape=note, fillcolor=\"#ffebee\"",
    }
}
