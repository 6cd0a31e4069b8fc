//! The function between an event and a job, with its role and log group.

use crate::expr::{Document, Expr, Handle};
use crate::graph::{Asset, AssetKind, Graph, Scope};
use crate::model::{self, Job, TriggerSource};
use crate::resource::{
    DeadLetter, Environment, EventInvokeConfig, Function, FunctionCode, FunctionLogging, Queue, Tracing,
};
use crate::template::{TemplateError, Templates};

use super::data::bucket_name;
use super::iam::{RoleSpec, Statement, Trusted, role};
use super::lake::Lake;
use super::log_group::add_log_group;
use super::names::{arn, below};

/// Adds the function that starts `job` when `trigger` rings.
pub(super) fn function(
    lake: &Lake<'_>,
    graph: &mut Graph,
    templates: &Templates,
    scope: &Scope,
    job: &Job,
    trigger: &model::Trigger,
    dead_letters: Handle<Queue>,
) -> Result<Handle<Function>, TemplateError> {
    let code = graph.add_asset(Asset {
        name: "trigger".into(),
        kind: AssetKind::Function,
        content: templates.render("lambda/trigger/index.py", &())?.into_bytes(),
    });
    let name = lake.names.part(&job.key, "trigger");
    let log_group = add_log_group(lake, graph, scope, "trigger_log_group", &format!("/aws/lambda/{name}"));
    let spec = RoleSpec { name: &name, part: "trigger", who: format!("the function {name}"), trusted: Trusted::Lambda };
    let role = role(lake, graph, scope, spec, permissions(lake, job, trigger, &name, dead_letters));
    let function = graph.add(scope.node(
        "trigger_function",
        Function {
            function_name: Some((&name).into()),
            description: Some(format!("Starts the job {}", lake.names.of(&job.key)).into()),
            runtime: Some("python3.13".into()),
            architectures: Some(vec!["arm64".into()]),
            handler: Some("index.handler".into()),
            code: Some(FunctionCode(code)),
            role: Some(role.arn()),
            memory_size: Some(trigger.handler.memory_size.into()),
            timeout: Some(trigger.handler.timeout_seconds.into()),
            // One at a time: looking for a run and starting one is not one step.
            reserved_concurrent_executions: Some(trigger.handler.reserved_concurrent_executions.into()),
            kms_key_arn: lake.key_arn(),
            environment: Some(Environment { variables: Some(environment(lake, job, trigger)) }),
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
        "trigger_invoke_config",
        EventInvokeConfig {
            function_name: Some(function.name()),
            qualifier: Some("$LATEST".into()),
            maximum_retry_attempts: Some(2.into()),
            maximum_event_age_in_seconds: Some(21_600.into()),
        },
    ));
    Ok(function)
}

fn environment(lake: &Lake<'_>, job: &Job, trigger: &model::Trigger) -> Document {
    let mut variables: Vec<(&str, Expr)> = vec![("JOB_NAME", lake.job_name(&job.key).into())];
    let kind = match &trigger.source {
        TriggerSource::Crawler(crawler) => {
            variables.push(("CRAWLER_NAME", lake.crawler_name(crawler).into()));
            "crawler"
        }
        TriggerSource::Job(upstream) => {
            variables.push(("UPSTREAM_JOB_NAME", lake.job_name(upstream).into()));
            "job"
        }
        TriggerSource::S3(location) => {
            variables.push(("BUCKET_NAME", bucket_name(lake, &location.bucket).into()));
            variables.push(("KEY_PREFIX", (&location.prefix).into()));
            "s3"
        }
        TriggerSource::Schedule(_) => "schedule",
    };
    variables.push(("TRIGGER", kind.into()));
    variables.sort_by_key(|(name, _)| *name);
    Document::of(Expr::object(variables))
}

fn permissions(
    lake: &Lake<'_>,
    job: &Job,
    trigger: &model::Trigger,
    name: &str,
    dead_letters: Handle<Queue>,
) -> Vec<Statement> {
    let group = arn("logs", format!("log-group:/aws/lambda/{name}"));
    let job_arn = |key: &str| lake.jobs.get(key).map(|job| job.arn());
    let mut statements =
        vec![Statement::allow("StartAndLookUpRuns", &["glue:StartJobRun", "glue:GetJobRuns"], job_arn(&job.key))];
    match &trigger.source {
        TriggerSource::Crawler(crawler) => statements.push(Statement::allow(
            "ReadCrawlHistory",
            &["glue:ListCrawls"],
            lake.crawlers.get(crawler).map(|crawler| crawler.arn()),
        )),
        TriggerSource::Job(upstream) => {
            statements.push(Statement::allow("LookUpUpstreamRuns", &["glue:GetJobRuns"], job_arn(upstream)));
        }
        TriggerSource::S3(_) | TriggerSource::Schedule(_) => {}
    }
    statements.push(Statement::allow("SendToDeadLetters", &["sqs:SendMessage"], [dead_letters.arn()]));
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
