//! What a state machine does: it finds out what has happened, and starts itself once more by the name of that. The execution
//! of such a name runs the job.
//!
//! Step Functions refuses a second execution of a name for 90 days. So there is one run for each crawl, run, object or
//! evaluation, however often its event comes, and nobody has to remember anything.
//!
//! Sources: AWS Step Functions API Reference, "StartExecution"; AWS Step Functions Developer Guide, "Transforming data with
//! JSONata in Step Functions" and "Learning to use AWS service SDK integrations in Step Functions".

use crate::expr::{Expr, Pseudo, Text};
use crate::model::{Job, TriggerSource};
use crate::resolve::lake::Lake;

use super::look_up::{look_up, told};

/// The definition, in the States language.
pub(super) fn definition(lake: &Lake<'_>, job: &Job, source: &TriggerSource) -> Text {
    let mut states = look_up(lake, source);
    let next = if states.is_empty() { "Start" } else { "Look" };
    let mut choices = vec![choice("$states.input.lakegen = 'run'", "Run")];
    if let TriggerSource::S3(_) = source {
        // A "folder" of the console is an empty object.
        choices.push(choice("$substring($states.input.detail.object.key, -1) = '/'", "Done"));
    }
    if let Some(told) = told(source) {
        choices.push(choice("$exists($states.input.detail)", "Told"));
        states.push(("Told", state("Pass", [("Output", told), ("Next", "Start".into())])));
    }
    states.extend([
        ("Begin", state("Choice", [("Choices", Expr::List(choices)), ("Default", next.into())])),
        ("Done", state("Succeed", [])),
        ("Run", run(lake, job)),
        ("Start", start(lake, source)),
    ]);
    let comment = format!("Runs the job {}, once for each thing that starts it", lake.names.of(&job.key));
    Text::of(Expr::JsonText(Box::new(sorted([
        ("Comment", comment.into()),
        ("QueryLanguage", "JSONata".into()),
        ("StartAt", "Begin".into()),
        ("States", sorted(states)),
    ]))))
}

/// Starts the execution that runs the job, unless there has been one of this name.
fn start(lake: &Lake<'_>, source: &TriggerSource) -> Expr {
    const ALREADY: &str = "StepFunctions.ExecutionAlreadyExistsException";
    let (name, mut about, mut event) = identity(lake, source);
    about.push(("--lakegen_trigger", jsonata(&format!("$exists({EVENT}.id) ? 'event' : 'reconcile'"))));
    event.insert(0, format!("$exists({EVENT}.id) ? {{ '--lakegen_event_id': {EVENT}.id }}"));
    let input = [
        ("about", sorted(about)),
        ("event", jsonata(&format!("$merge([{}])", event.join(", ")))),
        ("lakegen", "run".into()),
    ];
    let arguments = [
        ("Input", sorted(input)),
        ("Name", jsonata(&name)),
        ("StateMachineArn", jsonata("$states.context.StateMachine.Id")),
    ];
    let never = sorted([("ErrorEquals", Expr::list([ALREADY])), ("MaxAttempts", 0.into())]);
    let done = sorted([("ErrorEquals", Expr::list([ALREADY])), ("Next", "Done".into())]);
    task(
        "states:startExecution",
        [
            ("Arguments", sorted(arguments)),
            ("Catch", Expr::List(vec![done])),
            ("Next", "Done".into()),
            ("Retry", Expr::List(vec![never, again()])),
        ],
    )
}

/// Starts the run, waits while the job is busy, and then for the end of the run.
fn run(lake: &Lake<'_>, job: &Job) -> Expr {
    let busy = sorted([
        ("BackoffRate", Expr::from(2)),
        (
            "ErrorEquals",
            Expr::list([
                "Glue.ConcurrentRunsExceededException",
                "Glue.ResourceNumberLimitExceededException",
                "Glue.ThrottlingException",
            ]),
        ),
        ("IntervalSeconds", 60.into()),
        ("JitterStrategy", "FULL".into()),
        // About six hours: as long as Lambda keeps an event that it cannot hand over.
        ("MaxAttempts", 15.into()),
        ("MaxDelaySeconds", 1_800.into()),
    ]);
    let arguments = [
        ("Arguments", jsonata("$merge([$states.input.about, $states.input.event])")),
        ("JobName", lake.job_name(&job.key).into()),
    ];
    task(
        "glue:startJobRun.sync",
        [("Arguments", sorted(arguments)), ("End", true.into()), ("Retry", Expr::List(vec![busy]))],
    )
}

/// What was found, or the event itself: in JSONata a thing is a list of one.
const FOUND: &str = "$states.input[0]";

