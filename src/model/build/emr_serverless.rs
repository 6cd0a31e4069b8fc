//! EMR Serverless applications.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{
    DEFAULT_IDLE_TIMEOUT_MINUTES, EmrApplication, EmrArchitecture, EmrNetwork, EmrType, EmrWorkerType, EmrWorkers,
    Size, WriteMode,
};
use crate::spec::{self, EmrInitialCapacity};

use super::connection::misread_ids;
use super::job::{Known, reads};

/// What a worker has if nothing is said (Amazon EMR Serverless User Guide, "Understanding application behavior").
const DISK: Size = Size::from_megabytes(20 * 1024);

pub(super) fn application(
    scope: &mut Scope<'_>,
    known: Known<'_>,
    key: &str,
    origin: Pointer,
    declared: &spec::EmrApplication,
) -> Option<EmrApplication> {
    if let Some(place) = &declared.network {
        network(scope, place, &origin.key("network"));
    }
    let idle_timeout_minutes = idle_timeout(scope, &origin, declared);
    let readable = reads(scope, known, &origin.key("reads"), declared.reads.as_deref().unwrap_or_default());
    let writable = declared.writes.as_deref().unwrap_or_default();
    let writable = super::write::writes(scope, known.tables, &origin.key("writes"), writable, WriteMode::Append);
    Some(EmrApplication {
        key: key.to_owned(),
        origin,
        kind: declared.kind.unwrap_or(EmrType::Spark),
        release_label: declared.release_label.clone(),
        architecture: declared.architecture.unwrap_or(EmrArchitecture::X86_64),
        initial_capacity: declared.initial_capacity.as_ref().map(workers).unwrap_or_default(),
        maximum_capacity: declared.maximum_capacity,
        auto_start: declared.auto_start.unwrap_or(true),
        idle_timeout_minutes,
        network: declared.network.clone(),
        reads: readable?,
        writes: writable?,
    })
}

fn workers(declared: &EmrInitialCapacity) -> Vec<EmrWorkers> {
    let types = [
        (EmrWorkerType::Driver, declared.driver),
        (EmrWorkerType::Executor, declared.executor),
        (EmrWorkerType::HiveDriver, declared.hive_driver),
        (EmrWorkerType::TezTask, declared.tez_task),
    ];
    let workers = |(worker_type, workers): (EmrWorkerType, Option<spec::EmrWorkers>)| {
        let spec::EmrWorkers { worker_count, cpu, memory, disk } = workers?;
        Some(EmrWorkers { worker_type, count: worker_count, cpu, memory, disk: disk.unwrap_or(DISK) })
    };
    types.into_iter().filter_map(workers).collect()
}

/// LG-E225: whole minutes up to a week (the provider's own check, and the API's).
fn idle_timeout(scope: &mut Scope<'_>, origin: &Pointer, declared: &spec::EmrApplication) -> Option<u32> {
    let stops = declared.auto_stop.unwrap_or(true);
    let place = Place::Value(origin.key("idle_timeout"));
    let Some(timeout) = declared.idle_timeout else { return stops.then_some(DEFAULT_IDLE_TIMEOUT_MINUTES) };
    if !stops {
        let message = "an application that does not stop has no `idle_timeout`";
        scope.report(Diagnostic::new(&rules::EMR_CAPACITY, place, message).help("Remove one of the two."));
        return None;
    }
    let minutes = timeout.whole_minutes().filter(|minutes| (1..=10_080).contains(minutes));
    if minutes.is_none() {
        let message = format!("`{timeout}` is not a whole number of minutes from 1 to 10,080");
        scope.report(Diagnostic::new(&rules::EMR_CAPACITY, place, message).help("Write for example `15m`."));
    }
    minutes.and_then(|minutes| u32::try_from(minutes).ok())
}

/// LG-E226.
fn network(scope: &mut Scope<'_>, network: &EmrNetwork, at: &Pointer) {
    let mut report = |place, message| scope.report(Diagnostic::new(&rules::EMR_NETWORK, place, message));
    for (member, most, ids) in [("subnets", 16, &network.subnets), ("security_groups", 5, &network.security_groups)] {
        let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
        if ids.is_empty() || ids.len() > most || distinct.len() < ids.len() {
            let what = member.replace('_', " ");
            let message = format!("{} different {what} of {}; 1 to {most} are needed", distinct.len(), ids.len());
            report(Place::Value(at.key(member)), message);
        }
    }
    for (place, message) in misread_ids(at, &network.subnets, &network.security_groups) {
        report(place, message);
    }
}
