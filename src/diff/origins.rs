//! Which part of the spec asks for the resource at an address.

use std::collections::HashMap;

use crate::diag::Pointer;
use crate::expr::{Expr, SatelliteBody, Terraform};
use crate::graph::{AssetKind, Graph, Node};

/// The origins of one lake's resources, by address in either language.
#[derive(Debug, Default)]
pub struct Origins(HashMap<String, Pointer>);

impl Origins {
    /// Those of `graph`.
    pub fn of(graph: &Graph) -> Self {
        let mut origins = HashMap::new();
        for (_, node) in graph.nodes() {
            for address in addresses(node) {
                origins.insert(address, node.origin.clone());
            }
            for (_, value) in &node.properties.0 {
                value.walk(&mut |expr| {
                    let Expr::Asset(id, _) = expr else { return };
                    let asset = graph.asset(*id);
                    if asset.kind != AssetKind::Function {
                        origins.entry(format!("aws_s3_object.{}", asset.name)).or_insert_with(|| node.origin.clone());
                    }
                });
            }
        }
        Self(origins)
    }

    /// The part of the spec behind the resource at `address`, if the lake has one there.
    pub fn find(&self, address: &str) -> Option<&Pointer> {
        self.0.get(address)
    }
}

/// Every address that a node has: its own in both languages, and those of the parts that Terraform makes resources of.
fn addresses(node: &Node) -> Vec<String> {
    let mut found = vec![node.name.logical.clone(), format!("{}.{}", node.resource.terraform, node.name.label)];
    for (property, value) in &node.properties.0 {
        let Terraform::Satellite(satellite) = property.terraform else { continue };
        let count = match (satellite.body, value) {
            (SatelliteBody::EachRecord | SatelliteBody::EachValue(_), Expr::List(items)) => items.len(),
            _ => 1,
        };
        let label =
            |number: usize| if count > 1 { format!("{}_{number}", node.name.label) } else { node.name.label.clone() };
        found.extend((1..=count).map(|number| format!("{}.{}", satellite.resource, label(number))));
    }
    found
}
