//! What lakegen recognises and refuses: its lakes have no servers.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::Pipeline;
use crate::model::scope::Scope;

/// LG-E105.
pub(super) fn hive_metastore(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    const KEY: &str = "hive_metastore";
    let mut places = Vec::new();
    if scope.spec.hive_metastore.is_some() {
        places.push(Place::Key(Pointer::root().key(KEY)));
    }
    for (key, database) in scope.spec.databases.iter().flatten() {
        if database.hive_metastore.is_some() {
            places.push(Place::Key(Pointer::root().key("databases").key(key).key(KEY)));
        }
    }
    for (key, crawler) in scope.spec.crawlers.iter().flatten() {
        if crawler.hive_metastore.is_some() {
            places.push(Place::Key(Pointer::root().key("crawlers").key(key).key(KEY)));
        }
    }
    for job in pipeline.jobs.values() {
        let arguments = job.arguments.iter().filter(|(_, value)| value.contains("thrift://"));
        places.extend(arguments.map(|(name, _)| Place::Value(job.origin.key("arguments").key(name))));
        let conf =
            job.spark().into_iter().flat_map(|spark| &spark.conf).filter(|(_, value)| value.contains("thrift://"));
        places.extend(conf.map(|(name, _)| Place::Value(job.origin.key("conf").key(name))));
    }
    for place in places {
        scope.report(Diagnostic::new(&rules::HIVE_METASTORE, place, "lakegen does not use a Hive metastore"));
    }
}
