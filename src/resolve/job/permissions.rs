//! What a job may do: its role, from what it reads and writes.

use std::collections::BTreeSet;

use crate::expr::{Arn, AssetId, AssetPart, Expr};
use crate::graph::{Graph, Scope};
use crate::model::{self, JobBookmark, S3Location};
use crate::resolve::data::{list_buckets, locations, read_objects, write_objects};
use crate::resolve::data_quality;
use crate::resolve::iam::{RoleSpec, Statement, Trusted, glue_logs, role};
use crate::resolve::lake::Lake;
use crate::resolve::warehouse;

use super::catalog::job_statements;
use super::logs::Logs;
use super::{stream, temporary};

/// The role of `job`.
pub(super) fn principal(
    lake: &Lake<'_>,
    graph: &mut Graph,
    scope: &Scope,
    job: &model::Job,
    files: [Option<AssetId>; 2],
    logs: &Logs,
) -> Arn {
    let mut statements = permissions(lake, job, files);
    statements.extend(glue_logs(lake, &logs.groups));
    let name = lake.names.part(&job.key, "job");
    let who = format!("the job {}", lake.names.of(&job.key));
    let spec = RoleSpec { name: &name, part: "job", who, trusted: Trusted::Glue };
    role(lake, graph, scope, spec, statements).arn()
}

fn permissions(lake: &Lake<'_>, job: &model::Job, files: [Option<AssetId>; 2]) -> Vec<Statement> {
    let temporary = temporary(job);
    let reads = locations(&job.reads);
    let checkpoint = stream::checkpoint(job);
    let own = checkpoint.iter().chain([&temporary]);
    let writes: BTreeSet<&S3Location> = job.written().map(|(_, location)| location).chain(own).collect();
    let files = files.into_iter().flatten().map(|file| Expr::Asset(file, AssetPart::ObjectArn));
    let mut statements = vec![Statement::allow("ReadScript", &["s3:GetObject"], files)];
    statements.extend(read_objects(lake, "ReadInput", &reads));
    statements.extend(write_objects(lake, "WriteOutputAndTemporary", &writes));
    statements.extend(list_buckets(lake, reads.iter().chain(&writes).copied()));
    statements.extend(job_statements(lake, job));
    statements.extend(data_quality::job_statements(lake, job));
    statements.extend(stream::job_statements(lake, job));
    statements.extend(warehouse::job_statements(lake, job));
    if let Some(key) = lake.key_arn() {
        statements.push(
            Statement::allow("UseKeyForData", &["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], [&key]).via("s3"),
        );
        if job.bookmark() != JobBookmark::Disable {
            // Bookmarks are encrypted by the job itself (CSE-KMS), not through a service.
            statements.push(Statement::allow("UseKeyForBookmarks", &["kms:Decrypt", "kms:Encrypt"], [&key]));
        }
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
