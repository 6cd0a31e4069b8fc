//! EMR Serverless: releases, sizes of workers, and data that it can reach.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{ConnectionUse, EmrApplication, EmrType, EmrWorkers, Pipeline, Read, Size, Table, Write};

/// The first release (Amazon EMR Serverless User Guide, "Amazon EMR Serverless release versions").
const FIRST_RELEASE: [u32; 3] = [6, 6, 0];

const NO_ICEBERG: &str =
    "Use `type: spark` with a release such as `emr-7.9.0`, whose Iceberg lakegen sets up, or name the other tables.";

/// LG-E224.
pub(super) fn releases(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for application in pipeline.emr_serverless.values() {
        let label = &application.release_label;
        let spark_only = label.strip_prefix("emr-spark-");
        let message = match spark_only.or_else(|| label.strip_prefix("emr-")).and_then(version) {
            None => format!("`{}` is not a release of Amazon EMR", label.escape_default()),
            Some(version) if spark_only.is_none() && version < FIRST_RELEASE => {
                format!("`{label}` is older than EMR Serverless, which begins with `emr-6.6.0`")
            }
            Some(_) if spark_only.is_some() && application.kind != EmrType::Spark => {
                format!("`{label}` holds Spark, and the application runs {}", application.kind)
            }
            Some(_) => continue,
        };
        let place = Place::Value(application.origin.key("release_label"));
        scope.report(Diagnostic::new(&rules::EMR_RELEASE, place, message));
    }
}

