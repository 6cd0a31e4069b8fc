//! From an event to a job by Step Functions: rule, state machine, run. What the machine does is in `definition.rs`.

use crate::expr::{Arn, Document, Expr, Handle};
use crate::graph::{Concern, Graph, Scope};
use crate::model::{self, Job, Via};
use crate::resolve::iam::{RoleSpec, Statement, Trusted, role};
use crate::resolve::lake::Lake;
use crate::resolve::log_group::add_log_group;
use crate::resolve::names::{arn, below};
use crate::resolve::queue::{add_queue, guard_dead_letters, queue};
use crate::resource::{
    LogDestination, LogGroupDestination, Role, StateMachine, StateMachineEncryption, StateMachineLogging,
    StateMachineTracing,
};

use super::definition::definition;
use super::function::look_ups;
use super::pattern::pattern;
use super::rules::{Called, event_rules, reconcile_rule};

/// The last part of the name of a job's state machine.
const PART: &str = "trigger";

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, job: &Job, trigger: &model::Trigger) {
    let scope = Scope::new(Concern::Triggers, &job.key, &trigger.origin);
    let dead_letters =
        add_queue(graph, &scope, "trigger_dead_letters", queue(lake, lake.names.part(&job.key, "trigger-dlq")));
    let machine = state_machine(lake, graph, &scope, job, trigger);
    let name = lake.names.part(&job.key, "rules");
    let starter = RoleSpec {
        name: &name,
        part: "rules",
        who: format!("the rules that start {}", lake.names.part(&job.key, PART)),
        trusted: Trusted::Events(arn("events", format!("rule/{}-*", lake.names.of(&job.key)))),
    };
    let may_start = Statement::allow("StartExecution", &["states:StartExecution"], [machine.arn()]);
    let starter = role(lake, graph, &scope, starter, vec![may_start]);
    let called = Called { arn: machine.arn(), role: Some(starter.arn()), dead_letters };
    let mut rules = event_rules(lake, graph, &scope, job, trigger, &called);
    if trigger.source.loses_events() {
        rules.push(reconcile_rule(lake, graph, &scope, job, &called));
    }
    let rules = rules.iter().map(|(_, rule)| rule.arn()).collect();
    guard_dead_letters(graph, &scope, "trigger_dead_letters_policy", dead_letters, rules);
    lake.dead_letters.push((job.key.clone(), dead_letters));
}

fn state_machine(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    job: &Job,
    trigger: &model::Trigger,
) -> Handle<StateMachine> {
    let name = lake.names.part(&job.key, PART);
    // With this beginning the delivery of many log groups stays within the size of one policy (AWS Step Functions Developer
    // Guide, "Logging in CloudWatch Logs").
    let group = format!("/aws/vendedlogs/states/{name}");
    let log_group = add_log_group(lake, graph, scope, "trigger_log_group", &group);
    let role = execution_role(lake, graph, scope, job, trigger, &name);
    let machine = StateMachine {
        state_machine_name: Some((&name).into()),
        state_machine_type: Some("STANDARD".into()),
        role_arn: Some(role.arn()),
        definition_string: Some(definition(lake, job, &trigger.source)),
        logging_configuration: Some(StateMachineLogging {
            level: Some("ALL".into()),
            include_execution_data: Some(true.into()),
            destinations: Some(vec![LogDestination {
                cloud_watch_logs_log_group: Some(LogGroupDestination {
                    log_group_arn: Some(below(&arn("logs", format!("log-group:{group}")), ":*")),
                }),
            }]),
        }),
        tracing_configuration: Some(StateMachineTracing { enabled: Some(true.into()) }),
        encryption_configuration: lake.key_arn().map(|key| StateMachineEncryption {
            kind: Some("CUSTOMER_MANAGED_KMS_KEY".into()),
            kms_key_id: Some(key),
            kms_data_key_reuse_period_seconds: Some(300.into()),
        }),
        tags: Some(lake.tags()),
    };
    graph.add(scope.node("trigger_state_machine", machine).after(log_group.id()))
}

fn execution_role(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    job: &Job,
    trigger: &model::Trigger,
    name: &str,
) -> Handle<Role> {
    let machine = machine_arn(lake, &job.key);
    // AWS Step Functions Developer Guide, "Start an AWS Glue job": what `.sync` calls.
    const RUN: &[&str] = &["glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"];
    // These have no resource type (Service Authorization Reference, "Amazon CloudWatch Logs").
    const DELIVER: &[&str] = &[
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
    ];
    const TRACE: &[&str] =
        &["xray:PutTelemetryRecords", "xray:PutTraceSegments", "xray:GetSamplingRules", "xray:GetSamplingTargets"];
    let mut statements = vec![
        Statement::allow("RunJob", RUN, lake.jobs.get(&job.key).map(|job| job.arn())),
        Statement::allow("StartByName", &["states:StartExecution"], [&machine]),
        Statement::allow("DeliverLogs", DELIVER, ["*"]),
        Statement::allow("Trace", TRACE, ["*"]),
    ];
    statements.extend(look_ups(lake, trigger));
    if let Some(key) = lake.key_arn() {
        // AWS Step Functions Developer Guide, "Data at rest encryption".
        statements.push(Statement::allow("EncryptExecutions", &["kms:Decrypt", "kms:GenerateDataKey"], [&key]).when(
            "StringEquals",
            "kms:EncryptionContext:aws:states:stateMachineArn",
            machine.clone(),
        ));
        statements.push(Statement::allow("EncryptLogDelivery", &["kms:GenerateDataKey"], [&key]).when(
            "StringEquals",
            "kms:EncryptionContext:SourceArn",
            arn("logs", "*"),
        ));
    }
    let spec =
        RoleSpec { name, part: PART, who: format!("the state machine {name}"), trusted: Trusted::States(machine) };
    role(lake, graph, scope, spec, statements)
}

/// By its name, where a reference would close a circle.
fn machine_arn(lake: &Lake<'_>, job: &str) -> Arn {
    arn("states", format!("stateMachine:{}", lake.names.part(job, PART)))
}

/// So many ARNs of state machines, at their longest, fit into a pattern (2,048 characters).
const ARNS_OF_A_PATTERN: usize = 12;

/// The state machines, by ARN, in groups that a pattern can hold.
pub(in crate::resolve) fn state_machines(lake: &Lake<'_>) -> Vec<Vec<Expr>> {
    let is_run = |job: &&Job| job.trigger.as_ref().is_some_and(|trigger| trigger.via == Via::StepFunctions);
    let jobs: Vec<_> = lake.pipeline.jobs.values().filter(is_run).collect();
    let arns = |jobs: &[&Job]| jobs.iter().map(|job| machine_arn(lake, &job.key).into()).collect();
    jobs.chunks(ARNS_OF_A_PATTERN).map(arns).collect()
}

/// The pattern of an execution that could not start its run, or whose run has failed.
pub(in crate::resolve) fn failed(state_machines: Vec<Expr>) -> Document {
    let detail = Expr::object([
        ("stateMachineArn", Expr::List(state_machines)),
        ("status", Expr::list(["FAILED", "TIMED_OUT"])),
    ]);
    pattern("aws.states", "Step Functions Execution Status Change", detail)
}
