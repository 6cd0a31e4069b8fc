//! The spec as its readers know it: every key with what it takes and means, told by the JSON Schema.
//!
//! [`Reference::page`] is `docs/spec.md`; [`Reference::entry`] is what `lakegen explain crawlers.targets` prints.

mod node;
mod page;

use std::collections::HashMap;

use serde_json::Value;

use crate::diag::suggest;

use node::Node;

/// Every key of the spec.
#[derive(Debug)]
pub struct Reference {
    schema: Value,
}

/// A path that leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKey {
    /// How far the path goes; empty for the spec itself.
    pub below: String,
    /// The key that is not there.
    pub key: String,
    /// The one that was probably meant.
    pub near: Option<String>,
    /// The keys that are there.
    pub known: Vec<String>,
}

/// A mapping that has keys, and where it is first found.
struct Section<'a> {
    path: String,
    node: Node<'a>,
}

impl Reference {
    /// The reference of what `schema` describes: the JSON Schema of the spec ([`crate::spec::json_schema`]).
    pub fn new(schema: Value) -> Self {
        Self { schema }
    }

    fn root(&self) -> Node<'_> {
        Node::new(&self.schema, &self.schema)
    }

    /// All of it, as one page of Markdown.
    pub fn page(&self) -> String {
        page::page(&self.sections(), &self.root())
    }

    /// What is said of one key and of the keys below it, as Markdown.
    ///
    /// `path` goes from the top of the spec, as in `jobs.trigger.retry_policy`. Names that the spec chooses may be left
    /// out or stand as they are: `jobs.clean_orders.trigger` and `jobs.*.trigger` are `jobs.trigger`.
    ///
    /// # Errors
    /// There is no such key.
    pub fn entry(&self, path: &str) -> Result<String, UnknownKey> {
        let mut found = String::new();
        let mut node = self.root();
        let mut words = path.split('.').map(|word| word.split('[').next().unwrap_or(word)).peekable();
        while let Some(word) = words.next() {
            if let Some(member) = node.member(word) {
                found.push_str(if found.is_empty() { "" } else { "." });
                found.push_str(word);
                found.push_str(member.node.below());
                node = member.node;
                continue;
            }
            let known: Vec<_> = node.members().into_iter().map(|member| member.key.to_owned()).collect();
            let near = suggest(word, known.iter().map(String::as_str)).map(str::to_owned);
            // A name that the spec chose stands before a key, or ends the path.
            let is_name = words.peek().map_or(near.is_none(), |next| node.member(next).is_some());
            if !(node.is_keyed() && is_name) {
                return Err(UnknownKey { below: found, key: word.to_owned(), near, known });
            }
        }
        Ok(page::entry(&found, node))
    }

    /// Every mapping that has keys, where it is first found, from the top down.
    fn sections(&self) -> Vec<Section<'_>> {
        let mut sections = Vec::new();
        let mut seen = HashMap::new();
        collect("", self.root(), &mut sections, &mut seen);
        sections
    }
}

/// Adds the mappings at and below `node`, unless they are there.
fn collect<'a>(path: &str, node: Node<'a>, sections: &mut Vec<Section<'a>>, seen: &mut HashMap<*const Value, ()>) {
    let Some(mapping) = node.mapping() else { return };
    if seen.insert(mapping.address(), ()).is_some() {
        return;
    }
    sections.push(Section { path: path.to_owned(), node });
    for member in node.members() {
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}{}{}", member.key, member.node.below());
        collect(&path, member.node, sections, seen);
    }
}
