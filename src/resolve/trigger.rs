//! From an event to a job: rule, dead-letter queue, permission, function.

use crate::expr::{Arn, Document, Expr, Handle, Pseudo};
use crate::graph::{Asset, AssetKind, Concern, Graph, Scope};
use crate::model::{self, Job, TriggerSource};
use crate::resource::{
    DeadLetter, Environment, EventInvokeConfig, Function, FunctionCode, FunctionLogging, LogGroup, Permission, Queue,
    QueuePolicy, RetryPolicy, Rule, Target, TargetDeadLetter, Tracing,
};
use crate::template::{TemplateError, Templates};

use super::data::bucket_name;
use super::event_queue::{add_queue, queue};
use super::iam::{RoleSpec, Statement, Trusted, policy, role};
use super::lake::Lake;
use super::names::{arn, below};

/// EventBridge's own limits, for deliveries that nobody waits for (Amazon EventBridge User Guide, "Retry policy").
pub(super) const LONGEST_RETRY: model::Retry = model::Retry { attempts: 185, max_age_seconds: 86_400 };

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, templates: &Templates) -> Result<(), TemplateError> {
    for job in lake.pipeline.jobs.values() {
        let Some(trigger) = &job.trigger else { continue };
        let scope = Scope::new(Concern::Triggers, &job.key, &trigger.origin);
        let dead_letters =
            add_queue(graph, &scope, "trigger_dead_letters", queue(lake, lake.names.part(&job.key, "trigger-dlq")));
        let function = function(lake, graph, templates, &scope, job, trigger, dead_letters)?;
        let rules = rules(lake, graph, &scope, job, trigger, function, dead_letters);
        for (part, rule) in &rules {
            graph.add(
                scope
                    .node(
                        &format!("{part}_permission"),
                        Permission {
                            function_name: Some(function.name()),
                            action: Some("lambda:InvokeFunction".into()),
                            principal: Some("events.amazonaws.com".into()),
                            source_arn: Some(rule.arn()),
                        },
                    )
                    .comment(
                        "No source account: EventBridge does not send it, and a condition on it denies every call.",
                    ),
            );
        }
        let rules = rules.iter().map(|(_, rule)| rule.arn()).collect();
        dead_letter_policy(graph, &scope, "trigger_dead_letters_policy", dead_letters, rules);
        lake.dead_letters.push((job.key.clone(), dead_letters));
    }
    Ok(())
}

