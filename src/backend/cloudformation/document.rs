//! A template's sections, as values.

use serde_json::{Map, Value, json};

use super::expr::{AssetSpelling, Translator};
use crate::expr::NodeId;
use crate::graph::{Concern, Graph, Lifetime, Node};

/// The sections of a template that have content of their own.
pub(crate) struct Document {
    /// Parameters, by name.
    pub(crate) parameters: Map<String, Value>,
    /// What has to hold before anything is deployed, by name.
    pub(crate) rules: Map<String, Value>,
    /// Resources by logical id, in the order of the data's way through the lake.
    pub(crate) resources: Vec<(Concern, Map<String, Value>)>,
    /// Outputs, by name.
    pub(crate) outputs: Map<String, Value>,
}

impl Document {
    /// The template of `graph`, with files spelled by `assets` and these parameters.
    pub(crate) fn new(graph: &Graph, assets: &dyn AssetSpelling, parameters: Map<String, Value>) -> Self {
        let translator = Translator { graph, assets };
        let resources = Concern::ALL
            .into_iter()
            .map(|concern| {
                let nodes = graph.nodes().filter(|(_, node)| node.concern == concern);
                (concern, nodes.map(|(_, node)| resource(&translator, node)).collect::<Map<_, _>>())
            })
            .filter(|(_, resources)| !resources.is_empty())
            .collect();
        let outputs = graph.outputs().iter().map(|output| {
            let value = json!({ "Description": output.description, "Value": translator.value(&output.value) });
            (output.name.logical.clone(), value)
        });
        Self { parameters, rules: place(graph), resources, outputs: outputs.collect() }
    }

    /// The whole template.
    pub(crate) fn template(self, description: &str) -> Value {
        let mut template = Map::new();
        template.insert("AWSTemplateFormatVersion".into(), "2010-09-09".into());
        template.insert("Description".into(), description.into());
        for (section, content) in [
            ("Parameters", self.parameters),
            ("Rules", self.rules),
            ("Resources", self.resources.into_iter().flat_map(|(_, resources)| resources).collect()),
            ("Outputs", self.outputs),
        ] {
            if !content.is_empty() {
                template.insert(section.into(), content.into());
            }
        }
        template.into()
    }
}

/// Refuses every account and region but those that the graph is for.
///
/// A rule may compare pseudo parameters: rule functions take `Ref` (CloudFormation User Guide, "Rule functions").
fn place(graph: &Graph) -> Map<String, Value> {
    let known = [("account", "AWS::AccountId", &graph.site.account), ("region", "AWS::Region", &graph.site.region)];
    let assertions: Vec<Value> = known
        .into_iter()
        .filter_map(|(what, pseudo, value)| {
            let value = value.as_ref()?;
            Some(json!({
                "Assert": { "Fn::Equals": [{ "Ref": pseudo }, value] },
                "AssertDescription": format!("This lake is for the {what} {value}."),
            }))
        })
        .collect();
    let rule = (!assertions.is_empty()).then(|| ("CheckPlace".to_owned(), json!({ "Assertions": assertions })));
    rule.into_iter().collect()
}

fn resource(translator: &Translator<'_>, node: &Node) -> (String, Value) {
    let mut resource = Map::new();
    resource.insert("Type".into(), node.resource.cloudformation.into());
    let metadata = metadata(node);
    if !metadata.is_empty() {
        resource.insert("Metadata".into(), metadata.into());
    }
    let logical = |id: &NodeId| Value::from(translator.graph.node(*id).name.logical.as_str());
    match node.after.as_slice() {
        [] => {}
        [only] => drop(resource.insert("DependsOn".into(), logical(only))),
        several => drop(resource.insert("DependsOn".into(), several.iter().map(logical).collect())),
    }
    let policy = match node.lifetime {
        Lifetime::Stateless => None,
        Lifetime::Deleted => Some("Delete"),
        Lifetime::Kept => Some("Retain"),
    };
    if let Some(policy) = policy {
        resource.insert("DeletionPolicy".into(), policy.into());
        resource.insert("UpdateReplacePolicy".into(), policy.into());
    }
    resource.insert("Properties".into(), translator.record(&node.properties));
    (node.name.logical.clone(), resource.into())
}

fn metadata(node: &Node) -> Map<String, Value> {
    let mut metadata = Map::new();
    if let Some(reason) = node.comment {
        metadata.insert("Comment".into(), reason.into());
    }
    if !node.exceptions.is_empty() {
        let skip =
            node.exceptions.iter().map(|exception| json!({ "id": exception.check, "comment": exception.reason }));
        metadata.insert("checkov".into(), json!({ "skip": skip.collect::<Vec<_>>() }));
    }
    metadata
}
