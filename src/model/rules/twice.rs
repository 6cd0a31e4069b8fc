//! What stands twice in a list where once is enough.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::Pipeline;
use crate::model::scope::Scope;
use crate::spec::WriteRef;

/// LG-W296. Of mappings and files it is an error, said with their other rules.
pub(super) fn listed(_: &Pipeline, scope: &mut Scope<'_>) {
    let spec = scope.spec;
    for (key, crawler) in spec.crawlers.iter().flatten() {
        let at = Pointer::root().key("crawlers").key(key).key("classifiers");
        of(scope, &at, crawler.classifiers.iter().flatten().cloned());
    }
    for (key, job) in spec.jobs.iter().flatten() {
        let at = |list: &str| Pointer::root().key("jobs").key(key).key(list);
        of(scope, &at("reads"), job.reads.iter().flatten().map(|read| read.as_str().to_owned()));
        of(scope, &at("writes"), job.writes.iter().flatten().map(place_of));
        for (list, names) in [("connections", &job.connections), ("data_quality", &job.data_quality)] {
            of(scope, &at(list), names.iter().flatten().cloned());
        }
    }
}

/// Where it writes to, however it does.
fn place_of(write: &WriteRef) -> String {
    let path = write.path.as_ref().map(|path| path.as_str().to_owned());
    let table = write.table.clone().unwrap_or_default();
    path.unwrap_or_else(|| format!("{}:{table}", write.warehouse.clone().unwrap_or_default()))
}

fn of(scope: &mut Scope<'_>, at: &Pointer, items: impl Iterator<Item = String>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (n, item) in items.enumerate() {
        let Some(first) = seen.get(&item) else {
            seen.insert(item, n);
            continue;
        };
        let message = format!("`{}` is listed twice", item.trim_start_matches(':'));
        let finding = Diagnostic::new(&rules::LISTED_TWICE, Place::Value(at.index(n)), message);
        scope.report(finding.related(Place::Value(at.index(*first)), "the first time"));
    }
}
