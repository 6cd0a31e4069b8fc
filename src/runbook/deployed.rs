//! A graph by the names that things have in AWS. What only the deployment knows is a variable of the shell.

use serde_json::Value;

use crate::graph::{AssetKind, Deployment, Graph, Lifetime, Node};

use super::Kept;

/// A graph, deployed to where a runbook's variables say.
pub(super) struct Deployed<'g> {
    graph: &'g Graph,
    somewhere: Deployment,
}

impl<'g> Deployed<'g> {
    pub(super) fn of(graph: &'g Graph) -> Self {
        let somewhere = Deployment {
            account: "${account}".to_owned(),
            region: "${region}".to_owned(),
            partition: "${partition}".to_owned(),
            url_suffix: "${suffix}".to_owned(),
        };
        Self { graph, somewhere }
    }

    /// The resources of a type, by CloudFormation's name for it.
    pub(super) fn all(&self, resource: &'static str) -> impl Iterator<Item = &'g Node> {
        self.graph.nodes().map(|(_, node)| node).filter(move |node| node.resource.cloudformation == resource)
    }

    /// What a resource is called; its logical name if AWS makes the name up.
    pub(super) fn name(&self, node: &Node) -> String {
        self.graph.physical_name(node, &self.somewhere).unwrap_or_else(|| node.name.logical.clone())
    }

    /// A property; null if it is not set.
    pub(super) fn property(&self, node: &Node, path: &[&str]) -> Value {
        self.graph.property(node, path, &self.somewhere).unwrap_or_default()
    }

    /// A property that is a text; empty if it is not set.
    pub(super) fn text(&self, node: &Node, path: &[&str]) -> String {
        self.property(node, path).as_str().unwrap_or_default().to_owned()
    }

    /// Whether jobs have files beside their scripts.
    pub(super) fn has_files(&self) -> bool {
        self.graph.assets().any(|(_, asset)| asset.kind == AssetKind::File)
    }

    /// The buckets that go with the lake, and have to be empty before.
    pub(super) fn deleted_buckets(&self) -> Vec<String> {
        let goes = |node: &&Node| node.lifetime == Lifetime::Deleted;
        self.all("AWS::S3::Bucket").filter(goes).map(|node| self.name(node)).collect()
    }

    /// What stays when the lake is deleted.
    pub(super) fn kept(&self) -> Vec<Kept> {
        let nodes = self.graph.nodes().map(|(_, node)| node).filter(|node| node.lifetime == Lifetime::Kept);
        let kept = |node: &Node| Kept {
            what: what(node.resource.cloudformation),
            name: self.graph.physical_name(node, &self.somewhere),
            address: format!("{}.{}", node.resource.terraform, node.name.label),
        };
        nodes.map(kept).collect()
    }
}

/// What people call a resource of a type.
fn what(resource: &'static str) -> &'static str {
    match resource {
        "AWS::S3::Bucket" => "bucket",
        "AWS::KMS::Key" => "key",
        "AWS::RedshiftServerless::Namespace" => "namespace of Redshift Serverless",
        other => other,
    }
}
