//! The reference as Markdown.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

use serde_json::Value;

use super::Section;
use super::node::{Member, Node};

/// Where each mapping is told about.
type Places<'a> = HashMap<*const Value, &'a str>;

/// The whole page: `sections` in order, and what the kinds of text look like.
pub(super) fn page(sections: &[Section<'_>], root: &Node<'_>) -> String {
    let places: Places<'_> = sections
        .iter()
        .filter_map(|section| Some((section.node.mapping()?.address(), section.path.as_str())))
        .collect();
    let mut kinds = BTreeMap::new();
    let mut out = String::from("# The spec\n\n");
    let _ = writeln!(out, "{}\n", root.description());
    out.push_str(
        "Each key below stands at its path: `*` is a name that you choose, `[]` an item of a list. `lakegen explain PATH` \
         prints the same, `lakegen explain jobs.trigger` for example.\n\n",
    );
    for (n, section) in sections.iter().enumerate() {
        if n > 0 {
            let level = if heading(&section.path).contains(['.', '[']) { "###" } else { "##" };
            let _ = writeln!(out, "{level} `{}`\n", heading(&section.path));
            about(&mut out, section.node);
        }
        for member in section.node.members() {
            listed(&mut out, &member, Some((&section.path, &places)));
            kinds_of_text(member.node, &mut kinds);
        }
        out.push('\n');
    }
    out.push_str("## Kinds of text\n\n");
    for (name, node) in kinds {
        let _ = writeln!(out, "### {name}\n\n{}\n", node.description());
        examples(&mut out, node.examples(), "");
        out.push('\n');
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

/// What is said of one key: itself, its words, and its keys.
pub(super) fn entry(path: &str, node: Node<'_>) -> String {
    let mut out = format!("# `{path}`\n\n*{}*{}\n\n", node.kind(), default(node));
    about(&mut out, node);
    words(&mut out, node, "");
    examples(&mut out, node.examples(), "");
    let members = node.members();
    if !members.is_empty() {
        out.push_str("\nKeys:\n\n");
    }
    for member in &members {
        listed(&mut out, member, None);
    }
    out.replace("\n\n\n", "\n\n")
}

/// The heading of a section: its path, without the names of what stands at the top (`crawlers` for `crawlers.*`).
fn heading(path: &str) -> &str {
    let top = path.trim_end_matches(".*").trim_end_matches("[]");
    if top.contains('.') { path } else { top }
}

/// What is said of a mapping here, and wherever it stands.
fn about(out: &mut String, node: Node<'_>) {
    let texts = [Some(node.description()), node.general_description(), node.mapping().map(Node::description)];
    let mut said = HashSet::new();
    for text in texts.into_iter().flatten().filter(|text| !text.is_empty() && said.insert(*text)) {
        let _ = writeln!(out, "{text}\n");
    }
}

/// A key as an item of a list; on the page, with a link to where its own keys are.
fn listed(out: &mut String, member: &Member<'_>, page: Option<(&str, &Places<'_>)>) {
    let node = member.node;
    let kind = node.kind();
    let place = page.and_then(|(here, places)| {
        let place = *places.get(&node.mapping()?.address())?;
        (place != here).then_some(place)
    });
    let kind = match place {
        Some(place) => format!("[{kind}](#{})", anchor(heading(place))),
        None if page.is_some() && is_kind_of_text(node) => format!("[{kind}](#{})", anchor(&kind)),
        None => kind,
    };
    let needed = if member.is_required { ", needed" } else { "" };
    let text = node.description().replace("\n\n", "\n\n  ");
    let _ = writeln!(out, "- **`{}`** *{kind}{needed}*{}: {text}", member.key, default(node));
    words(out, node, "  ");
    examples(out, node.own_examples(), "  ");
}

/// Says what is taken where nothing is said.
fn default(node: Node<'_>) -> String {
    node.default().map_or_else(String::new, |value| format!(", `{}` when left out", plain(value)))
}

fn words(out: &mut String, node: Node<'_>, indentation: &str) {
    let words = node.words();
    let (told, bare): (Vec<_>, Vec<_>) = words.into_iter().partition(|word| word.meaning.is_some());
    for word in told {
        let _ = writeln!(out, "{indentation}- `{}`: {}", plain(word.word), word.meaning.unwrap_or_default());
    }
    if !bare.is_empty() {
        let mut bare: Vec<_> = bare.iter().map(|word| format!("`{}`", plain(word.word))).collect();
        // A version may be written as text or as a number.
        let mut seen = HashSet::new();
        bare.retain(|word| seen.insert(word.clone()));
        let _ = writeln!(out, "{indentation}- {}", bare.join(", "));
    }
}

fn examples(out: &mut String, examples: &[Value], indentation: &str) {
    let shown: Vec<_> = examples.iter().map(|value| format!("`{}`", plain(value))).collect();
    if !shown.is_empty() {
        let _ = writeln!(out, "\n{indentation}Example{}: {}", if shown.len() > 1 { "s" } else { "" }, shown.join(", "));
    }
}

/// A value as it may stand in a spec.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether `node` is text of a kind that has a name.
fn is_kind_of_text(node: Node<'_>) -> bool {
    node.definition().is_some_and(|(name, _)| name == node.kind())
}

fn kinds_of_text<'a>(node: Node<'a>, kinds: &mut BTreeMap<&'a str, Node<'a>>) {
    if let Some((name, definition)) = node.definition()
        && is_kind_of_text(node)
    {
        kinds.insert(name, definition);
    }
}

/// What GitHub makes of a heading.
fn anchor(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect::<String>().to_lowercase()
}
