//! A block's content against the provider's schema.

use std::collections::BTreeMap;

use hcl_edit::structure::{Block as Written, Body};

use super::arn;
use super::kind::{Context, misfit};
use super::schema::{Block, Kind};
use crate::finding::Report;

/// Arguments that Terraform itself reads in a resource or data block.
const META_ATTRIBUTES: [&str; 4] = ["count", "for_each", "provider", "depends_on"];
const META_BLOCKS: [&str; 3] = ["lifecycle", "provisioner", "connection"];

/// Judges the body of a resource, data source or provider.
pub fn check(body: &Body, schema: &Block, meta: bool, context: Context<'_>, report: &mut Report) {
    Checker { context, report }.body(body, schema, "", meta);
}

struct Checker<'a> {
    context: Context<'a>,
    report: &'a mut Report,
}

impl Checker<'_> {
    fn add(&mut self, path: &str, message: impl Into<String>) {
        self.report.add(&self.context.item.address, path, message);
    }

    fn body(&mut self, body: &Body, schema: &Block, path: &str, meta: bool) {
        let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        for attribute in body.attributes() {
            let name = attribute.key.as_str();
            let path = at(name);
            match schema.attributes.get(name) {
                _ if meta && META_ATTRIBUTES.contains(&name) => {}
                None if schema.blocks.contains_key(name) => self.add(&path, "this is a block, not an attribute"),
                None => self.add(&path, "there is no such attribute"),
                Some(known) if known.read_only => self.add(&path, "the attribute is read-only: the provider sets it"),
                Some(known) if known.deprecated => self.add(&path, "the attribute is deprecated"),
                Some(known) => {
                    let fault = misfit(&attribute.value, &known.kind, self.context)
                        .or_else(|| arn::mismatch(self.context.item.kind(), name, &attribute.value));
                    if let Some(fault) = fault {
                        self.add(&path, fault);
                    }
                }
            }
        }
        let counts = self.blocks(body, schema, path, meta);
        for (name, known) in &schema.attributes {
            if known.required && !body.has_attribute(name) && !counts.contains_key(name.as_str()) {
                self.add(&at(name), "the attribute is required");
            }
        }
        for (name, known) in &schema.blocks {
            let (written, dynamic) = counts.get(name.as_str()).copied().unwrap_or_default();
            if written < known.min && !dynamic {
                self.add(&at(name), format!("{written} blocks, at least {} wanted", known.min));
            }
            if known.max > 0 && written > known.max {
                self.add(&at(name), format!("{written} blocks, at most {} allowed", known.max));
            }
        }
    }

    /// Judges the nested blocks; answers how many of each name there are, and whether a `dynamic` makes more.
    fn blocks<'b>(&mut self, body: &'b Body, schema: &Block, path: &str, meta: bool) -> BTreeMap<&'b str, (u64, bool)> {
        let mut counts: BTreeMap<&str, (u64, bool)> = BTreeMap::new();
        for block in body.blocks() {
            let dynamic = block.ident.as_str() == "dynamic";
            let (name, content) = match dynamic {
                true => (block.labels.first().map_or("", |label| label.as_str()), self.content(block, path)),
                false => (block.ident.as_str(), Some(&block.body)),
            };
            let count = counts.entry(name).or_default();
            *count = (count.0 + u64::from(!dynamic), count.1 || dynamic);
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            if meta && META_BLOCKS.contains(&name) {
                if name == "lifecycle" {
                    self.lifecycle(
                        &block.body,
                        &schema.attributes.keys().chain(schema.blocks.keys()).collect::<Vec<_>>(),
                    );
                }
                continue;
            }
            if !dynamic && block.is_labeled() {
                self.add(&path, "a nested block has no labels");
            }
            match (schema.blocks.get(name), schema.attributes.get(name)) {
                (Some(nested), _) if nested.deprecated => self.add(&path, "the block is deprecated"),
                (Some(nested), _) => {
                    if let Some(content) = content {
                        self.body(content, &nested.block, &path, false);
                    }
                }
                // An attribute that is a list of objects may be written as blocks ("attributes as blocks").
                (None, Some(known)) if matches!(&known.kind, Kind::List(inner) if matches!(**inner, Kind::Object(_))) =>
                    {}
                (None, Some(_)) => self.add(&path, "this is an attribute, not a block"),
                (None, None) => self.add(&path, "there is no such block"),
            }
        }
        counts
    }

    fn content<'b>(&mut self, dynamic: &'b Written, path: &str) -> Option<&'b Body> {
        let content = dynamic.body.get_blocks("content").next();
        if content.is_none() || !dynamic.body.has_attribute("for_each") {
            self.add(path, "a dynamic block needs for_each and content");
        }
        content.map(|content| &content.body)
    }

    fn lifecycle(&mut self, body: &Body, names: &[&String]) {
        for attribute in body.attributes() {
            let name = attribute.key.as_str();
            let path = format!("lifecycle.{name}");
            match name {
                "create_before_destroy" | "prevent_destroy" if attribute.value.as_bool().is_none() => {
                    self.add(&path, "Terraform wants a literal boolean here");
                }
                "ignore_changes" => {
                    for ignored in attribute.value.as_array().into_iter().flat_map(|array| array.iter()) {
                        let text = ignored.to_string();
                        let root = text.trim().split(['.', '[']).next().unwrap_or_default();
                        if !names.iter().any(|known| *known == root) {
                            self.add(&path, format!("there is no attribute {root}"));
                        }
                    }
                }
                "create_before_destroy" | "prevent_destroy" | "replace_triggered_by" => {}
                _ => self.add(&path, "lifecycle has no such argument"),
            }
        }
        for block in body.blocks() {
            let name = block.ident.as_str();
            if !matches!(name, "precondition" | "postcondition") {
                self.add(&format!("lifecycle.{name}"), "lifecycle has no such block");
            }
        }
    }
}
