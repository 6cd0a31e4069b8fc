//! A node of the graph as the resource blocks that Terraform makes of it.

use std::collections::BTreeSet;

use super::expr::{Translator, in_module};
use super::hcl::{self, Body};
use crate::expr::{AssetPart, Expr, NodeId, Property, Record, Satellite, SatelliteBody, Terraform};
use crate::graph::{Lifetime, Node};

/// Arguments and nested blocks, kept apart: arguments come first.
#[derive(Default)]
struct Content {
    arguments: Vec<(String, hcl::Expr)>,
    blocks: Vec<(&'static str, Content)>,
}

impl Content {
    fn argument(&mut self, name: &str, value: hcl::Expr) {
        self.arguments.push((name.to_owned(), value));
    }

    fn into_body(self) -> Body {
        self.append_to(Body::default())
    }

    fn append_to(self, mut body: Body) -> Body {
        for (name, value) in self.arguments {
            body.attr(name, value);
        }
        for (name, content) in self.blocks {
            body.blank();
            body.block(name, [] as [&str; 0], content.into_body());
        }
        body
    }
}

impl Translator<'_> {
    /// The resource for `node`, and one for each satellite of it.
    pub(super) fn node(self, id: NodeId, node: &Node, file: &mut Body) {
        let mut content = Content::default();
        self.fields(&node.properties, &mut content);
        if let Some(comment) = node.comment {
            file.comment(comment);
        }
        let mut body = Body::default();
        for exception in &node.exceptions {
            // checkov reads this inside the block.
            body.comment(format!("checkov:skip={}: {}", exception.check, exception.reason));
        }
        let mut body = content.append_to(body);
        if node.lifetime == Lifetime::Kept {
            let mut lifecycle = Body::default();
            lifecycle.attr("prevent_destroy", hcl::Expr::Bool(true));
            body.blank().block("lifecycle", [] as [&str; 0], lifecycle);
        }
        let own = node.properties.0.iter().filter(|(property, _)| satellite(property).is_none());
        let mut waits_for = self.barriers(own.map(|(_, value)| value));
        waits_for.extend(node.after.iter().flat_map(|&other| {
            let other = self.graph.node(other);
            [(other.resource.terraform, other.name.label.clone())]
        }));
        depends_on(&mut body, waits_for);
        file.blank().block("resource", [node.resource.terraform, node.name.label.as_str()], body);
        for (property, value) in &node.properties.0 {
            if let Some(satellite) = satellite(property) {
                self.satellites(id, node, satellite, value, file);
            }
        }
    }

    fn satellites(self, owner: NodeId, node: &Node, satellite: &Satellite, value: &Expr, file: &mut Body) {
        for (label, value) in each(node, satellite, value) {
            let mut content = Content::default();
            content.argument(satellite.link, self.attribute(owner, satellite.owner));
            match (satellite.body, value) {
                (SatelliteBody::EachValue(argument), value) => content.argument(argument, self.expr(value)),
                (SatelliteBody::Block(name), Expr::Record(record)) => self.block(name, record, &mut content),
                (_, Expr::Record(record)) => self.fields(record, &mut content),
                (_, other) => content.argument(satellite.link, self.expr(other)),
            }
            let mut body = content.into_body();
            depends_on(&mut body, self.barriers([value].into_iter()));
            file.blank().block("resource", [satellite.resource, label.as_str()], body);
        }
    }

    fn fields(self, Record(fields): &Record, content: &mut Content) {
        for (property, value) in fields {
            match (property.terraform, value) {
                (Terraform::Same, value) => content.argument(property.name, self.argument(property, value)),
                (Terraform::Rename(name), value) => content.argument(name, self.expr(value)),
                (Terraform::Json(name), value) => content.argument(name, self.json(value)),
                (Terraform::Single(name), Expr::List(items)) => {
                    if let Some(only) = items.first() {
                        content.argument(name, self.expr(only));
                    }
                }
                (Terraform::Single(name), value) => content.argument(name, self.expr(value)),
                (Terraform::Listed(name), value) => content.argument(name, hcl::Expr::List(vec![self.expr(value)])),
                (Terraform::Wrap(block, name), value) => {
                    let mut inner = Content::default();
                    inner.argument(name, self.expr(value));
                    content.blocks.push((block, inner));
                }
                (Terraform::Flatten, Expr::Record(record)) => self.fields(record, content),
                (Terraform::Block(name), Expr::Record(record)) => self.block(name, record, content),
                (Terraform::Block(name), Expr::List(items)) => {
                    for item in items {
                        if let Expr::Record(record) = item {
                            self.block(name, record, content);
                        }
                    }
                }
                (Terraform::Flatten | Terraform::Block(_), value) => content.argument(property.name, self.expr(value)),
                (Terraform::Hook(spell, _), value) => {
                    for (name, value) in spell(value) {
                        content.argument(name, self.expr(&value));
                    }
                }
                (Terraform::Code, Expr::Asset(asset, AssetPart::Code)) => {
                    let zip = in_module(&super::expr::zip_path(&self.graph.asset(*asset).name));
                    content.argument("filename", zip.clone());
                    content.argument("source_code_hash", hcl::Expr::Call("filebase64sha256", vec![zip]));
                }
                (Terraform::Outer(_) | Terraform::Code | Terraform::Absent(_) | Terraform::Satellite(_), _) => {}
            }
        }
    }

    fn block(self, name: &'static str, record: &Record, content: &mut Content) {
        for (property, value) in &record.0 {
            if let Terraform::Outer(name) = property.terraform {
                content.argument(name, self.argument(property, value));
            }
        }
        let mut inner = Content::default();
        self.fields(record, &mut inner);
        content.blocks.push((name, inner));
    }

    /// The satellites that whoever refers to their owner has to wait for: a role is of no use before its policies.
    fn barriers<'a>(self, values: impl Iterator<Item = &'a Expr>) -> BTreeSet<(&'static str, String)> {
        let mut found = BTreeSet::new();
        for value in values {
            value.walk(&mut |expr| {
                let Expr::Attribute(id, _) = expr else { return };
                let node = self.graph.node(*id);
                for (property, value) in &node.properties.0 {
                    if let Some(satellite) = satellite(property).filter(|satellite| satellite.barrier) {
                        found.extend(each(node, satellite, value).map(|(label, _)| (satellite.resource, label)));
                    }
                }
            });
        }
        found
    }
}

fn satellite(property: &Property) -> Option<&'static Satellite> {
    match property.terraform {
        Terraform::Satellite(satellite) => Some(satellite),
        _ => None,
    }
}

/// The satellites' labels and values: the owner's label, numbered if there are several.
fn each<'e>(node: &Node, satellite: &Satellite, value: &'e Expr) -> impl Iterator<Item = (String, &'e Expr)> {
    let items = match (satellite.body, value) {
        (SatelliteBody::EachRecord | SatelliteBody::EachValue(_), Expr::List(items)) => items.as_slice(),
        (_, value) => std::slice::from_ref(value),
    };
    let label = node.name.label.clone();
    let several = items.len() > 1;
    items
        .iter()
        .zip(1..)
        .map(move |(item, number)| (if several { format!("{label}_{number}") } else { label.clone() }, item))
}

fn depends_on(body: &mut Body, addresses: BTreeSet<(&'static str, String)>) {
    if !addresses.is_empty() {
        let list = addresses.into_iter().map(|(resource, label)| hcl::Expr::reference(resource, [label])).collect();
        body.blank().attr("depends_on", hcl::Expr::List(list));
    }
}
