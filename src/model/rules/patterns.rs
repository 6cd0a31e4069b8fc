//! `event_pattern`: what EventBridge refuses, and what it takes but never or too often matches.
//!
//! The events are those of the AWS Glue User Guide ("Automating AWS Glue with EventBridge") and of the Amazon S3 User
//! Guide ("EventBridge event message structure").

use serde_json::{Map, Value, json};

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{Pipeline, TriggerSource};
use crate::pattern::Pattern;

const CRAWLER: &str = "Glue Crawler State Change";
const JOB: &str = "Glue Job State Change";

/// The states that an event of this type may tell of, and the field that names its sender.
const TYPES: &[(&str, &[&str], &str)] = &[
    (CRAWLER, &["Started", "Succeeded", "Failed"], "crawlerName"),
    (JOB, &["SUCCEEDED", "FAILED", "TIMEOUT", "STOPPED"], "jobName"),
    ("Glue Job Run Status", &["STARTING", "RUNNING", "STOPPING"], "jobName"),
    ("Data Quality Evaluation Results Available", &["SUCCEEDED", "FAILED"], "rulesetNames"),
    ("Object Created", &[], "bucket"),
];

/// Fields of crawler events that hold numbers as text.
const COUNTERS: &[&str] = &[
    "tablesCreated",
    "tablesUpdated",
    "tablesDeleted",
    "partitionsCreated",
    "partitionsUpdated",
    "partitionsDeleted",
    "runningTime (sec)",
];

/// Every pattern, with its place.
fn patterns(pipeline: &Pipeline) -> impl Iterator<Item = (Pointer, &Map<String, Value>)> {
    pipeline.jobs.values().filter_map(|job| match job.trigger.as_ref().map(|trigger| (trigger, &trigger.source)) {
        Some((trigger, TriggerSource::EventPattern(Value::Object(pattern)))) => {
            Some((trigger.origin.key("event_pattern"), pattern))
        }
        _ => None,
    })
}

/// LG-E083 and LG-E084.
pub(super) fn shape(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (origin, pattern) in patterns(pipeline) {
        let pattern = Value::Object(pattern.clone());
        if let Err(error) = Pattern::parse(&pattern) {
            let at = within(&origin, &error.path);
            let place = Place::Value(if scope.has(&at) { at } else { origin.clone() });
            let path = if error.path.is_empty() { String::new() } else { format!("`{}`: ", error.path) };
            scope.report(Diagnostic::new(&rules::PATTERN_SHAPE, place, format!("{path}{}", error.message)));
        } else if let Some(at) = null(&origin, &pattern) {
            let place = Place::Value(if scope.has(&at) { at } else { origin.clone() });
            let finding = Diagnostic::new(&rules::PATTERN_SHAPE, place, "`null` cannot be rendered here");
            let why = "CloudFormation refuses a template that holds a null, also inside a pattern.";
            scope.report(finding.why(why).help("Ask for absence by `{ exists: false }`, or leave the field out."));
        }
        let length = pattern.to_string().chars().count();
        if length > Pattern::MAX_LENGTH {
            let message = format!("the pattern has {length} characters, more than {}", Pattern::MAX_LENGTH);
            scope.report(Diagnostic::new(&rules::PATTERN_SIZE, Place::Key(origin), message));
        }
    }
}

/// The place of `detail.$or[1].state[0]` below `origin`.
fn within(origin: &Pointer, path: &str) -> Pointer {
    let mut at = origin.clone();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let mut pieces = part.split('[');
        at = at.key(pieces.next().unwrap_or_default());
        let indices = pieces.filter_map(|index| index.trim_end_matches(']').parse().ok());
        at = indices.fold(at, |at, index: usize| at.index(index));
    }
    at
}

fn null(at: &Pointer, value: &Value) -> Option<Pointer> {
    match value {
        Value::Null => Some(at.clone()),
        Value::Array(items) => items.iter().enumerate().find_map(|(n, item)| null(&at.index(n), item)),
        Value::Object(members) => members.iter().find_map(|(key, member)| null(&at.key(key), member)),
        _ => None,
    }
}

