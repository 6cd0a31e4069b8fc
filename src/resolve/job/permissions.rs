//! What a job may do: its role, from what it reads and writes.

use std::collections::BTreeSet;

use crate::expr::{Arn, AssetId, AssetPart, Expr};
use crate::graph::{Graph, Scope};
use crate::model::{self, JobBookmark, Read, S3Location};
use crate::resolve::catalog::{Access, access};
use crate::resolve::connection;
use crate::resolve::data::{data_access, list_buckets, locations, read_objects, use_key_for_data, write_objects};
use crate::resolve::data_quality;
use crate::resolve::iam::{RoleSpec, Statement, Trusted, glue_logs, role};
use crate::resolve::lake::Lake;
use crate::resolve::target::scan_tables;
use crate::resolve::warehouse;

use super::logs::Logs;
use super::{event_logs, security_configuration, stream, temporary};

/// The role of `job`.
pub(super) fn principal(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    job: &model::Job,
    before: &[AssetId],
    logs: &Logs,
) -> Arn {
    let mut statements = permissions(lake, job, before);
    statements.extend(glue_logs(&logs.groups, security_configuration(lake, job).is_some()));
    let name = lake.names.part(&job.key, "job");
    let who = format!("the job {}", lake.names.of(&job.key));
    let spec = RoleSpec { name: &name, part: "job", who, trusted: Trusted::Glue };
    role(lake, graph, scope, spec, statements).arn()
}

fn permissions(lake: &Lake<'_>, job: &model::Job, before: &[AssetId]) -> Vec<Statement> {
    let temporary = temporary(job);
    let events = event_logs(job);
    let by_grants = |read: &&Read| job.lake_formation.is_some() && lake.pipeline.is_governed_read(read);
    let reads = locations(job.reads.iter().filter(|read| !by_grants(read)));
    let checkpoint = stream::checkpoint(job);
    let own = checkpoint.iter().chain(&events).chain([&temporary]);
    let writes: BTreeSet<&S3Location> = job.written().map(|(_, location)| location).chain(own).collect();
    let scripts = before.iter().map(|asset| Expr::Asset(*asset, AssetPart::ObjectArn));
    let mut statements = vec![Statement::allow("ReadScript", &["s3:GetObject"], scripts)];
    statements.extend(read_objects(lake, "ReadInput", &reads));
    statements.extend(job.reads.iter().any(|read| by_grants(&read)).then(data_access));
    statements.extend(write_objects(lake, "WriteOutputAndTemporary", &writes));
    statements.extend(list_buckets(lake, reads.iter().chain(&writes).copied()));
    statements.extend(access(lake, &catalog_access(job)));
    statements.extend(data_quality::job_statements(lake, job));
    statements.extend(stream::job_statements(lake, job));
    statements.extend(warehouse::job_statements(lake, job));
    statements.extend(dynamodb_tables(lake, job));
    let connections = job.connections.iter().map(String::as_str).collect();
    statements.extend(connection::permissions(lake, &connections));
    statements.extend(use_key_for_data(lake));
    if let Some(key) = lake.key_arn().filter(|_| job.bookmark() != JobBookmark::Disable) {
        // Bookmarks are encrypted by the job itself (CSE-KMS), not through a service.
        statements.push(Statement::allow("UseKeyForBookmarks", &["kms:Decrypt", "kms:Encrypt"], [key]));
    }
    if job.spark().is_some() {
        // The action has no resource type; the namespace is its limit.
        statements.push(Statement::allow("PublishMetrics", &["cloudwatch:PutMetricData"], ["*"]).when(
            "StringEquals",
            "cloudwatch:namespace",
            "Glue",
        ));
    }
    statements
}

/// What the job wants of the Data Catalog.
pub(super) fn catalog_access(job: &model::Job) -> Access<'_> {
    Access { reads: &job.reads, writes: &job.writes, opens_session: job.spark().is_some() }
}

/// Reading the DynamoDB tables that crawlers have put into the databases that the job reads: their data stays there.
fn dynamodb_tables(lake: &Lake<'_>, job: &model::Job) -> Option<Statement> {
    let read = job.reads.iter().flat_map(|read| lake.pipeline.crawlers_behind(read));
    scan_tables(read.flat_map(|crawler| &crawler.targets.dynamodb))
}
