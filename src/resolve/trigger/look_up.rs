//! How a state machine finds out what has happened: the newest success of a day, as the hourly check needs it. Glue's events
//! of runs and evaluations tell it themselves; a crawl has no name in its event, so it is looked up as well.

use crate::expr::Expr;
use crate::model::TriggerSource;
use crate::resolve::lake::Lake;

use super::definition::{again, choice, jsonata, sorted, state, task};

/// The beginning of the time in which a success counts: a day ago, in milliseconds.
const A_DAY_AGO: &str = "$millis() - 86400000";

type States = Vec<(&'static str, Expr)>;

/// The states from `Look` to `Start`, which is given what was found as a list of one; none where the event says it all.
pub(super) fn look_up(lake: &Lake<'_>, source: &TriggerSource) -> States {
    match source {
        TriggerSource::Crawler(crawler) => crawls(lake.crawler_name(crawler).into()),
        TriggerSource::Job(job) => runs(lake.job_name(job).into()),
        TriggerSource::DataQuality(gate) => evaluations(lake, gate),
        TriggerSource::S3(_)
        | TriggerSource::EventPattern(_)
        | TriggerSource::Schedule(_)
        | TriggerSource::AllOf(_)
        | TriggerSource::OnDemand => Vec::new(),
    }
}

/// What would be found, as the event tells it.
pub(super) fn told(source: &TriggerSource) -> Option<Expr> {
    let detail = |path: &str| jsonata(&format!("$states.input.detail.{path}"));
    match source {
        TriggerSource::Job(_) => Some(sorted([("Id", detail("jobRunId"))])),
        TriggerSource::DataQuality(_) => Some(sorted([
            ("JobName", detail("context.jobName")),
            ("JobRunId", detail("context.jobId")),
            // AWS writes both.
            ("ResultId", detail("(resultID ? resultID : resultId)")),
        ])),
        _ => None,
    }
}

/// The newest crawl. If an event tells of one that the history does not show yet, it is looked for again within minutes.
fn crawls(crawler: Expr) -> States {
    const TIME: &str = "$states.context.Execution.Input.time";
    let since = sorted([
        ("FieldName", Expr::from("END_TIME")),
        ("FieldValue", jsonata(&format!("$string({A_DAY_AGO})"))),
        ("FilterOperator", "GE".into()),
    ]);
    let arguments =
        sorted([("CrawlerName", crawler), ("Filters", Expr::List(vec![since])), ("MaxResults", 100.into())]);
    let newest = "[$states.result.Crawls[State = 'COMPLETED']^(>EndTime)[0]]";
    // A crawl's end and its event may disagree by two minutes.
    let is_it = format!(
        "$exists($states.input[0]) and ($not($exists({TIME})) or \
         $toMillis($states.input[0].EndTime) >= $toMillis({TIME}) - 120000)"
    );
    let patient = format!("$exists({TIME}) and $looks < 10");
    let look = task(
        "aws-sdk:glue:listCrawls",
        [
            ("Arguments", arguments),
            ("Next", "Found".into()),
            ("Output", jsonata(newest)),
            ("Retry", Expr::List(vec![again()])),
        ],
    );
    let count = sorted([("looks", jsonata("$looks + 1"))]);
    vec![
        ("Look", state("Pass", [("Assign", sorted([("looks", 0.into())])), ("Next", "ListCrawls".into())])),
        ("ListCrawls", look),
        ("Found", found(vec![choice(&is_it, "Start"), choice(&patient, "Wait")])),
        ("Wait", state("Wait", [("Assign", count), ("Next", "ListCrawls".into()), ("Seconds", 30.into())])),
    ]
}

/// The newest run of a job that has succeeded, among the last of its runs.
fn runs(job: Expr) -> States {
    let newest = format!(
        "[$states.result.JobRuns[JobRunState = 'SUCCEEDED' and $toMillis(CompletedOn) >= {A_DAY_AGO}]\
         ^(>CompletedOn)[0].{{ 'Id': Id }}]"
    );
    let look = task(
        "aws-sdk:glue:getJobRuns",
        [
            // So many fit into a state.
            ("Arguments", sorted([("JobName", job), ("MaxResults", 25.into())])),
            ("Next", "Found".into()),
            ("Output", jsonata(&newest)),
            ("Retry", Expr::List(vec![again()])),
        ],
    );
    vec![("Look", look), ("Found", found(vec![choice("$exists($states.input[0])", "Start")]))]
}

/// The newest evaluation that has passed the gate. Listings do not tell of what an evaluation was, so each is looked up.
fn evaluations(lake: &Lake<'_>, gate: &str) -> States {
    let jobs = lake.pipeline.gated_by(gate).map(|job| lake.job_name(&job.key));
    let filter = sorted([
        ("JobName", jsonata("$states.input")),
        ("StartedAfter", jsonata(&format!("$fromMillis({A_DAY_AGO})"))),
    ]);
    let list = task(
        "aws-sdk:glue:listDataQualityResults",
        [
            ("Arguments", sorted([("Filter", filter), ("MaxResults", 100.into())])),
            ("End", true.into()),
            (
                "Output",
                jsonata("{ 'Results': [$states.result.Results.{ 'ResultId': ResultId, 'StartedOn': StartedOn }] }"),
            ),
            ("Retry", Expr::List(vec![again()])),
        ],
    );
    let get = task(
        "aws-sdk:glue:getDataQualityResult",
        [
            ("Arguments", sorted([("ResultId", jsonata("$states.input.ResultId"))])),
            ("End", true.into()),
            (
                "Output",
                jsonata(
                    "$states.result.{ 'ResultId': ResultId, 'JobName': JobName, 'JobRunId': JobRunId, 'StartedOn': StartedOn, \
                 'Gate': EvaluationContext, 'Score': Score }",
                ),
            ),
            ("Retry", Expr::List(vec![again()])),
        ],
    );
    let least = lake.pipeline.gates.get(gate).map(|gate| gate.minimum_score.to_string()).unwrap_or_default();
    let passed = format!("[$states.result[Gate = '{gate}' and Score >= {least}]^(>StartedOn)[0]]");
    vec![
        (
            "Look",
            map(
                "List",
                Expr::list(jobs),
                list,
                "[$filter($states.result.Results^(>StartedOn), function($each, $n) { $n < 20 })]",
                "LookUp",
            ),
        ),
        ("LookUp", map("Get", jsonata("$states.input"), get, &passed, "Found")),
        ("Found", found(vec![choice("$exists($states.input[0])", "Start")])),
    ]
}

/// A state that does one task for each item.
fn map(name: &str, items: Expr, each: Expr, output: &str, next: &str) -> Expr {
    let processor = sorted([
        ("ProcessorConfig", sorted([("Mode", Expr::from("INLINE"))])),
        ("StartAt", name.into()),
        ("States", sorted([(name, each)])),
    ]);
    state(
        "Map",
        [
            ("ItemProcessor", processor),
            ("Items", items),
            ("MaxConcurrency", 5.into()),
            ("Next", next.into()),
            ("Output", jsonata(output)),
        ],
    )
}

fn found(choices: Vec<Expr>) -> Expr {
    state("Choice", [("Choices", Expr::List(choices)), ("Default", "Done".into())])
}