/// LG-E082, LG-E091, LG-W080 and LG-W085, once the pattern is one.
pub(super) fn meaning(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (origin, pattern) in patterns(pipeline) {
        if Pattern::parse(&Value::Object(pattern.clone())).is_err() {
            continue;
        }
        let types = leaves(&origin, pattern, &["detail-type"]);
        let has_type = |name: &str| types.iter().any(|(_, leaf)| *leaf == name);
        for (at, leaf) in &types {
            if leaf.as_str().is_some_and(|name| name.starts_with("Glue Data Catalog ")) {
                let message = format!("{leaf} starts a job");
                scope.report(Diagnostic::new(&rules::CATALOG_EVENT_AS_TRIGGER, Place::Value(at.clone()), message));
            }
        }
        let known: Vec<_> = TYPES.iter().filter(|(name, ..)| has_type(name)).collect();
        if known.len() == types.len() {
            let states: Vec<&str> = known.iter().flat_map(|(_, states, _)| states.iter().copied()).collect();
            state_case(scope, &origin, pattern, &states);
        }
        if has_type(CRAWLER) {
            counters(scope, &origin, pattern);
        }
        for (name, _, field) in known {
            if members(&origin, pattern, &["detail", field]).is_empty() {
                let message = format!("any \"{name}\" in the account starts this job: the pattern has no `{field}`");
                scope.report(Diagnostic::new(&rules::PATTERN_TOO_WIDE, Place::Key(origin.clone()), message));
            }
        }
    }
}

fn state_case(scope: &mut Scope<'_>, origin: &Pointer, pattern: &Map<String, Value>, states: &[&str]) {
    for (at, leaf) in leaves(origin, pattern, &["detail", "state"]) {
        let Some(written) = leaf.as_str().filter(|written| !states.is_empty() && !states.contains(written)) else {
            continue;
        };
        let message = format!("`{written}` is no state of these events, so it never matches");
        let finding = Diagnostic::new(&rules::EVENT_STATE_CASE, Place::Value(at), message);
        scope.report(finding.help(match states.iter().find(|state| state.eq_ignore_ascii_case(written)) {
            Some(expected) => format!("Write `{expected}`."),
            None => format!("Write one of `{}`.", states.join("`, `")),
        }));
    }
}

fn counters(scope: &mut Scope<'_>, origin: &Pointer, pattern: &Map<String, Value>) {
    for counter in COUNTERS {
        for (at, leaf) in leaves(origin, pattern, &["detail", counter]) {
            if leaf.is_number() || leaf.get("numeric").is_some() {
                let message = format!("`{counter}` is a text in the event, and no number ever matches it");
                scope.report(Diagnostic::new(&rules::NUMERIC_FILTER_ON_STRINGS, Place::Value(at), message));
            }
        }
    }
}

/// The members at a path, in all that `$or` offers on the way.
fn members<'v>(at: &Pointer, object: &'v Map<String, Value>, path: &[&str]) -> Vec<(Pointer, &'v Value)> {
    let Some((first, rest)) = path.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    match object.get(*first) {
        Some(member) if rest.is_empty() => found.push((at.key(*first), member)),
        Some(Value::Object(inner)) => found.extend(members(&at.key(*first), inner, rest)),
        _ => {}
    }
    for (n, alternative) in object.get("$or").and_then(Value::as_array).into_iter().flatten().enumerate() {
        if let Value::Object(inner) = alternative {
            found.extend(members(&at.key("$or").index(n), inner, path));
        }
    }
    found
}

/// What the lists at a path hold.
fn leaves<'v>(at: &Pointer, object: &'v Map<String, Value>, path: &[&str]) -> Vec<(Pointer, &'v Value)> {
    let lists = members(at, object, path).into_iter();
    lists
        .flat_map(|(at, list)| {
            list.as_array().into_iter().flatten().enumerate().map(move |(n, leaf)| (at.index(n), leaf))
        })
        .collect()
}

/// Whether the pattern wants the event of a run of the job `name` that ends.
pub(super) fn wants_job(pattern: &Value, name: &str) -> bool {
    ["SUCCEEDED", "FAILED", "TIMEOUT"].iter().any(|state| {
        let detail = json!({ "jobName": name, "state": state, "jobRunId": "jr", "severity": "INFO", "message": "" });
        wants(pattern, JOB, &detail)
    })
}

/// Whether the pattern wants the event of a crawl of the crawler `name` that ends.
pub(super) fn wants_crawler(pattern: &Value, name: &str) -> bool {
    ["Succeeded", "Failed"]
        .iter()
        .any(|state| wants(pattern, CRAWLER, &json!({ "crawlerName": name, "state": state, "message": "" })))
}

/// Where and when it happens is left out: nobody knows before.
fn wants(pattern: &Value, detail_type: &str, detail: &Value) -> bool {
    let mut pattern = pattern.clone();
    if let Value::Object(members) = &mut pattern {
        members.retain(|key, _| !["account", "region", "time", "id", "resources", "version"].contains(&key.as_str()));
    }
    let event = json!({ "source": "aws.glue", "detail-type": detail_type, "detail": detail });
    Pattern::parse(&pattern).is_ok_and(|pattern| pattern.matches(&event))
}
