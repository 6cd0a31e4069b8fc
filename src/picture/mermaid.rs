//! Mermaid flowcharts.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Edge, Flow, Kind, Node, Picture};

/// The text of a flowchart, from left to right.
///
/// Source of the syntax: <https://mermaid.js.org/syntax/flowchart.html>.
pub(super) fn print(picture: &Picture) -> String {
    let ids = identifiers(&picture.nodes);
    let mut text = format!("%% The lake {}, by lakegen\nflowchart LR\n", picture.name);
    for (node, id) in picture.nodes.iter().zip(&ids) {
        let (open, close) = shape(node.kind);
        let _ = writeln!(text, "  {id}{open}\"{}\"{close}:::{}", label(node), node.kind.word());
    }
    for edge in &picture.edges {
        let (Some(from), Some(to)) = (ids.get(edge.from), ids.get(edge.to)) else { continue };
        let _ = writeln!(text, "  {from} {} {to}", arrow(edge));
    }
    for kind in picture.kinds() {
        let _ = writeln!(text, "  classDef {} {}", kind.word(), style(kind));
    }
    text
}

/// An identifier for each node, made of its id; words of the language do not occur, for each begins with a kind.
fn identifiers(nodes: &[Node]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let own = |node: &Node| {
        let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let plain: String = node.id.trim_end_matches('/').chars().map(letter).collect();
        let numbered = (2..).map(|number| format!("{plain}_{number}"));
        let free = std::iter::once(plain.clone()).chain(numbered).find(|id| taken.insert(id.clone()));
        free.unwrap_or(plain)
    };
    nodes.iter().map(own).collect()
}

fn label(node: &Node) -> String {
    let notes = node.notes.iter().map(|note| format!("<br/><small>{}</small>", escaped(note)));
    std::iter::once(escaped(&node.label)).chain(notes).collect()
}

/// A text between quotes: what means something to Mermaid or to HTML is written as an entity, and so is a first character
/// that could begin a list of Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            c if c.is_alphabetic() || (at > 0 && (c.is_numeric() || " -.,:/()=+_*?%".contains(c))) => out.push(c),
            c if c.is_control() => out.push(' '),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}

fn arrow(edge: &Edge) -> String {
    let label = edge.labels.iter().map(|label| escaped(label)).collect::<Vec<_>>().join("<br/>");
    let line = match edge.flow {
        Flow::Data => "-->",
        Flow::Control => "-.->",
        Flow::Alarm => "-.-x",
    };
    if label.is_empty() { line.to_owned() } else { format!("{line}|\"{label}\"|") }
}

/// What stands around a label.
const fn shape(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Source | Kind::Location | Kind::Table | Kind::Warehouse => ("[(", ")]"),
        Kind::Stream => ("[/", "/]"),
        Kind::Event | Kind::Topic => ("([", "])"),
        Kind::Gate => ("{", "}"),
        Kind::Rule => ("{{", "}}"),
        Kind::Queue => ("[[", "]]"),
        Kind::Crawler | Kind::Job | Kind::Application | Kind::Athena => ("(", ")"),
        Kind::Function | Kind::StateMachine | Kind::Workflow => ("[", "]"),
    }
}

/// Fill and outline: the same colours on light and dark pages, with dark words.
const fn style(kind: Kind) -> &'static str {
    match kind {
        Kind::Source | Kind::Event | Kind::Stream => "fill:#e8eaf6,stroke:#5c6bc0,color:#1a237e",
        Kind::Location => "fill:#e8f5e9,stroke:#43a047,color:#1b5e20",
        Kind::Table => "fill:#e0f2f1,stroke:#00897b,color:#004d40",
        Kind::Crawler => "fill:#fff3e0,stroke:#fb8c00,color:#6d3600",
        Kind::Job | Kind::Application => "fill:#ede7f6,stroke:#7e57c2,color:#311b92",
        Kind::Gate => "fill:#fffde7,stroke:#f9a825,color:#5d4000",
        Kind::Warehouse | Kind::Athena => "fill:#e1f5fe,stroke:#039be5,color:#01426a",
        Kind::Rule | Kind::Function | Kind::StateMachine | Kind::Workflow => {
            "fill:#f5f5f5,stroke:#757575,color:#212121"
        }
        Kind::Queue | Kind::Topic => "fill:#ffebee,stroke:#e53935,color:#7f1010",
    }
}
