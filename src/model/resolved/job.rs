//! Jobs, written down again.

use super::{role, trigger};
use crate::model::{Job, JobFile, JobKind, JobSecurity, Language, PythonShell, Read, Script, Spark, SparkMode, Write};
use crate::spec::{self, Duration, MaintenanceWindow, PythonVersion, ReadRef, ScriptRef};

pub(super) fn job(job: &Job) -> spec::Job {
    let mut written = spec::Job {
        description: job.description.clone(),
        kind: Some(job.job_type()),
        script: ScriptRef::new(match &job.script {
            Script::Local { path, .. } => path.clone(),
            Script::Builtin(builtin) => format!("builtin:{}", builtin.as_str()),
        }),
        flatten: job.flatten.as_ref().map(|flatten| spec::Flatten {
            separator: Some(flatten.separator.clone()),
            arrays: Some(flatten.arrays),
            max_depth: flatten.max_depth,
        }),
        class: None,
        python_version: None,
        glue_version: None,
        worker_type: None,
        number_of_workers: None,
        max_capacity: None,
        library_set: None,
        execution_class: None,
        auto_scaling: None,
        extra_py_files: paths(&job.python_files),
        extra_jars: None,
        extra_files: None,
        additional_python_modules: (!job.python_modules.is_empty()).then(|| job.python_modules.clone()),
        datalake_formats: None,
        conf: None,
        connections: (!job.connections.is_empty()).then(|| job.connections.clone()),
        spark_ui: None,
        continuous_logging: None,
        metrics: None,
        observability_metrics: None,
        job_insights: None,
        security_configuration: match &job.security {
            JobSecurity::Lake => None,
            JobSecurity::Imported(name) => Some(name.clone()),
            JobSecurity::None => Some("none".to_owned()),
        },
        notify_delay_after: job.notify_delay_after_minutes.map(minutes),
        arguments: Some(job.arguments.clone()),
        job_bookmark: None,
        job_run_queuing_enabled: Some(job.queuing),
        max_retries: Some(job.max_retries),
        max_concurrent_runs: Some(job.max_concurrent_runs),
        timeout: job.timeout_minutes().map(minutes),
        expected_duration: job.expected_duration,
        maintenance_window: None,
        trigger: job.trigger.as_ref().map(trigger::trigger),
        mappings: (!job.mappings.is_empty()).then(|| job.mappings.clone()),
        reads: Some(job.reads.iter().map(read).collect()),
        data_quality: Some(job.gates.iter().map(|gate| gate.key.clone()).collect()),
        writes: Some(job.writes.iter().map(write).collect()),
        lake_formation: job.lake_formation.map(|mode| spec::JobLakeFormation { mode }),
        role: role(job.role.as_ref()),
    };
    match &job.kind {
        JobKind::Spark(settings) => spark(settings, &mut written),
        JobKind::PythonShell(settings) => python_shell(*settings, &mut written),
    }
    written
}

pub(super) fn minutes(minutes: u32) -> Duration {
    Duration::from_seconds(u64::from(minutes) * 60)
}

fn paths(files: &[JobFile]) -> Option<Vec<String>> {
    (!files.is_empty()).then(|| files.iter().map(|file| file.path.clone()).collect())
}

fn spark(spark: &Spark, written: &mut spec::Job) {
    written.extra_jars = paths(&spark.jars);
    written.extra_files = paths(&spark.files);
    written.datalake_formats = (!spark.formats.is_empty()).then(|| spark.formats.clone());
    written.conf = (!spark.conf.is_empty()).then(|| spark.conf.clone());
    written.spark_ui = Some(spark.monitoring.spark_ui);
    written.continuous_logging = Some(spark.monitoring.continuous_logging);
    written.metrics = Some(spark.monitoring.metrics);
    written.observability_metrics = Some(spark.monitoring.observability_metrics);
    written.job_insights = Some(spark.monitoring.job_insights);
    written.glue_version = Some(spark.glue_version);
    written.worker_type = Some(spark.worker_type);
    written.number_of_workers = Some(spark.number_of_workers);
    written.auto_scaling = Some(spark.auto_scaling);
    match &spark.language {
        Language::Python => written.python_version = Some(PythonVersion::new("3")),
        Language::Scala { class } => written.class = Some(class.clone()),
    }
    match &spark.mode {
        SparkMode::Batch { execution_class, bookmark, .. } => {
            written.execution_class = Some(*execution_class);
            written.job_bookmark = Some(*bookmark);
        }
        SparkMode::Streaming { maintenance_window, .. } => {
            written.maintenance_window = maintenance_window.as_ref().map(MaintenanceWindow::new);
        }
    }
}

fn python_shell(shell: PythonShell, written: &mut spec::Job) {
    written.python_version = Some(PythonVersion::new("3.9"));
    written.library_set = Some(shell.library_set);
    written.max_capacity = shell.capacity.dpus();
}

pub(super) fn read(read: &Read) -> ReadRef {
    match read {
        Read::Location(location) => ReadRef::new(location.to_string()),
        Read::Stream(key) => ReadRef::new(format!("stream:{key}")),
        Read::Tables { database, tables, .. } => ReadRef::new(format!("{database}.{tables}")),
    }
}

pub(super) fn write(write: &Write) -> spec::WriteRef {
    let place = match write {
        Write::Location { location, .. } => spec::WriteRef::new(&location.to_string()),
        Write::Table { key, .. } => spec::WriteRef::new(key),
        Write::Warehouse(table) => spec::WriteRef {
            warehouse: Some(table.warehouse.clone()),
            table: Some(format!("{}.{}", table.schema, table.table)),
            keys: (!table.keys.is_empty()).then(|| table.keys.clone()),
            ..spec::WriteRef::default()
        },
    };
    spec::WriteRef { mode: Some(write.mode()), ..place }
}
