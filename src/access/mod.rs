//! Who may do what in a lake, and which words of the spec are behind it, for `lakegen explain iam`.

mod causes;

use serde_json::Value;

use crate::diag::Pointer;
use crate::graph::{Deployment, Graph, Node};

pub use causes::Cause;

/// The properties that hold policies, by CloudFormation's names.
const POLICIES: [&str; 3] = ["AssumeRolePolicyDocument", "PolicyDocument", "KeyPolicy"];

/// One policy: of a role, or of a resource that others use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The resource that it belongs to, by its logical name in CloudFormation: `CleanOrdersJobPolicy`.
    pub logical: String,
    /// That resource's type: `AWS::IAM::ManagedPolicy`.
    pub resource: &'static str,
    /// What it is called in AWS, where that is known before: `orders-clean-orders-job`.
    pub name: Option<String>,
    /// The part of the spec that asked for the resource: `/jobs/clean_orders`, or the root for what belongs to the lake.
    pub origin: Pointer,
    /// The document as AWS gets it.
    pub document: Value,
    /// What it says, one by one.
    pub statements: Vec<Statement>,
}

/// One statement of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its name.
    pub sid: String,
    /// All of it, as AWS gets it.
    pub document: Value,
    /// Why it is there.
    pub cause: &'static Cause,
}

impl Statement {
    /// The texts of `Action`, `Resource` or another member that is one text or a list of them.
    pub fn texts(&self, member: &str) -> Vec<&str> {
        match &self.document[member] {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// Every policy of `graph` when it is deployed to `deployment`, in the graph's order.
pub fn policies(graph: &Graph, deployment: &Deployment) -> Vec<Policy> {
    let documents = graph.nodes().flat_map(|(_, node)| {
        let of = move |name: &&str| graph.property(node, &[name], deployment).map(|document| (node, document));
        POLICIES.iter().filter_map(of)
    });
    documents.map(|(node, document)| policy(graph, node, document, deployment)).collect()
}

fn policy(graph: &Graph, node: &Node, document: Value, deployment: &Deployment) -> Policy {
    let statements = document["Statement"].as_array().into_iter().flatten().map(|statement| {
        let sid = statement["Sid"].as_str().unwrap_or_default();
        Statement { sid: sid.to_owned(), document: statement.clone(), cause: causes::of(sid) }
    });
    Policy {
        logical: node.name.logical.clone(),
        resource: node.resource.cloudformation,
        name: graph.physical_name(node, deployment),
        origin: node.origin.clone(),
        statements: statements.collect(),
        document,
    }
}
