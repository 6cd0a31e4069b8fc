//! What triggers of jobs and crawlers have in common: one source, and what sources refer to.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::S3Location;
use crate::model::build::location;
use crate::model::scope::Scope;
use crate::spec;

/// Whose trigger it is.
pub(super) struct Waiter<'a> {
    /// `job` or `crawler`.
    pub(super) kind: &'static str,
    /// Its key.
    pub(super) key: &'a str,
    /// What it may wait for, of which the spec names one.
    pub(super) sources: &'static [&'static str],
}

/// The one source that the trigger at `origin` names; says so if there is none, or more than one.
pub(super) fn only_source(scope: &mut Scope<'_>, waiter: &Waiter<'_>, origin: &Pointer) -> Option<&'static str> {
    let Waiter { kind, key, sources } = waiter;
    let written: Vec<&'static str> = sources.iter().copied().filter(|source| scope.has(&origin.key(*source))).collect();
    if written.is_empty() && sources.iter().any(|source| scope.was_meant(origin, source)) {
        return None;
    }
    let message = match written[..] {
        [source] => return Some(source),
        [] => format!("the trigger of {kind} `{key}` does not say what it waits for"),
        _ => format!("the trigger of {kind} `{key}` waits for {} things: `{}`", written.len(), written.join("`, `")),
    };
    let finding = Diagnostic::new(&rules::TRIGGER_INCOMPLETE, Place::Key(origin.clone()), message);
    scope.report(finding.help(format!("Write exactly one of `{}`.", sources.join("`, `"))));
    None
}

pub(super) fn crawler_ref(scope: &mut Scope<'_>, name: &str, at: &Pointer) -> Option<String> {
    let known = scope.spec.crawlers.iter().flat_map(BTreeMap::keys);
    scope.resolve("crawlers", name, known, at).then(|| name.to_owned())
}

pub(super) fn job_ref(scope: &mut Scope<'_>, name: &str, at: &Pointer) -> Option<String> {
    let known = scope.spec.jobs.iter().flat_map(BTreeMap::keys);
    scope.resolve("jobs", name, known, at).then(|| name.to_owned())
}

pub(super) fn on_demand(scope: &mut Scope<'_>, waiter: &Waiter<'_>, wanted: bool, at: &Pointer) -> bool {
    if !wanted {
        let message = format!("`on_demand: false` does not say what starts {} `{}`", waiter.kind, waiter.key);
        let finding = Diagnostic::new(&rules::TRIGGER_INCOMPLETE, Place::Value(at.clone()), message);
        scope.report(finding.help("Write `true`, or another trigger instead."));
    }
    wanted
}

/// A prefix whose bucket can announce its objects: only a bucket that lakegen creates.
pub(super) fn s3_ref(
    scope: &mut Scope<'_>,
    waiter: &Waiter<'_>,
    path: &spec::S3Path,
    at: &Pointer,
) -> Option<S3Location> {
    let location = location(scope, &rules::INVALID_VALUE, path.as_str(), at)?;
    if scope.creates(&location.bucket) {
        return Some(location);
    }
    let message =
        format!("`{location}` is in a bucket that this spec does not create, so it cannot announce its objects");
    let finding = Diagnostic::new(&rules::FOREIGN_BUCKET_NOTIFICATION, Place::Value(at.clone()), message);
    scope.report(finding.help(match waiter.kind {
        "job" => "Start the job by `schedule`, or crawl the prefix and start it by `crawler`.",
        _ => "Start the crawler by `schedule`.",
    }));
    None
}