/// The three numbers of `7.9.0`.
fn version(text: &str) -> Option<[u32; 3]> {
    let number = |part: &str| {
        let canonical = part == "0" || !part.starts_with('0');
        part.parse().ok().filter(|_| canonical && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let parts = text.split('.').map(number).collect::<Option<Vec<u32>>>()?;
    parts.try_into().ok()
}

/// LG-E225: workers that there are, of the application's own types, and no more than may be.
pub(super) fn capacity(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for application in pipeline.emr_serverless.values() {
        let at = application.origin.key("initial_capacity");
        let mut faults: Vec<(Place, String)> = Vec::new();
        for workers in &application.initial_capacity {
            let at = at.key(workers.worker_type.key());
            if workers.worker_type.kind() != application.kind {
                let message = format!("`{}` is no worker of {}", workers.worker_type.key(), application.kind);
                faults.push((Place::Key(at), message));
                continue;
            }
            faults.extend(size_faults(workers, &at).map(|(at, message)| (Place::Value(at), message)));
        }
        faults.extend(maximum_faults(application));
        for (place, message) in faults {
            scope.report(Diagnostic::new(&rules::EMR_CAPACITY, place, message));
        }
    }
}

/// The memory that a worker of so many vCPUs may have: the least, the most and the step between, in GB.
///
/// Source: Amazon EMR Serverless User Guide, "Understanding application behavior", "Supported worker configurations".
fn memory_of(cpu: u32) -> Option<Vec<u64>> {
    let (least, most, step) = match cpu {
        1 => (2, 8, 1),
        2 => (4, 16, 1),
        4 => (8, 30, 1),
        8 => (16, 60, 4),
        16 => (32, 120, 8),
        32 => return Some(vec![60, 120, 244]),
        _ => return None,
    };
    Some((least..=most).step_by(step).collect())
}

fn size_faults(workers: &EmrWorkers, at: &Pointer) -> impl Iterator<Item = (Pointer, String)> {
    let EmrWorkers { count, cpu, memory, disk, .. } = *workers;
    let count = (!(1..=1_000_000).contains(&count))
        .then(|| (at.key("worker_count"), format!("{count} workers: write 1 to 1,000,000")));
    let size = match memory_of(cpu) {
        None => Some((at.key("cpu"), format!("{cpu} vCPUs: a worker has 1, 2, 4, 8, 16 or 32"))),
        Some(sizes) => (!memory.whole_gigabytes().is_some_and(|size| sizes.contains(&size))).then(|| {
            let sizes = match sizes.as_slice() {
                [first, second, .., last] if sizes.len() > 3 => {
                    format!("{first} to {last} GB in steps of {}", second - first)
                }
                sizes => sizes.iter().map(|size| format!("{size} GB")).collect::<Vec<_>>().join(" or "),
            };
            (at.key("memory"), format!("{memory} of memory with {cpu} vCPUs: they have {sizes}"))
        }),
    };
    let disk = (!disk.whole_gigabytes().is_some_and(|size| (20..=200).contains(&size)))
        .then(|| (at.key("disk"), format!("{disk} of disk: a worker has 20 to 200 GB")));
    count.into_iter().chain(size).chain(disk)
}

/// What is wrong with the maximum: too little for any run, or for the workers that are ready.
fn maximum_faults(application: &EmrApplication) -> Vec<(Place, String)> {
    let Some(maximum) = &application.maximum_capacity else { return Vec::new() };
    let at = application.origin.key("maximum_capacity");
    let ready = |of: &dyn Fn(&EmrWorkers) -> u64| -> u64 {
        application.initial_capacity.iter().map(|workers| u64::from(workers.count) * of(workers)).sum()
    };
    let gigabytes = |size: Size| size.bytes() >> 30;
    let mut faults = Vec::new();
    // A run has a driver and at least one other worker.
    let mut hold = |member: &str, limit: u64, least: u64, ready: u64, unit: &str| {
        let message = if limit < least {
            format!("{limit} {unit} together: the two workers of a run have {least} at least")
        } else if ready > limit {
            format!("{limit} {unit} together, and the workers of `initial_capacity` have {ready}")
        } else {
            return;
        };
        faults.push((Place::Value(at.key(member)), message));
    };
    hold("cpu", maximum.cpu.into(), 2, ready(&|workers| workers.cpu.into()), "vCPUs");
    hold("memory", gigabytes(maximum.memory), 4, ready(&|workers| gigabytes(workers.memory)), "GB of memory");
    if let Some(disk) = maximum.disk {
        hold("disk", gigabytes(disk), 40, ready(&|workers| gigabytes(workers.disk)), "GB of disk");
    }
    let sizes = [("memory", Some(maximum.memory)), ("disk", maximum.disk)];
    for (member, size) in sizes.into_iter().filter_map(|(member, size)| Some((member, size?))) {
        if size.whole_gigabytes().is_none() {
            faults.push((Place::Value(at.key(member)), format!("`{size}` is not a whole number of GB")));
        }
    }
    faults
}

/// LG-E227: what runs of EMR Serverless have no way to.
pub(super) fn data(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for application in pipeline.emr_serverless.values() {
        let mut report = |member: &str, n: usize, message: String, help: &str| {
            let place = Place::Value(application.origin.key(member).index(n));
            scope.report(Diagnostic::new(&rules::EMR_DATA, place, message).help(help));
        };
        for (n, read) in application.reads.iter().enumerate() {
            if let Read::Stream(key) = read {
                let message = format!("`{key}` is a stream, and `emr_serverless` reads tables and prefixes");
                report("reads", n, message, "Read what a Firehose stream has written to S3, or use a streaming job.");
            }
            if let Some(table) = pipeline.iceberg_tables(read).next().filter(|_| !application.has_iceberg()) {
                let message = format!("`{}.{}` is an Iceberg table", table.database, table.name);
                report("reads", n, message, NO_ICEBERG);
            }
        }
        for (n, write) in application.writes.iter().enumerate() {
            match write {
                Write::Warehouse(_) => {
                    let help = "Write to a prefix, and let a job with `builtin:redshift` load what is there.";
                    report("writes", n, "warehouses are loaded by jobs".to_owned(), help);
                }
                Write::Table { key, .. } if !application.has_iceberg() => {
                    if pipeline.tables.get(key).is_some_and(Table::is_iceberg) {
                        report("writes", n, format!("`{key}` is an Iceberg table"), NO_ICEBERG);
                    }
                }
                Write::Table { .. } | Write::Location { .. } => {}
            }
        }
    }
}

/// LG-W220: tables whose rows are not in S3. The Data Catalog only says that they exist.
pub(super) fn tables_elsewhere(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for application in pipeline.emr_serverless.values() {
        for (n, read) in application.reads.iter().enumerate() {
            for crawler in pipeline.crawlers_behind(read) {
                let connections = crawler.targets.connections().into_iter();
                let databases = connections.filter(|(_, _, kind)| *kind != ConnectionUse::PrivateS3);
                let dynamodb = crawler.targets.dynamodb.iter().map(|target| &target.origin);
                for origin in databases.map(|(_, origin, _)| origin).chain(dynamodb) {
                    let place = Place::Value(application.origin.key("reads").index(n));
                    let message = format!("crawler `{}` makes tables of data that is not in S3", crawler.key);
                    let finding = Diagnostic::new(&rules::EMR_TABLES_ELSEWHERE, place, message);
                    scope.report(finding.related(Place::Key(origin.clone()), "these tables"));
                }
            }
        }
    }
}

/// LG-W221.
pub(super) fn reads_nothing(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for application in pipeline.emr_serverless.values().filter(|application| application.reads.is_empty()) {
        if !scope.was_meant(&application.origin, "reads") || scope.has(&application.origin.key("reads")) {
            let message = format!("runs of application `{}` may not read anything", application.key);
            let place = scope.at(&application.origin, &["reads"]);
            scope.report(Diagnostic::new(&rules::EMR_READS_NOTHING, place, message));
        }
    }
}

/// LG-W222: workers that wait day and night.
pub(super) fn idle_capacity(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for application in pipeline.emr_serverless.values() {
        if !application.initial_capacity.is_empty() && application.idle_timeout_minutes.is_none() {
            let place = scope.at(&application.origin, &["auto_stop"]);
            let message = format!("application `{}` keeps workers ready and never stops", application.key);
            let finding = Diagnostic::new(&rules::EMR_IDLE_CAPACITY, place, message);
            scope.report(finding.related(Place::Key(application.origin.key("initial_capacity")), "the workers"));
        }
    }
}
