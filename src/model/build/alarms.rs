//! Who is told about what.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::spec::{self, Duration};

use crate::model::scope::Scope;
use crate::model::{AlarmKind, Alarms};

/// CloudWatch looks back seven days at most, by periods of an hour (Amazon CloudWatch API reference, "PutMetricAlarm").
const LONGEST_HOURS: u64 = 7 * 24;

pub(super) fn alarms(scope: &mut Scope<'_>, declared: Option<&spec::Alarms>) -> Alarms {
    let declared = declared.cloned().unwrap_or_default();
    let everything = || AlarmKind::ALL.iter().copied().collect::<BTreeSet<_>>();
    let freshness = declared.freshness.unwrap_or_default();
    let spec = scope.spec;
    let notify: Vec<String> = declared.notify.iter().flatten().map(|email| email.as_str().to_owned()).collect();
    for (n, address) in notify.iter().enumerate().filter(|(n, address)| notify[..*n].contains(address)) {
        let at = Pointer::root().key("alarms").key("notify").index(n);
        let message = format!("`{address}` is named twice");
        let finding = Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at), message);
        scope.report(finding.why("SNS keeps one subscription of an address.").help("Remove one of the two."));
    }
    Alarms {
        notify,
        when: declared.when.unwrap_or_else(everything),
        fresh_crawlers: hours(scope, "crawlers", freshness.crawlers, spec.crawlers.iter().flat_map(BTreeMap::keys)),
        fresh_jobs: hours(scope, "jobs", freshness.jobs, spec.jobs.iter().flat_map(BTreeMap::keys)),
        dashboard: declared.dashboard.unwrap_or(false),
    }
}

fn hours<'k>(
    scope: &mut Scope<'_>,
    section: &str,
    declared: Option<BTreeMap<String, Duration>>,
    known: impl Iterator<Item = &'k String> + Clone,
) -> BTreeMap<String, u32> {
    let mut fresh = BTreeMap::new();
    for (key, time) in declared.into_iter().flatten() {
        let at = Pointer::root().key("alarms").key("freshness").key(section).key(&key);
        let hours = time.seconds() / 3600;
        if !time.seconds().is_multiple_of(3600) || !(1..=LONGEST_HOURS).contains(&hours) {
            let message = format!("a freshness of `{time}` is not whole hours from `1h` to `7d`");
            scope.report(Diagnostic::new(&rules::FRESHNESS, Place::Value(at.clone()), message));
        }
        if scope.resolve(section, &key, known.clone(), &at) {
            fresh.insert(key, u32::try_from(hours).unwrap_or(u32::MAX));
        }
    }
    fresh
}
