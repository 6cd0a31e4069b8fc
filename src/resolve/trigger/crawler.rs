//! From an event to a crawl: rule, queue, function.
//!
//! Why a queue, and not the function alone as for jobs: a crawler runs once at a time and takes no arguments, so an event
//! that comes during a crawl can neither be handed over nor be looked up later. Lambda tries an event twice more within
//! minutes; a crawl takes up to hours. A queue keeps the event until a crawl begins after it, and hands a burst of objects
//! over as one batch.

use crate::expr::{Document, Expr, Handle};
use crate::graph::{Concern, Graph, Scope};
use crate::model::{self, CrawlerEvent, CrawlerSource};
use crate::resolve::data::bucket_name;
use crate::resolve::function::{FunctionSpec, function};
use crate::resolve::iam::Statement;
use crate::resolve::lake::Lake;
use crate::resolve::queue::{add_queue, guard_dead_letters, guard_queue, queue};
use crate::resource::{EventSourceMapping, Queue, Rule, ScalingConfig, Target, TargetDeadLetter};
use crate::template::{TemplateError, Templates};

use super::pattern::{job_succeeded, object_created, reconcile_input};
use super::rules::{LONGEST_RETRY, RECONCILE, WHY_RECONCILE, enabled_rule, retry_policy};

const TIMEOUT_SECONDS: u32 = 60;

/// The least that a queue's poller takes; two at a time do no harm, because Glue starts a crawler once.
const CONCURRENCY: u32 = 2;

/// How often a message is tried before it is put aside: a day of waiting for a crawl at the shortest pause between tries.
const TRIES: u32 = 200;

/// The most that a batch may hold (AWS Lambda Developer Guide, "Lambda parameters for Amazon SQS").
const BATCH_SIZE: u32 = 10_000;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, templates: &Templates) -> Result<(), TemplateError> {
    for crawler in lake.pipeline.crawlers.values() {
        let Some(trigger) = &crawler.trigger else { continue };
        if let CrawlerSource::Event { event, batching_window_seconds } = &trigger.source {
            let scope = Scope::new(Concern::Triggers, &crawler.key, &trigger.origin);
            start_by_queue(lake, graph, templates, &scope, crawler, event, *batching_window_seconds)?;
        }
    }
    Ok(())
}

fn start_by_queue(
    lake: &mut Lake<'_>,
    graph: &mut Graph,
    templates: &Templates,
    scope: &Scope,
    crawler: &model::Crawler,
    event: &CrawlerEvent,
    window_seconds: u32,
) -> Result<(), TemplateError> {
    let key = &crawler.key;
    let dead_letters = add_queue(graph, scope, "start_dead_letters", queue(lake, lake.names.part(key, "start-dlq")));
    let redrive = Document::of(Expr::object([
        ("deadLetterTargetArn", Expr::from(dead_letters.arn())),
        ("maxReceiveCount", Expr::from(TRIES)),
    ]));
    let waiting = Queue {
        redrive_policy: Some(redrive),
        // Six times the function's timeout and the window (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS").
        visibility_timeout: Some((6 * TIMEOUT_SECONDS + window_seconds).into()),
        ..queue(lake, lake.names.part(key, "start"))
    };
    let waiting = add_queue(graph, scope, "start_queue", waiting);
    let rules = rules(lake, graph, scope, key, event, waiting, dead_letters);
    let arns = || rules.iter().map(|rule| rule.arn()).collect::<Vec<_>>();
    let events = Statement::allow("Events", &["sqs:SendMessage"], [waiting.arn()])
        .by_service("events.amazonaws.com")
        .when("ArnEquals", "aws:SourceArn", arns());
    guard_queue(graph, scope, "start_queue_policy", waiting, Some(events));
    guard_dead_letters(graph, scope, "start_dead_letters_policy", dead_letters, arns());
    let spec = FunctionSpec {
        part: "start",
        code: "crawl",
        key,
        description: format!("Starts the crawler {}", lake.names.of(key)),
        memory_size: 256,
        timeout_seconds: TIMEOUT_SECONDS,
        concurrency: CONCURRENCY,
        environment: environment(lake, key, event, dead_letters),
        statements: permissions(lake, key, event, waiting),
        dead_letters,
    };
    let function = function(lake, graph, templates, scope, spec)?;
    graph.add(scope.node(
        "start_mapping",
        EventSourceMapping {
            event_source_arn: Some(waiting.arn()),
            function_name: Some(function.name()),
            enabled: Some(true.into()),
            batch_size: Some(BATCH_SIZE.into()),
            maximum_batching_window_in_seconds: Some(window_seconds.into()),
            function_response_types: Some(vec!["ReportBatchItemFailures".into()]),
            scaling_config: Some(ScalingConfig { maximum_concurrency: Some(CONCURRENCY.into()) }),
            tags: Some(lake.tags()),
        },
    ));
    lake.dead_letters.push((format!("{key}_start"), dead_letters));
    Ok(())
}

