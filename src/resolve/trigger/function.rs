//! The function that starts a job: what it knows, and what it may do.

use crate::expr::{Expr, Handle};
use crate::graph::{Graph, Scope};
use crate::model::{self, Job, TriggerSource, Upstream};
use crate::resolve::data::bucket_name;
use crate::resolve::function::{self as any, FunctionSpec};
use crate::resolve::iam::Statement;
use crate::resolve::lake::Lake;
use crate::resolve::names::arn;
use crate::resource::{Function, Queue};
use crate::template::{TemplateError, Templates};

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
    let spec = FunctionSpec {
        part: "trigger",
        code: "trigger",
        key: &job.key,
        description: format!("Starts the job {}", lake.names.of(&job.key)),
        memory_size: trigger.handler.memory_size,
        timeout_seconds: trigger.handler.timeout_seconds,
        // One at a time: looking for a run and starting one is not one step.
        concurrency: trigger.handler.reserved_concurrent_executions,
        environment: environment(lake, job, trigger),
        statements: permissions(lake, job, trigger),
        dead_letters,
    };
    any::function(lake, graph, templates, scope, spec)
}

fn environment(lake: &Lake<'_>, job: &Job, trigger: &model::Trigger) -> Vec<(&'static str, Expr)> {
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
        TriggerSource::AllOf(upstreams) => {
            let upstreams = upstreams.iter().map(|upstream| match upstream {
                Upstream::Crawler(key) => Expr::object([("crawler", lake.crawler_name(key))]),
                Upstream::Job(key) => Expr::object([("job", lake.job_name(key))]),
            });
            variables.push(("UPSTREAMS", Expr::JsonText(Box::new(Expr::list(upstreams)))));
            "all_of"
        }
        TriggerSource::DataQuality(gate) => {
            variables.push(("GATE", gate.into()));
            if let Some(gate) = lake.pipeline.gates.get(gate) {
                variables.push(("MINIMUM_SCORE", gate.minimum_score.to_string().into()));
            }
            let evaluating = lake.pipeline.gated_by(gate).map(|job| lake.job_name(&job.key));
            variables.push(("EVALUATED_BY", Expr::JsonText(Box::new(Expr::list(evaluating)))));
            "data_quality"
        }
        TriggerSource::EventPattern(_) => "event_pattern",
        TriggerSource::Schedule(_) | TriggerSource::OnDemand => "schedule",
    };
    variables.push(("TRIGGER", kind.into()));
    variables
}

fn permissions(lake: &Lake<'_>, job: &Job, trigger: &model::Trigger) -> Vec<Statement> {
    const START: &[&str] = &["glue:StartJobRun", "glue:GetJobRuns"];
    let mut statements =
        vec![Statement::allow("StartAndLookUpRuns", START, lake.jobs.get(&job.key).map(|job| job.arn()))];
    statements.extend(look_ups(lake, trigger));
    statements
}

/// To find out what has happened whose event was lost.
pub(super) fn look_ups(lake: &Lake<'_>, trigger: &model::Trigger) -> Vec<Statement> {
    let mut statements = Vec::new();
    let (mut crawlers, mut jobs) = (Vec::new(), Vec::new());
    for upstream in trigger.source.upstreams() {
        match upstream {
            Upstream::Crawler(key) => crawlers.extend(lake.crawlers.get(&key).map(|crawler| crawler.arn())),
            Upstream::Job(key) => jobs.extend(lake.jobs.get(&key).map(|job| job.arn())),
        }
    }
    if !crawlers.is_empty() {
        statements.push(Statement::allow("ReadCrawlHistory", &["glue:ListCrawls"], crawlers));
    }
    if !jobs.is_empty() {
        statements.push(Statement::allow("LookUpUpstreamRuns", &["glue:GetJobRuns"], jobs));
    }
    if let TriggerSource::DataQuality(_) = trigger.source {
        statements.push(look_up_evaluations());
    }
    statements
}

/// To find evaluations whose event was lost. A job evaluates rules, not a ruleset by its name, so its results belong to none
/// in particular.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/data-quality-authorization.html>.
fn look_up_evaluations() -> Statement {
    const LOOK_UP: &[&str] = &["glue:ListDataQualityResults", "glue:GetDataQualityResult"];
    Statement::allow("LookUpEvaluations", LOOK_UP, [arn("glue", "dataQualityRuleset/*")])
}
