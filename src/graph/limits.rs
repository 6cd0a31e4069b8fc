//! What only shows once the resources are there: names that meet, and AWS's limits on documents and stacks.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::expr::Expr;

use super::{Deployment, Graph, Node};

/// Resources in a CloudFormation stack (CloudFormation User Guide, "Quotas").
pub const STACK_RESOURCES: usize = 500;
/// Executions that stay unreserved in every account (AWS Lambda Developer Guide, "Configuring reserved concurrency").
const UNRESERVED: u64 = 100;
/// Characters in a managed policy, white space not counted (IAM User Guide, "IAM and AWS STS quotas").
const POLICY_CHARACTERS: usize = 6_144;

impl Graph {
    /// What AWS would refuse in every target: the findings point at what the resource was made for.
    pub fn findings(&self) -> Vec<Diagnostic> {
        // The longest words that a deployment can put into an ARN.
        let mut longest = Deployment::new("000000000000", self.site.region.as_deref().unwrap_or("ap-southeast-1"));
        if self.site.region.is_none() {
            longest.partition = "aws-us-gov".into();
        }
        let mut findings: Vec<Diagnostic> = self.collisions().into_iter().map(collision).collect();
        for (_, node) in self.nodes() {
            findings.extend(self.policy_size(node, &longest));
        }
        findings.extend(self.region_findings());
        findings.extend(self.reserved_executions());
        findings
    }

    /// Functions that reserve more executions than the account's quota lets them.
    fn reserved_executions(&self) -> Option<Diagnostic> {
        let quota = self.site.concurrent_executions?;
        let value = |node: &Node| {
            let mut fields = node.properties.0.iter();
            let (_, value) = fields.find(|(property, _)| property.cloudformation == "ReservedConcurrentExecutions")?;
            match value {
                Expr::Number(number) => number.as_u64(),
                _ => None,
            }
        };
        let reserved: u64 = self.nodes().filter_map(|(_, node)| value(node)).sum();
        (reserved > 0 && reserved + UNRESERVED > quota.into()).then(|| {
            let message = format!(
                "the functions of this lake reserve {reserved} executions, which takes a quota of {}",
                reserved + UNRESERVED
            );
            let place = Place::Value(self.site.origin.key("concurrent_executions"));
            Diagnostic::new(&rules::CONCURRENCY_QUOTA, place, message)
        })
    }

    /// What does not fit into one CloudFormation stack.
    pub fn stack_findings(&self) -> Option<Diagnostic> {
        let count = self.nodes().count();
        (count > STACK_RESOURCES).then(|| {
            let message = format!("this lake is {count} resources, and a CloudFormation stack holds {STACK_RESOURCES}");
            Diagnostic::new(&rules::TEMPLATE_SIZE, Place::Key(Pointer::root().key("name")), message)
        })
    }

    fn policy_size(&self, node: &Node, longest: &Deployment) -> Option<Diagnostic> {
        if node.resource.cloudformation != "AWS::IAM::ManagedPolicy" {
            return None;
        }
        let document = self.property(node, &["PolicyDocument"], longest)?.to_string();
        let size = document.chars().filter(|character| !character.is_whitespace()).count();
        (size > POLICY_CHARACTERS).then(|| {
            let message = format!("the role of {} needs a policy of {size} characters", node.origin);
            Diagnostic::new(&rules::POLICY_SIZE, Place::Key(node.origin.clone()), message)
        })
    }
}

fn collision((first, second): (&Node, &Node)) -> Diagnostic {
    let message =
        format!("`{}` and `{}` would both be the resource {}", first.origin, second.origin, second.name.logical);
    Diagnostic::new(&rules::NAME_COLLISION, Place::Key(second.origin.clone()), message)
        .related(Place::Key(first.origin.clone()), "the first of that name")
}
