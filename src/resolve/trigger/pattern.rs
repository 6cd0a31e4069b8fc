//! The patterns of the events that triggers wait for.

use serde_json::Value;

use crate::expr::{Document, Expr, Pseudo, Text};
use crate::model::{S3Location, Upstream};
use crate::resolve::data::bucket_name;
use crate::resolve::lake::Lake;

/// A pattern for events of this account: forwarded events of others stay out.
pub(in crate::resolve) fn pattern(source: &str, detail_type: &str, detail: Expr) -> Document {
    Document::of(Expr::object([
        ("source", Expr::list([source])),
        ("detail-type", Expr::list([detail_type])),
        ("account", Expr::list([Pseudo::AccountId])),
        ("detail", detail),
    ]))
}

/// The crawler has succeeded.
pub(in crate::resolve) fn crawler_succeeded(lake: &Lake<'_>, crawler: &str) -> Document {
    crawlers_succeeded(vec![lake.crawler_name(crawler)])
}

/// The job has succeeded.
pub(in crate::resolve) fn job_succeeded(lake: &Lake<'_>, job: &str) -> Document {
    jobs_succeeded(vec![lake.job_name(job)])
}

fn crawlers_succeeded(names: Vec<Text>) -> Document {
    let detail = Expr::object([("crawlerName", Expr::list(names)), ("state", Expr::list(["Succeeded"]))]);
    pattern("aws.glue", "Glue Crawler State Change", detail)
}

fn jobs_succeeded(names: Vec<Text>) -> Document {
    let detail = Expr::object([("jobName", Expr::list(names)), ("state", Expr::list(["SUCCEEDED"]))]);
    pattern("aws.glue", "Glue Job State Change", detail)
}

/// The patterns for the success of any of `upstreams`: one for its crawlers and one for its jobs, each with the last part
/// of its rule's name and a sentence.
pub(super) fn successes(lake: &Lake<'_>, upstreams: &[Upstream]) -> Vec<(&'static str, &'static str, Document)> {
    let (mut crawlers, mut jobs) = (Vec::new(), Vec::new());
    for upstream in upstreams {
        match upstream {
            Upstream::Crawler(key) => crawlers.push(lake.crawler_name(key)),
            Upstream::Job(key) => jobs.push(lake.job_name(key)),
        }
    }
    let crawlers = (!crawlers.is_empty())
        .then(|| ("crawler", "A crawler that it waits for has succeeded", crawlers_succeeded(crawlers)));
    let jobs = (!jobs.is_empty()).then(|| ("job", "A job that it waits for has succeeded", jobs_succeeded(jobs)));
    crawlers.into_iter().chain(jobs).collect()
}

/// A pattern of the user's. There is no `null` in it: no CloudFormation template can hold one, so the model refuses it.
pub(super) fn as_written(pattern: &Value) -> Document {
    fn written(value: &Value) -> Option<Expr> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(flag) => Expr::Bool(*flag),
            // 5e6 is written 5000000: every other writer of JSON does, and Terraform keeps no fraction.
            Value::Number(number) => Expr::Number(whole(number)),
            Value::String(text) => text.into(),
            Value::Array(items) => Expr::List(items.iter().filter_map(written).collect()),
            Value::Object(members) => {
                Expr::Object(members.iter().filter_map(|(key, member)| Some((key.clone(), written(member)?))).collect())
            }
        })
    }
    Document::of(written(pattern).unwrap_or(Expr::Object(Vec::new())))
}

/// Data has passed the gate in a job.
pub(super) fn gate_passed(lake: &Lake<'_>, gate: &str) -> Document {
    gate_scored(lake, gate, ">=")
}

/// Data has failed the gate in a job.
pub(in crate::resolve) fn gate_failed(lake: &Lake<'_>, gate: &str) -> Document {
    gate_scored(lake, gate, "<")
}

/// The score of an evaluation of the gate compares like this with its `minimum_score`. Not by the event's `state`: Glue calls
/// an evaluation FAILED as soon as one rule fails.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/data-quality-alerts.html>.
fn gate_scored(lake: &Lake<'_>, gate: &str, sign: &str) -> Document {
    let jobs = lake.pipeline.gated_by(gate).map(|job| lake.job_name(&job.key));
    let context = Expr::object([
        ("contextType", Expr::list(["GLUE_JOB"])),
        ("jobName", Expr::list(jobs)),
        ("evaluationContext", Expr::list([gate])),
    ]);
    let least = lake.pipeline.gates.get(gate).map(|gate| Expr::Number(gate.minimum_score.clone()));
    let numeric = Expr::list([Some(sign.into()), least].into_iter().flatten());
    let score = Expr::list([Expr::object([("numeric", numeric)])]);
    let detail = Expr::object([("context", context), ("score", score)]);
    pattern("aws.glue-dataquality", "Data Quality Evaluation Results Available", detail)
}

/// An object was created below the location.
pub(super) fn object_created(lake: &Lake<'_>, location: &S3Location) -> Document {
    pattern("aws.s3", "Object Created", {
        let bucket = Expr::object([("name", Expr::list([bucket_name(lake, &location.bucket)]))]);
        let prefix = Expr::object([("prefix", &location.prefix)]);
        let object = Expr::object([("key", Expr::list([prefix]))]);
        if location.prefix.is_empty() {
            Expr::object([("bucket", bucket)])
        } else {
            Expr::object([("bucket", bucket), ("object", object)])
        }
    })
}

/// What the schedule hands over that looks for lost events.
pub(super) fn reconcile_input() -> Document {
    Document::of(Expr::JsonText(Box::new(Expr::object([("lakegen", "reconcile")]))))
}

/// A number without its fraction, if that is zero.
fn whole(number: &serde_json::Number) -> serde_json::Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number.as_f64() {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
        Some(value) if number.is_f64() && value.fract() == 0.0 && value.abs() < EXACT => (value as i64).into(),
        _ => number.clone(),
    }
}
