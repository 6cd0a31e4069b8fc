//! Jobs, each with its script, role and log groups.

mod arguments;
mod flatten;
mod logs;
mod permissions;

use crate::expr::{Arn, AssetPart, Expr, Text};
use crate::graph::{Asset, AssetKind, Concern, Graph, Name, Output, Scope};
use crate::model::{self, BucketRef, Read, S3Location, Script};
use crate::resource::{ExecutionProperty, Job, JobCommand};
use crate::template::{TemplateError, Templates};

use super::bucket::ARTIFACTS;
use super::lake::Lake;

use arguments::{default_arguments, fixed_arguments};
use logs::Logs;
use permissions::principal;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, templates: &Templates) -> Result<(), TemplateError> {
    for job in lake.pipeline.jobs.values() {
        let scope = Scope::new(Concern::Jobs, &job.key, &job.origin);
        let script = graph.add_asset(Asset {
            name: job.key.clone(),
            kind: AssetKind::Script,
            content: match &job.script {
                Script::Local { bytes, .. } => bytes.clone(),
                Script::Builtin(builtin) => {
                    templates.render(&format!("glue/{}.py", builtin.as_str()), &())?.into_bytes()
                }
            },
        });
        let logs = Logs::of(lake, job);
        let groups = logs.create(lake, graph, &scope);
        let role_arn = match &job.role {
            Some(arn) => Arn::of(arn),
            None => principal(lake, graph, &scope, job, script, &logs),
        };
        let mut new = scope.node(
            "job",
            Job {
                name: Some(lake.names.of(&job.key).into()),
                description: job.description.as_ref().map(Into::into),
                role: Some(role_arn),
                glue_version: Some(job.glue_version.as_str().into()),
                worker_type: Some(job.worker_type.as_str().into()),
                number_of_workers: Some(job.number_of_workers.into()),
                execution_class: Some(job.execution_class.as_str().into()),
                timeout: Some(job.timeout_minutes.into()),
                max_retries: Some(job.max_retries.into()),
                job_run_queuing_enabled: Some(job.queuing.into()),
                security_configuration: lake.security_configuration_name().map(Into::into),
                default_arguments: Some(default_arguments(lake, job, &logs)),
                non_overridable_arguments: Some(fixed_arguments(lake, job)),
                command: Some(JobCommand {
                    name: Some("glueetl".into()),
                    script_location: Some(Text::of(Expr::Asset(script, AssetPart::Uri))),
                    python_version: Some("3".into()),
                }),
                execution_property: Some(ExecutionProperty {
                    max_concurrent_runs: Some(job.max_concurrent_runs.into()),
                }),
                tags: Some(lake.tags().into()),
            },
        );
        for node in groups.into_iter().chain(lake.security_configuration) {
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

/// The prefix below which the job's temporary files lie; its own, so that no other job removes them.
fn temporary(job: &model::Job) -> S3Location {
    S3Location { bucket: BucketRef::Declared(ARTIFACTS.to_owned()), prefix: format!("temp/{}/", job.key) }
}

fn reads_catalog(job: &model::Job) -> bool {
    job.reads.iter().any(|read| matches!(read, Read::Tables { .. }))
}
