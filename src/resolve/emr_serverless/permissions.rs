//! What runs of an application may do, from what it reads and writes.

use std::collections::BTreeSet;

use crate::expr::Arn;
use crate::model::{EmrApplication, EmrType, Read, S3Location};
use crate::resolve::catalog::{Access, access};
use crate::resolve::data::{distinct, list_buckets, locations, read_objects, use_key_for_data, write_objects};
use crate::resolve::iam::Statement;
use crate::resolve::lake::Lake;
use crate::resolve::names::{arn, below};

use super::{scripts, temporary};

pub(super) fn permissions(lake: &Lake<'_>, application: &EmrApplication, log_group: &str) -> Vec<Statement> {
    let scripts = scripts(application);
    let temporary = temporary(application);
    let mut reads = locations(&application.reads);
    reads.insert(&scripts);
    let own = (application.kind == EmrType::Hive).then_some(&temporary);
    let writes: BTreeSet<&S3Location> = application.outputs().chain(own).collect();
    let mut statements = Vec::new();
    statements.extend(read_objects(lake, "ReadScriptsAndInput", &reads));
    statements.extend(write_objects(lake, "WriteOutput", &writes));
    statements.extend(list_buckets(lake, reads.iter().chain(&writes).copied()));
    let wanted = Access { reads: &application.reads, writes: &application.writes, opens_session: true };
    statements.extend(access(lake, &wanted));
    statements.extend(list_catalog(application));
    statements.extend(use_key_for_data(lake));
    statements.extend(write_logs(lake, log_group));
    statements
}

/// What a session on the catalog asks before the first statement: Hive for the functions of all databases, Spark for those
/// of the databases that it uses (Amazon EMR Serverless User Guide, "Job runtime roles", names both actions).
fn list_catalog(application: &EmrApplication) -> Option<Statement> {
    let databases: BTreeSet<&str> = application
        .reads
        .iter()
        .filter_map(|read| match read {
            Read::Tables { database, .. } => Some(database.as_str()),
            Read::Location(_) | Read::Stream(_) => None,
        })
        .chain(application.writes.iter().filter_map(|write| Some(write.table()?.split_once('.')?.0)))
        .collect();
    if databases.is_empty() {
        return None;
    }
    let of = |database: &str| {
        [arn("glue", format!("database/{database}")), arn("glue", format!("userDefinedFunction/{database}/*"))]
    };
    let named: Vec<Arn> = match application.kind {
        EmrType::Spark => databases.into_iter().chain(["default"]).flat_map(of).collect(),
        EmrType::Hive => of("*").to_vec(),
    };
    let resources = distinct([arn("glue", "catalog")].into_iter().chain(named));
    Some(Statement::allow("ListCatalog", &["glue:GetDatabases", "glue:GetUserDefinedFunctions"], resources))
}

/// Amazon EMR Serverless User Guide, "Logging for EMR Serverless with Amazon CloudWatch" and "Encrypting logs".
fn write_logs(lake: &Lake<'_>, log_group: &str) -> Vec<Statement> {
    const WRITE: &[&str] = &["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
    let group = arn("logs", format!("log-group:{log_group}"));
    let mut statements = vec![
        Statement::allow("FindLogGroup", &["logs:DescribeLogGroups"], [arn("logs", "*")]),
        Statement::allow("WriteLogs", WRITE, [below(&group, ":*"), group]),
    ];
    if let Some(key) = lake.key_arn() {
        // Logs in EMR's storage are encrypted by the run itself.
        statements.push(Statement::allow("UseKeyForLogs", &["kms:Decrypt", "kms:GenerateDataKey"], [key]));
    }
    statements
}