/// The rule for the event; Glue's own events get lost, S3's do not.
fn rules(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    key: &str,
    event: &CrawlerEvent,
    waiting: Handle<Queue>,
    dead_letters: Handle<Queue>,
) -> Vec<Handle<Rule>> {
    let rule = |part: &str, what: String, input: Option<Document>| Rule {
        targets: Some(vec![Target {
            id: Some("start".into()),
            arn: Some(waiting.arn()),
            input,
            retry_policy: Some(retry_policy(LONGEST_RETRY)),
            dead_letter_config: Some(TargetDeadLetter { arn: Some(dead_letters.arn()) }),
            ..Target::default()
        }]),
        ..enabled_rule(lake, lake.names.part(key, part), format!("{what}: start the crawler {}", lake.names.of(key)))
    };
    match event {
        CrawlerEvent::S3(location) => {
            let objects = Rule {
                event_pattern: Some(object_created(lake, location)),
                ..rule("start-s3", "An object was created".into(), None)
            };
            vec![graph.add(scope.node("start_s3_rule", objects))]
        }
        CrawlerEvent::Job(job) => {
            let succeeded = Rule {
                event_pattern: Some(job_succeeded(lake, job)),
                ..rule("start-job", format!("The job {} has succeeded", lake.names.of(job)), None)
            };
            let reconcile = Rule {
                schedule_expression: Some(RECONCILE.into()),
                ..rule("start-reconcile", "Every hour, if an event was lost".into(), Some(reconcile_input()))
            };
            vec![
                graph.add(scope.node("start_job_rule", succeeded)),
                graph.add(scope.node("start_reconcile_rule", reconcile).comment(WHY_RECONCILE)),
            ]
        }
    }
}

/// What the function knows. The crawler that it starts is not named `CRAWLER_NAME`: that is one whose event is awaited.
fn environment(
    lake: &Lake<'_>,
    key: &str,
    event: &CrawlerEvent,
    dead_letters: Handle<Queue>,
) -> Vec<(&'static str, Expr)> {
    let mut variables: Vec<(&str, Expr)> =
        vec![("START_CRAWLER", lake.crawler_name(key).into()), ("DEAD_LETTERS", dead_letters.url().into())];
    match event {
        CrawlerEvent::S3(location) => {
            variables.push(("TRIGGER", "s3".into()));
            variables.push(("BUCKET_NAME", bucket_name(lake, &location.bucket).into()));
            variables.push(("KEY_PREFIX", (&location.prefix).into()));
        }
        CrawlerEvent::Job(job) => {
            variables.push(("TRIGGER", "job".into()));
            variables.push(("UPSTREAM_JOB_NAME", lake.job_name(job).into()));
        }
    }
    variables
}

fn permissions(lake: &Lake<'_>, key: &str, event: &CrawlerEvent, waiting: Handle<Queue>) -> Vec<Statement> {
    // What Lambda's poller does with the function's role (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS").
    const POLL: &[&str] = &["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
    let crawler = lake.crawlers.get(key).map(|crawler| crawler.arn());
    let mut statements = vec![
        Statement::allow("StartAndLookUpCrawls", &["glue:StartCrawler", "glue:ListCrawls"], crawler),
        Statement::allow("Poll", POLL, [waiting.arn()]),
    ];
    if let CrawlerEvent::Job(job) = event {
        let job = lake.jobs.get(job).map(|job| job.arn());
        statements.push(Statement::allow("LookUpUpstreamRuns", &["glue:GetJobRuns"], job));
    }
    statements
}
