//! Jobs, each with its script, role and log groups.

use std::collections::BTreeSet;

use crate::expr::{Arn, AssetId, AssetPart, Document, Expr, NodeId, Text};
use crate::graph::{Asset, AssetKind, Concern, Graph, Name, Output, Scope};
use crate::model::{self, BucketRef, Builtin, GlueVersion, JobBookmark, Read, S3Location, Script};
use crate::resource::{ExecutionProperty, Job, JobCommand};
use crate::template::{TemplateError, Templates};

use super::bucket::ARTIFACTS;
use super::data::{READ_CATALOG, catalog_arns, list_buckets, locations, read_objects, uri, write_objects};
use super::iam::{RoleSpec, Statement, Trusted, glue_logs, role};
use super::lake::Lake;
use super::log_group::add_log_group;
use super::names::arn;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph, templates: &Templates) -> Result<(), TemplateError> {
    for job in lake.pipeline.jobs.values() {
        let scope = Scope::new(Concern::Jobs, &job.key, &job.origin);
        let script = graph.add_asset(Asset {
            name: job.key.clone(),
            kind: AssetKind::Script,
            content: match &job.script {
                Script::Local { bytes, .. } => bytes.clone(),
                Script::Builtin(Builtin::Parquet) => templates.render("glue/parquet.py", &())?.into_bytes(),
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

/// What the user may override for a run.
fn default_arguments(lake: &Lake<'_>, job: &model::Job, logs: &Logs) -> Document {
    let mut arguments: Vec<(String, Expr)> = vec![
        ("--TempDir".into(), uri(lake, &temporary(job)).into()),
        ("--enable-continuous-cloudwatch-log".into(), "true".into()),
        ("--enable-metrics".into(), "true".into()),
        ("--job-bookmark-option".into(), job.bookmark.option().into()),
        ("--job-language".into(), "python".into()),
    ];
    if reads_catalog(job) {
        arguments.push(("--enable-glue-datacatalog".into(), "true".into()));
    }
    if job.auto_scaling {
        arguments.push(("--enable-auto-scaling".into(), "true".into()));
    }
    if let Some(prefix) = &logs.prefix {
        arguments.push(("--custom-logGroup-prefix".into(), prefix.into()));
    }
    arguments.extend(job.arguments.iter().map(|(name, value)| (name.clone(), value.into())));
    arguments.sort_by(|(a, _), (b, _)| a.cmp(b));
    Document::of(Expr::Object(arguments))
}

/// What no caller may change: where the job reads and writes.
fn fixed_arguments(lake: &Lake<'_>, job: &model::Job) -> Document {
    let reads = job.reads.iter().map(|read| match read {
        Read::Location(location) => uri(lake, location).into(),
        Read::Tables { database, tables, .. } => Expr::from(format!("{database}.{tables}")),
    });
    let writes = job.writes.iter().map(|location| uri(lake, location).into());
    let arguments = [("--lakegen_reads", comma_separated(reads)), ("--lakegen_writes", comma_separated(writes))];
    Document::of(Expr::object(arguments.into_iter().filter_map(|(name, list)| Some((name, list?)))))
}

fn comma_separated(items: impl Iterator<Item = Expr>) -> Option<Expr> {
    let parts: Vec<Expr> = items.flat_map(|item| [",".into(), item]).skip(1).collect();
    (!parts.is_empty()).then(|| Expr::concat(parts))
}

fn reads_catalog(job: &model::Job) -> bool {
    job.reads.iter().any(|read| matches!(read, Read::Tables { .. }))
}

/// Where Glue writes a job's logs.
struct Logs {
    /// The value of `--custom-logGroup-prefix`, which Glue knows from 5.0 on.
    prefix: Option<String>,
    /// The groups that come of it.
    groups: Vec<String>,
}

impl Logs {
    fn of(lake: &Lake<'_>, job: &model::Job) -> Self {
        let role_name = match &job.role {
            Some(arn) => arn.rsplit('/').next().unwrap_or(arn).to_owned(),
            None => lake.names.part(&job.key, "job"),
        };
        let prefix = (job.glue_version >= GlueVersion::V5_0).then(|| lake.names.job_log_prefix(&job.key));
        let base = prefix.as_deref().unwrap_or("/aws-glue/jobs");
        let base = match lake.security_configuration_name() {
            Some(configuration) => format!("{base}/{configuration}-role/{role_name}"),
            None => base.to_owned(),
        };
        Self { groups: vec![format!("{base}/error"), format!("{base}/output")], prefix }
    }

    /// Makes those groups that are this job's alone, encrypted and with an end, before Glue makes them without.
    fn create(&self, lake: &Lake<'_>, graph: &mut Graph, scope: &Scope) -> Vec<NodeId> {
        if self.prefix.is_none() {
            return Vec::new();
        }
        let roles = ["error_log_group", "output_log_group"];
        self.groups.iter().zip(roles).map(|(name, role)| add_log_group(lake, graph, scope, role, name).id()).collect()
    }
}

fn principal(lake: &Lake<'_>, graph: &mut Graph, scope: &Scope, job: &model::Job, script: AssetId, logs: &Logs) -> Arn {
    let mut statements = permissions(lake, job, script);
    statements.extend(glue_logs(lake, &logs.groups));
    let name = lake.names.part(&job.key, "job");
    let who = format!("the job {}", lake.names.of(&job.key));
    let spec = RoleSpec { name: &name, part: "job", who, trusted: Trusted::Glue };
    role(lake, graph, scope, spec, statements).arn()
}

fn permissions(lake: &Lake<'_>, job: &model::Job, script: AssetId) -> Vec<Statement> {
    let temporary = temporary(job);
    let reads = locations(&job.reads);
    let writes: BTreeSet<&S3Location> = job.writes.iter().chain([&temporary]).collect();
    let mut statements =
        vec![Statement::allow("ReadScript", &["s3:GetObject"], [Expr::Asset(script, AssetPart::ObjectArn)])];
    statements.extend(read_objects(lake, "ReadInput", &reads));
    statements.extend(write_objects(lake, "WriteOutputAndTemporary", &writes));
    statements.extend(list_buckets(lake, reads.iter().chain(&writes).copied()));
    if reads_catalog(job) {
        // Spark looks the database `default` up when it opens a session on the catalog.
        let mut resources = vec![arn("glue", "catalog"), arn("glue", "database/default")];
        for read in &job.reads {
            if let Read::Tables { database, tables, .. } = read {
                resources.extend(catalog_arns(database, tables).into_iter().skip(1));
            }
        }
        resources.dedup();
        statements.push(Statement::allow("ReadCatalog", READ_CATALOG, resources));
    }
    if let Some(key) = lake.key_arn() {
        statements.push(
            Statement::allow("UseKeyForData", &["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], [&key]).via("s3"),
        );
        if job.bookmark != JobBookmark::Disable {
            // Bookmarks are encrypted by the job itself (CSE-KMS), not through a service.
            statements.push(Statement::allow("UseKeyForBookmarks", &["kms:Decrypt", "kms:Encrypt"], [&key]));
        }
    }
    // The action has no resource type; the namespace is its limit.
    statements.push(Statement::allow("PublishMetrics", &["cloudwatch:PutMetricData"], ["*"]).when(
        "StringEquals",
        "cloudwatch:namespace",
        "Glue",
    ));
    statements
}
