//! EMR Serverless applications, written down again.

use super::job::{minutes, read, write};
use crate::model::{EmrApplication, EmrWorkerType};
use crate::spec;

pub(super) fn application(application: &EmrApplication) -> spec::EmrApplication {
    let capacity = spec::EmrInitialCapacity {
        driver: workers(application, EmrWorkerType::Driver),
        executor: workers(application, EmrWorkerType::Executor),
        hive_driver: workers(application, EmrWorkerType::HiveDriver),
        tez_task: workers(application, EmrWorkerType::TezTask),
    };
    spec::EmrApplication {
        kind: Some(application.kind),
        release_label: application.release_label.clone(),
        architecture: Some(application.architecture),
        initial_capacity: (!application.initial_capacity.is_empty()).then_some(capacity),
        maximum_capacity: application.maximum_capacity,
        auto_start: Some(application.auto_start),
        auto_stop: Some(application.idle_timeout_minutes.is_some()),
        idle_timeout: application.idle_timeout_minutes.map(minutes),
        network: application.network.clone(),
        reads: Some(application.reads.iter().map(read).collect()),
        writes: Some(application.writes.iter().map(write).collect()),
    }
}

fn workers(application: &EmrApplication, worker_type: EmrWorkerType) -> Option<spec::EmrWorkers> {
    let workers = application.initial_capacity.iter().find(|workers| workers.worker_type == worker_type)?;
    Some(spec::EmrWorkers {
        worker_count: workers.count,
        cpu: workers.cpu,
        memory: workers.memory,
        disk: Some(workers.disk),
    })
}
