//! Several things that have to succeed before a job starts.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::Upstream;
use crate::model::scope::Scope;
use crate::spec;

use super::source::{Waiter, crawler_ref, job_ref, only_source};

/// So many names fit into one event pattern (2,048 characters) at their longest.
const MOST: usize = 20;

pub(super) fn all_of(
    scope: &mut Scope<'_>,
    job: &str,
    declared: &[spec::Upstream],
    at: &Pointer,
) -> Option<Vec<Upstream>> {
    if !(2..=MOST).contains(&declared.len()) && !scope.has(&at.index(declared.len())) {
        let message = format!("`all_of` has {} entries; it takes 2 to {MOST}", declared.len());
        let finding = Diagnostic::new(&rules::TRIGGER_INCOMPLETE, Place::Value(at.clone()), message);
        scope.report(finding.help("For one crawler or job write `crawler:` or `job:` without `all_of`."));
        return None;
    }
    let waiter = Waiter { kind: "job", key: job, sources: &["crawler", "job"] };
    let mut upstreams: Vec<Upstream> = Vec::new();
    for (n, upstream) in declared.iter().enumerate() {
        let at = at.index(n);
        let Some(source) = only_source(scope, &waiter, &at) else { continue };
        let named = at.key(source);
        let upstream = match (&upstream.crawler, &upstream.job) {
            (Some(name), _) => crawler_ref(scope, name, &named).map(Upstream::Crawler),
            (_, Some(name)) => job_ref(scope, name, &named).map(Upstream::Job),
            _ => None,
        };
        let Some(upstream) = upstream else { continue };
        if upstreams.contains(&upstream) {
            let finding = Diagnostic::new(&rules::TRIGGER_INCOMPLETE, Place::Value(named), "named twice in `all_of`");
            scope.report(finding.why("One success of it would have to count twice.").help("Remove one of them."));
            continue;
        }
        upstreams.push(upstream);
    }
    (upstreams.len() == declared.len()).then_some(upstreams)
}
