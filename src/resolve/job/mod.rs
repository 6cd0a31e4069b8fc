//! Jobs, each with its script, role and log groups.

mod arguments;
mod files;
mod filled;
mod flatten;
mod logs;
mod permissions;
mod spark_conf;
mod stream;
mod unify;

use crate::expr::{Arn, AssetPart, Expr, Number, Text};
use crate::graph::{Asset, AssetKind, Concern, Content, Graph, Name, Output, Scope};
use crate::model::{self, JobKind, JobSecurity, Language, S3Location, Script, SparkMode};
use crate::resource::{ConnectionsList, ExecutionProperty, Job, JobCommand, NotificationProperty};
use crate::template::{TemplateError, Templates};

use super::bucket::in_artifacts;
use super::connection;
use super::data_quality;
use super::lake::{Actor, Lake};

use arguments::{default_arguments, fixed_arguments};
use files::Files;
use logs::Logs;
use permissions::principal;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, templates: &Templates) -> Result<(), TemplateError> {
    let quality = data_quality::module(lake, graph, templates)?;
    for job in lake.pipeline.jobs.values() {
        let quality = quality.filter(|_| !job.gates.is_empty());
        let scope = Scope::new(Concern::Jobs, &job.key, &job.origin);
        let script = graph.add_asset(script(lake, job, templates)?);
        let files = Files::add(graph, job, quality);
        let logs = Logs::of(lake, job);
        let groups = logs.create(lake, graph, &scope);
        let role_arn = match &job.role {
            Some(arn) => Arn::of(arn),
            None => principal(lake, graph, &scope, job, &files.with(script), &logs),
        };
        lake.roles.insert((Actor::Job, job.key.clone()), role_arn.clone());
        let mut resource = Job {
            name: Some(lake.names.of(&job.key).into()),
            description: job.description.as_ref().map(Into::into),
            role: Some(role_arn),
            timeout: job.timeout_minutes().map(Into::into),
            max_retries: Some(job.max_retries.into()),
            job_run_queuing_enabled: Some(job.queuing.into()),
            security_configuration: security_configuration(lake, job).map(Into::into),
            default_arguments: Some(default_arguments(lake, job, &files, &logs)),
            non_overridable_arguments: Some(fixed_arguments(lake, job)),
            command: Some(JobCommand {
                name: Some(job.job_type().as_str().into()),
                script_location: Some(Text::of(Expr::Asset(script, AssetPart::Uri))),
                python_version: python_version(job).map(Into::into),
            }),
            connections: connections(lake, job),
            notification_property: job
                .notify_delay_after_minutes
                .map(|minutes| NotificationProperty { notify_delay_after: Some(minutes.into()) }),
            execution_property: Some(ExecutionProperty { max_concurrent_runs: Some(job.max_concurrent_runs.into()) }),
            tags: Some(lake.tags().into()),
            ..Job::default()
        };
        capacity(&job.kind, &mut resource);
        let mut new = scope.node("job", resource);
        let configuration = lake.security_configuration.filter(|_| job.security == JobSecurity::Lake);
        for node in groups.into_iter().chain(configuration) {
            new = new.after(node);
        }
        let handle = graph.add(new);
        lake.jobs.insert(job.key.clone(), handle);
        graph.add_output(Output {
            name: Name::new(&job.key, "job_name", ""),
            description: format!(
                "Start it by hand with: aws glue start-job-run --job-name {}",
                lake.names.of(&job.key)
            ),
            value: handle.name().into(),
        });
    }
    Ok(())
}

/// The name of the security configuration that the job runs with, if any.
fn security_configuration(lake: &Lake<'_>, job: &model::Job) -> Option<String> {
    match &job.security {
        JobSecurity::Lake => lake.security_configuration_name(),
        JobSecurity::Imported(name) => Some(name.clone()),
        JobSecurity::None => None,
    }
}

fn connections(lake: &Lake<'_>, job: &model::Job) -> Option<ConnectionsList> {
    let names = job.connections.iter().filter_map(|key| connection::name(lake, key));
    (!job.connections.is_empty()).then(|| ConnectionsList { connections: Some(names.collect()) })
}

fn script(lake: &Lake<'_>, job: &model::Job, templates: &Templates) -> Result<Asset, TemplateError> {
    let extension = match job.spark().map(|spark| &spark.language) {
        Some(Language::Scala { .. }) => "scala",
        Some(Language::Python) | None => "py",
    };
    let content = match &job.script {
        Script::Local { bytes, .. } => bytes.clone(),
        Script::Builtin(builtin) => {
            let name = format!("glue/{}.py", builtin.as_str());
            templates.render(&name, &unify::Context::of(lake.pipeline, job))?.into_bytes()
        }
    };
    Ok(Asset {
        name: job.key.clone(),
        kind: AssetKind::Script,
        file: format!("{}.{extension}", job.key),
        content: Content::Bytes(content),
    })
}

/// What Glue is told of the script's Python; of Scala it has nothing to know.
fn python_version(job: &model::Job) -> Option<&'static str> {
    match &job.kind {
        JobKind::PythonShell(_) => Some("3.9"),
        JobKind::Spark(spark) => (spark.language == Language::Python).then_some("3"),
    }
}

/// What the job runs on. Python shell jobs have no Glue version: "Any version specified will be ignored" (AWS Glue
/// Developer Guide, "Configuring job properties for Python shell jobs").
fn capacity(kind: &JobKind, resource: &mut Job) {
    let spark = match kind {
        JobKind::PythonShell(shell) => {
            resource.max_capacity = shell.capacity.dpus().map(Expr::Number).map(Number::of);
            return;
        }
        JobKind::Spark(spark) => spark,
    };
    resource.glue_version = Some(spark.glue_version.as_str().into());
    resource.worker_type = Some(spark.worker_type.as_str().into());
    resource.number_of_workers = Some(spark.number_of_workers.into());
    match &spark.mode {
        SparkMode::Batch { execution_class, .. } => resource.execution_class = Some(execution_class.as_str().into()),
        SparkMode::Streaming { maintenance_window, .. } => {
            resource.maintenance_window = maintenance_window.as_ref().map(Into::into);
        }
    }
}

/// The prefix below which the job's temporary files lie; its own, so that no other job removes them.
fn temporary(job: &model::Job) -> S3Location {
    in_artifacts(format!("temp/{}/", job.key))
}

/// The prefix of the job's event logs, from which the Spark UI shows its runs; none if it does not.
fn event_logs(job: &model::Job) -> Option<S3Location> {
    let kept = job.spark()?.monitoring.spark_ui;
    kept.then(|| in_artifacts(format!("spark-events/{}/", job.key)))
}
