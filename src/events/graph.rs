//! A lake's rules, and what each starts.

use std::fmt;

use serde_json::{Value, json};

use crate::expr::{Expr, Record};
use crate::graph::{Deployment, Graph, Node};
use crate::pattern::{Pattern, PatternError};

/// One EventBridge rule of a lake.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name in AWS.
    pub name: String,
    /// What it waits for.
    pub source: Source,
    /// Whom it calls.
    pub targets: Vec<Target>,
}

/// What a rule waits for.
#[derive(Clone, Debug)]
pub enum Source {
    /// Events.
    Pattern(Pattern),
    /// The clock: `rate(1 hour)`.
    Schedule(String),
}

/// What becomes of an event that a rule wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A function starts a job.
    Job {
        /// The job's name.
        job: String,
        /// The function's name.
        function: String,
    },
    /// A state machine runs a job.
    Run {
        /// The job's name.
        job: String,
        /// The state machine's name.
        state_machine: String,
    },
    /// A queue hands the event to a function, which starts a crawler.
    Crawler {
        /// The crawler's name.
        crawler: String,
        /// The function's name.
        function: String,
    },
    /// The event is published.
    Topic(String),
    /// Something else gets it, by its ARN.
    Other(String),
}

impl Target {
    /// As an object for programs.
    pub fn json(&self) -> Value {
        match self {
            Self::Job { job, function } => json!({ "kind": "job", "job": job, "function": function }),
            Self::Run { job, state_machine } => {
                json!({ "kind": "job", "job": job, "state_machine": state_machine })
            }
            Self::Crawler { crawler, function } => {
                json!({ "kind": "crawler", "crawler": crawler, "function": function })
            }
            Self::Topic(topic) => json!({ "kind": "topic", "topic": topic }),
            Self::Other(arn) => json!({ "kind": "other", "arn": arn }),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Job { job, function } => write!(f, "starts job {job} through function {function}"),
            Self::Run { job, state_machine } => write!(f, "starts job {job} through state machine {state_machine}"),
            Self::Crawler { crawler, function } => write!(f, "starts crawler {crawler} through function {function}"),
            Self::Topic(topic) => write!(f, "publishes to topic {topic}"),
            Self::Other(arn) => write!(f, "calls {arn}"),
        }
    }
}

/// A pattern that lakegen made and EventBridge would refuse.
#[derive(Debug)]
pub struct RuleError {
    /// The rule's name.
    pub rule: String,
    /// What is wrong with its pattern.
    pub error: PatternError,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "internal error: EventBridge would refuse the pattern of the rule {}: {}", self.rule, self.error)
    }
}

impl std::error::Error for RuleError {}

/// The rules of `graph` when it is deployed to `deployment`, in the graph's order.
///
/// # Errors
/// A pattern is not one that EventBridge takes.
pub fn rules(graph: &Graph, deployment: &Deployment) -> Result<Vec<Rule>, RuleError> {
    let lake = Lake { graph, deployment };
    graph
        .nodes()
        .filter(|(_, node)| node.resource.cloudformation == "AWS::Events::Rule")
        .map(|(_, node)| lake.rule(node))
        .collect()
}

struct Lake<'g> {
    graph: &'g Graph,
    deployment: &'g Deployment,
}

impl Lake<'_> {
    fn rule(&self, node: &Node) -> Result<Rule, RuleError> {
        let name = self.name(node);
        let source = match self.graph.property(node, &["EventPattern"], self.deployment) {
            Some(pattern) => {
                let pattern = Pattern::check_length(&pattern).and_then(|()| Pattern::parse(&pattern));
                Source::Pattern(pattern.map_err(|error| RuleError { rule: name.clone(), error })?)
            }
            None => Source::Schedule(self.text(node, &["ScheduleExpression"])),
        };
        let targets = targets(node).map(|arn| self.target(arn)).collect();
        Ok(Rule { name, source, targets })
    }

    fn target(&self, arn: &Expr) -> Target {
        let node = self.referred(arn);
        let known = node.and_then(|node| match node.resource.cloudformation {
            "AWS::Lambda::Function" => self.started_by(node),
            "AWS::SQS::Queue" => self.reader(node).and_then(|function| self.started_by(function)),
            "AWS::StepFunctions::StateMachine" => self.run_by(node),
            "AWS::SNS::Topic" => Some(Target::Topic(self.name(node))),
            _ => None,
        });
        known.unwrap_or_else(|| Target::Other(self.evaluated(arn)))
    }

    /// What a function of lakegen's starts.
    fn started_by(&self, function: &Node) -> Option<Target> {
        let variable =
            |name| self.graph.property(function, &["Environment", "Variables"], self.deployment)?.get(name).cloned();
        let text = |name| variable(name)?.as_str().map(str::to_owned);
        let job = text("JOB_NAME").map(|job| Target::Job { job, function: self.name(function) });
        job.or_else(|| text("START_CRAWLER").map(|crawler| Target::Crawler { crawler, function: self.name(function) }))
    }

    /// What a state machine of lakegen's runs.
    fn run_by(&self, machine: &Node) -> Option<Target> {
        let definition: Value = serde_json::from_str(&self.text(machine, &["DefinitionString"])).ok()?;
        let job = definition.pointer("/States/Run/Arguments/JobName")?.as_str()?.to_owned();
        Some(Target::Run { job, state_machine: self.name(machine) })
    }

    /// The function that reads a queue.
    fn reader(&self, queue: &Node) -> Option<&Node> {
        let mappings = self.graph.nodes().map(|(_, node)| node);
        let mut mappings = mappings.filter(|node| node.resource.cloudformation == "AWS::Lambda::EventSourceMapping");
        let mapping = mappings.find(|mapping| {
            self.property(mapping, "EventSourceArn").is_some_and(|source| std::ptr::eq(source, queue))
        })?;
        self.property(mapping, "FunctionName")
    }

    /// What a property of a node refers to.
    fn property(&self, node: &Node, name: &str) -> Option<&Node> {
        self.referred(member(&node.properties, name)?)
    }

    fn referred(&self, expr: &Expr) -> Option<&Node> {
        match expr {
            Expr::Attribute(id, _) => Some(self.graph.node(*id)),
            _ => None,
        }
    }

    /// The node's name, or the word for it in the template where AWS makes the name up.
    fn name(&self, node: &Node) -> String {
        self.graph.physical_name(node, self.deployment).unwrap_or_else(|| node.name.logical.clone())
    }

    fn text(&self, node: &Node, path: &[&str]) -> String {
        let value = self.graph.property(node, path, self.deployment);
        value.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    fn evaluated(&self, expr: &Expr) -> String {
        self.graph.evaluate(expr, self.deployment).as_str().unwrap_or_default().to_owned()
    }
}

/// The ARNs of a rule's targets.
fn targets(rule: &Node) -> impl Iterator<Item = &Expr> {
    let list = member(&rule.properties, "Targets").into_iter().flat_map(|targets| match targets {
        Expr::List(items) => items.as_slice(),
        _ => &[],
    });
    list.filter_map(|target| match target {
        Expr::Record(record) => member(record, "Arn"),
        _ => None,
    })
}

fn member<'r>(Record(fields): &'r Record, name: &str) -> Option<&'r Expr> {
    fields.iter().find(|(property, _)| property.cloudformation == name).map(|(_, value)| value)
}
