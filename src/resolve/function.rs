//! A function that lakegen writes, with its role and log group.

use crate::expr::{Document, Expr, Handle};
use crate::graph::{Asset, AssetKind, Content, Graph, Scope};
use crate::resource::{
    DeadLetter, Environment, EventInvokeConfig, Function, FunctionCode, FunctionLogging, Queue, Tracing,
};
use crate::template::{TemplateError, Templates};

use super::iam::{RoleSpec, Statement, Trusted, role};
use super::lake::Lake;
use super::log_group::add_log_group;
use super::names::{arn, below};

/// What functions differ in.
pub(super) struct FunctionSpec<'a> {
    /// The first part of its logical names, and the last of its physical one: `trigger`.
    pub(super) part: &'static str,
    /// The template of its code, and the name of the asset: `trigger` is `lambda/trigger/index.py`.
    pub(super) code: &'static str,
    /// The key that it is named after.
    pub(super) key: &'a str,
    /// What it does.
    pub(super) description: String,
    pub(super) memory_size: u32,
    pub(super) timeout_seconds: u32,
    /// How many invocations may run at a time.
    pub(super) concurrency: u32,
    /// Its environment variables; values may refer to resources.
    pub(super) environment: Vec<(&'static str, Expr)>,
    /// What it may do, besides what every function may.
    pub(super) statements: Vec<Statement>,
    /// Where an event goes that it fails on.
    pub(super) dead_letters: Handle<Queue>,
}

/// Adds a function.
pub(super) fn function(
    lake: &Lake<'_>,
    graph: &mut Graph,
    templates: &Templates,
    scope: &Scope,
    spec: FunctionSpec<'_>,
) -> Result<Handle<Function>, TemplateError> {
    let FunctionSpec { part, dead_letters, mut environment, statements, .. } = spec;
    let code = graph.add_asset(Asset {
        name: spec.code.into(),
        kind: AssetKind::Function,
        file: "index.py".into(),
        content: Content::Bytes(templates.render(&format!("lambda/{}/index.py", spec.code), &())?.into_bytes()),
    });
    let name = lake.names.part(spec.key, part);
    let log_group = add_log_group(lake, graph, scope, &format!("{part}_log_group"), &format!("/aws/lambda/{name}"));
    let who = RoleSpec { name: &name, part, who: format!("the function {name}"), trusted: Trusted::Lambda };
    let statements = statements.into_iter().chain(every_function(lake, &name, dead_letters)).collect();
    let role = role(lake, graph, scope, who, statements);
    environment.sort_by_key(|(name, _)| *name);
    let function = graph.add(scope.node(
        &format!("{part}_function"),
        Function {
            function_name: Some((&name).into()),
            description: Some(spec.description.into()),
            runtime: Some("python3.13".into()),
            architectures: Some(vec!["arm64".into()]),
            handler: Some("index.handler".into()),
            code: Some(FunctionCode(code)),
            role: Some(role.arn()),
            memory_size: Some(spec.memory_size.into()),
            timeout: Some(spec.timeout_seconds.into()),
            reserved_concurrent_executions: Some(spec.concurrency.into()),
            kms_key_arn: lake.key_arn(),
            environment: Some(Environment { variables: Some(Document::of(Expr::object(environment))) }),
            dead_letter_config: Some(DeadLetter { target_arn: Some(dead_letters.arn()) }),
            tracing_config: Some(Tracing { mode: Some("Active".into()) }),
            logging_config: Some(FunctionLogging {
                log_format: Some("JSON".into()),
                log_group: Some(log_group.name()),
            }),
            tags: Some(lake.tags()),
        },
    ));
    graph.add(scope.node(
        &format!("{part}_invoke_config"),
        EventInvokeConfig {
            function_name: Some(function.name()),
            qualifier: Some("$LATEST".into()),
            maximum_retry_attempts: Some(2.into()),
            maximum_event_age_in_seconds: Some(21_600.into()),
        },
    ));
    Ok(function)
}

fn every_function(lake: &Lake<'_>, name: &str, dead_letters: Handle<Queue>) -> Vec<Statement> {
    let group = arn("logs", format!("log-group:/aws/lambda/{name}"));
    let mut statements = vec![Statement::allow("SendToDeadLetters", &["sqs:SendMessage"], [dead_letters.arn()])];
    if let Some(key) = lake.key_arn() {
        statements
            .push(Statement::allow("UseKeyForDeadLetters", &["kms:Decrypt", "kms:GenerateDataKey"], [&key]).via("sqs"));
        statements.push(Statement::allow("DecryptEnvironment", &["kms:Decrypt"], [&key]).via("lambda"));
    }
    // The actions have no resource type (Service Authorization Reference, "AWS X-Ray").
    statements.push(Statement::allow("Trace", &["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"]));
    statements.push(Statement::allow(
        "WriteLogs",
        &["logs:CreateLogStream", "logs:PutLogEvents"],
        [below(&group, ":log-stream:*"), group],
    ));
    statements
}