/// What the execution began with.
const EVENT: &str = "$states.context.Execution.Input";

/// By what name a run is known; what it is told, by the names that a function would use; and what else it is told, if
/// there is such a thing, as objects of JSONata.
///
/// A name has at most 80 characters and no colon: Glue's ids are legal, keys of objects are not.
fn identity(lake: &Lake<'_>, source: &TriggerSource) -> (String, Vec<(&'static str, Expr)>, Vec<String>) {
    let found = |path: &str| format!("{FOUND}.{path}");
    let told = |path: &str| jsonata(&found(path));
    match source {
        TriggerSource::Crawler(crawler) => {
            let about = vec![
                ("--lakegen_crawl_completed_at", told("EndTime")),
                ("--lakegen_crawl_id", told("CrawlId")),
                ("--lakegen_crawl_started_at", told("StartTime")),
                ("--lakegen_crawler", lake.crawler_name(crawler).into()),
            ];
            (found("CrawlId"), about, vec![])
        }
        TriggerSource::Job(job) => {
            let about =
                vec![("--lakegen_upstream_job", lake.job_name(job).into()), ("--lakegen_upstream_run_id", told("Id"))];
            (found("Id"), about, vec![])
        }
        TriggerSource::DataQuality(_) => {
            let about = vec![
                ("--lakegen_data_quality_result_id", told("ResultId")),
                ("--lakegen_upstream_job", told("JobName")),
                ("--lakegen_upstream_run_id", told("JobRunId")),
            ];
            (found("ResultId"), about, vec![])
        }
        TriggerSource::S3(_) => {
            // Where versioning is off there is no version, and the sequencer stands for it.
            let version = format!(
                "($exists({FOUND}.detail.object.`version-id`) ? {FOUND}.detail.object.`version-id` : \
                 {FOUND}.detail.object.sequencer)"
            );
            let name = format!("$hash({FOUND}.detail.object.key & ' ' & {version}, 'SHA-256')");
            let about = vec![
                ("--lakegen_object_key", told("detail.object.key")),
                ("--lakegen_object_version", jsonata(&version)),
            ];
            (name, about, vec![])
        }
        TriggerSource::Schedule(_) => {
            (format!("$replace({FOUND}.time, ':', '-')"), vec![("--lakegen_scheduled_at", told("time"))], vec![])
        }
        TriggerSource::EventPattern(_) => {
            let about = vec![
                ("--lakegen_event_detail_type", told("`detail-type`")),
                ("--lakegen_event_source", told("source")),
            ];
            let text = format!("$string({FOUND}.detail)");
            let detail = format!("$length({text}) <= 4096 ? {{ '--lakegen_event_detail': {text} }}");
            (found("id"), about, vec![detail])
        }
        TriggerSource::AllOf(_) | TriggerSource::OnDemand => (found("id"), vec![], vec![]),
    }
}

/// A state of a type.
pub(super) fn state<const N: usize>(kind: &str, fields: [(&str, Expr); N]) -> Expr {
    sorted(fields.into_iter().chain([("Type", Expr::from(kind))]))
}

/// A state that calls a service.
pub(super) fn task<const N: usize>(call: &str, fields: [(&str, Expr); N]) -> Expr {
    let resource = Expr::concat(["arn:".into(), Pseudo::Partition.into(), format!(":states:::{call}").into()]);
    sorted(fields.into_iter().chain([("Resource", resource), ("Type", "Task".into())]))
}

/// Where to go under a condition.
pub(super) fn choice(condition: &str, next: &str) -> Expr {
    sorted([("Condition", jsonata(condition)), ("Next", next.into())])
}

/// For a call that failed: about half an hour of patience.
pub(super) fn again() -> Expr {
    sorted([
        ("BackoffRate", Expr::from(2)),
        ("ErrorEquals", Expr::list(["States.TaskFailed"])),
        ("IntervalSeconds", 5.into()),
        ("JitterStrategy", "FULL".into()),
        ("MaxAttempts", 10.into()),
        ("MaxDelaySeconds", 300.into()),
    ])
}

/// A value that Step Functions works out.
pub(super) fn jsonata(expression: &str) -> Expr {
    format!("{{% {expression} %}}").into()
}

/// An object whose keys are sorted, as Terraform's `jsonencode` writes it: all targets say the same.
pub(super) fn sorted<'k>(fields: impl IntoIterator<Item = (&'k str, Expr)>) -> Expr {
    let mut fields: Vec<_> = fields.into_iter().collect();
    fields.sort_by_key(|(key, _)| *key);
    Expr::object(fields)
}
