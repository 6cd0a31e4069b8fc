//! The graph's values as HCL.

use super::hcl::{self, Part};
use crate::expr::{AssetId, AssetPart, Expr, NodeId, Property, Pseudo, Record};
use crate::graph::Graph;

/// Translates the values of one graph.
#[derive(Clone, Copy)]
pub(super) struct Translator<'g> {
    pub(super) graph: &'g Graph,
}

impl Translator<'_> {
    /// `expr` as HCL. Records are blocks and are translated where a block may stand; here their fields become an object.
    pub(super) fn expr(self, expr: &Expr) -> hcl::Expr {
        match expr {
            Expr::Bool(value) => hcl::Expr::Bool(*value),
            Expr::Number(number) => number
                .as_i64()
                .map_or_else(|| number.as_f64().map_or(hcl::Expr::Null, hcl::Expr::Float), hcl::Expr::Int),
            Expr::Str(text) => hcl::Expr::str(text),
            Expr::List(items) => hcl::Expr::List(items.iter().map(|item| self.expr(item)).collect()),
            Expr::Object(entries) | Expr::Pairs(_, entries) => {
                hcl::Expr::Object(entries.iter().map(|(key, value)| (key.clone(), self.expr(value))).collect())
            }
            Expr::Record(Record(fields)) => hcl::Expr::Object(
                fields.iter().map(|(property, value)| (property.name.to_owned(), self.expr(value))).collect(),
            ),
            Expr::Attribute(node, attribute) => self.attribute(*node, attribute.terraform),
            Expr::Pseudo(pseudo) => hcl::Expr::reference("local", [local(*pseudo)]),
            Expr::Concat(parts) => hcl::Expr::Template(parts.iter().flat_map(|part| self.parts(part)).collect()),
            Expr::JsonText(document) => self.json(document),
            Expr::Asset(asset, part) => self.asset(*asset, *part),
        }
    }

    /// `jsonencode(document)`.
    pub(super) fn json(self, document: &Expr) -> hcl::Expr {
        hcl::Expr::Call("jsonencode", vec![self.expr(document)])
    }

    /// The value of `property`; the tags that everything carries are said once.
    pub(super) fn argument(self, property: &Property, value: &Expr) -> hcl::Expr {
        if property.name == TAGS && self.is_common_tags(value) {
            return hcl::Expr::reference("local", [TAGS]);
        }
        self.expr(value)
    }

    fn is_common_tags(self, value: &Expr) -> bool {
        let (Expr::Pairs(_, entries) | Expr::Object(entries)) = value else { return false };
        let is = |(key, value): &(String, Expr), tag: &(String, String)| {
            *key == tag.0 && matches!(value, Expr::Str(text) if *text == tag.1)
        };
        entries.len() == self.graph.tags.0.len()
            && entries.iter().zip(&self.graph.tags.0).all(|(entry, tag)| is(entry, tag))
    }

    /// `aws_glue_job.clean_orders.name`.
    pub(super) fn attribute(self, node: NodeId, attribute: &str) -> hcl::Expr {
        let node = self.graph.node(node);
        hcl::Expr::reference(node.resource.terraform, [node.name.label.as_str(), attribute])
    }

    fn parts(self, part: &Expr) -> Vec<Part> {
        match part {
            Expr::Str(text) => vec![Part::Lit(text.clone())],
            other => match self.expr(other) {
                hcl::Expr::Template(parts) => parts,
                value => vec![Part::Interp(value)],
            },
        }
    }

    fn asset(self, id: AssetId, part: AssetPart) -> hcl::Expr {
        let object = |attribute: &str| hcl::Expr::reference("aws_s3_object", [&self.graph.asset(id).name, attribute]);
        match part {
            AssetPart::Uri => hcl::Expr::Template(vec![
                Part::Lit("s3://".into()),
                Part::Interp(object("bucket")),
                Part::Lit("/".into()),
                Part::Interp(object("key")),
            ]),
            AssetPart::ObjectArn => object("arn"),
            AssetPart::Code => in_module(&zip_path(&self.graph.asset(id).name)),
        }
    }
}

/// `"${path.module}/file"`.
pub(super) fn in_module(file: &str) -> hcl::Expr {
    hcl::Expr::Template(vec![Part::Interp(hcl::Expr::reference("path", ["module"])), Part::Lit(format!("/{file}"))])
}

/// The local value that holds the tags that everything carries.
pub(super) const TAGS: &str = "tags";

/// Where the zip of a function lies in the module.
pub(super) fn zip_path(name: &str) -> String {
    format!("lambda/{name}.zip")
}

/// The local value that holds what only the deployment knows.
pub(super) fn local(pseudo: Pseudo) -> &'static str {
    match pseudo {
        Pseudo::Partition => "partition",
        Pseudo::Region => "region",
        Pseudo::AccountId => "account_id",
        Pseudo::UrlSuffix => "dns_suffix",
    }
}