/// The rule for the source's event, and for events that Glue emits on best effort an hourly look for lost ones.
fn rules(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    job: &Job,
    trigger: &model::Trigger,
    function: Handle<Function>,
    dead_letters: Handle<Queue>,
) -> Vec<(&'static str, Handle<Rule>)> {
    let job_name = lake.names.of(&job.key);
    let target = |input: Option<Document>, retry: model::Retry| Target {
        id: Some("trigger".into()),
        arn: Some(function.arn()),
        input,
        retry_policy: Some(retry_policy(retry)),
        dead_letter_config: Some(TargetDeadLetter { arn: Some(dead_letters.arn()) }),
        ..Target::default()
    };
    let rule = |part: &str, what: String| Rule {
        name: Some(lake.names.part(&job.key, part).into()),
        description: Some(format!("{what}: start the job {job_name}").into()),
        state: Some("ENABLED".into()),
        targets: Some(vec![target(None, trigger.retry)]),
        tags: Some(lake.tags()),
        ..Rule::default()
    };
    let (part, source) = match &trigger.source {
        TriggerSource::Crawler(crawler) => (
            "crawler",
            Rule {
                event_pattern: Some(pattern(
                    "aws.glue",
                    "Glue Crawler State Change",
                    Expr::object([
                        ("crawlerName", Expr::list([lake.crawler_name(crawler)])),
                        ("state", Expr::list(["Succeeded"])),
                    ]),
                )),
                ..rule("crawler", format!("The crawler {} has succeeded", lake.names.of(crawler)))
            },
        ),
        TriggerSource::Job(upstream) => (
            "job",
            Rule {
                event_pattern: Some(pattern(
                    "aws.glue",
                    "Glue Job State Change",
                    Expr::object([
                        ("jobName", Expr::list([lake.job_name(upstream)])),
                        ("state", Expr::list(["SUCCEEDED"])),
                    ]),
                )),
                ..rule("job", format!("The job {} has succeeded", lake.names.of(upstream)))
            },
        ),
        TriggerSource::S3(location) => (
            "s3",
            Rule {
                event_pattern: Some(pattern("aws.s3", "Object Created", {
                    let bucket = Expr::object([("name", Expr::list([bucket_name(lake, &location.bucket)]))]);
                    let prefix = Expr::object([("prefix", &location.prefix)]);
                    let object = Expr::object([("key", Expr::list([prefix]))]);
                    if location.prefix.is_empty() {
                        Expr::object([("bucket", bucket)])
                    } else {
                        Expr::object([("bucket", bucket), ("object", object)])
                    }
                })),
                ..rule("s3", format!("An object was created below {}", location.prefix))
            },
        ),
        TriggerSource::Schedule(expression) => (
            "schedule",
            Rule {
                schedule_expression: Some(expression.into()),
                ..rule("schedule", format!("On schedule, {expression}"))
            },
        ),
    };
    let mut rules = vec![(part, graph.add(scope.node(&format!("{part}_rule"), source)))];
    if matches!(trigger.source, TriggerSource::Crawler(_) | TriggerSource::Job(_)) {
        let reconcile = Rule {
            schedule_expression: Some("rate(1 hour)".into()),
            targets: Some(vec![target(Some(reconcile_input()), LONGEST_RETRY)]),
            ..rule("reconcile", "Every hour, if an event was lost".into())
        };
        let reconcile = scope
            .node("reconcile_rule", reconcile)
            .comment("Glue delivers its events on best effort; a schedule is delivered at least once.");
        rules.push(("reconcile", graph.add(reconcile)));
    }
    rules
}

/// A pattern for events of this account: forwarded events of others stay out.
pub(super) fn pattern(source: &str, detail_type: &str, detail: Expr) -> Document {
    Document::of(Expr::object([
        ("source", Expr::list([source])),
        ("detail-type", Expr::list([detail_type])),
        ("account", Expr::list([Pseudo::AccountId])),
        ("detail", detail),
    ]))
}

fn reconcile_input() -> Document {
    Document::of(Expr::JsonText(Box::new(Expr::object([("lakegen", "reconcile")]))))
}

pub(super) fn retry_policy(retry: model::Retry) -> RetryPolicy {
    RetryPolicy {
        maximum_retry_attempts: Some(retry.attempts.into()),
        maximum_event_age_in_seconds: Some(retry.max_age_seconds.into()),
    }
}

/// Lets exactly these rules put what they could not deliver into the queue.
pub(super) fn dead_letter_policy(graph: &mut Graph, scope: &Scope, role: &str, queue: Handle<Queue>, rules: Vec<Arn>) {
    graph.add(
        scope.node(
            role,
            QueuePolicy {
                queues: Some(vec![queue.url()]),
                policy_document: Some(policy([
                    Statement::allow("UndeliverableEvents", &["sqs:SendMessage"], [queue.arn()])
                        .by_service("events.amazonaws.com")
                        .when("ArnEquals", "aws:SourceArn", rules),
                    Statement::deny_insecure_transport(&["sqs:*"], [queue.arn()]),
                ])),
            },
        ),
    );
}

fn function(
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
    let log_group = graph.add(
        scope
            .node(
                "trigger_log_group",
                LogGroup {
                    log_group_name: Some(format!("/aws/lambda/{name}").into()),
                    retention_in_days: Some(lake.pipeline.log_retention_days.into()),
                    kms_key_id: lake.key_arn(),
                    tags: Some(lake.tags()),
                },
            )
            .keep(false),
    );
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
