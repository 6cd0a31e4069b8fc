//! `tree.json`: the construct tree.

use std::collections::BTreeMap;

use serde_json::Value;

use super::read;
use crate::Files;
use crate::finding::Report;

/// Judges the tree; answers the type of each node that is a resource, by path.
pub fn check(file: &str, files: &Files, report: &mut Report) -> BTreeMap<String, String> {
    let mut nodes = BTreeMap::new();
    if !files.contains_key(file) {
        return nodes; // said of the artifact that names it
    }
    let Some(document) = read(files, file, report) else { return nodes };
    if document["version"] != "tree-0.1" {
        report.add("", "/version", "the tree's version is tree-0.1");
    }
    match document["tree"]["path"].as_str() {
        Some("") => walk(&document["tree"], "", &mut nodes, report),
        _ => report.add("", "/tree", "the root must be there, with an empty path"),
    }
    nodes
}

/// Each child lies at its parent's path and its own id.
fn walk(node: &Value, path: &str, nodes: &mut BTreeMap<String, String>, report: &mut Report) {
    if let Some(kind) = node["attributes"]["aws:cdk:cloudformation:type"].as_str() {
        nodes.insert(path.to_owned(), kind.to_owned());
    }
    for (key, child) in node["children"].as_object().into_iter().flatten() {
        let wanted = if path.is_empty() { key.clone() } else { format!("{path}/{key}") };
        if child["id"].as_str() != Some(key) || child["path"].as_str() != Some(&wanted) {
            report.add(&wanted, "", "the node's id or path is not its place in the tree");
        }
        walk(child, &wanted, nodes, report);
    }
}
