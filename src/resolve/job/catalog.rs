//! What a job asks of the Data Catalog and may change there.

use crate::model::{Job, Read, Write, WriteMode};
use crate::resolve::data::{READ_CATALOG, catalog_arns, distinct};
use crate::resolve::iam::Statement;
use crate::resolve::lake::Lake;
use crate::resolve::names::arn;

/// Whether the job reads or writes tables.
pub(super) fn touches_catalog(job: &Job) -> bool {
    job.reads.iter().any(|read| matches!(read, Read::Tables { .. }))
        || job.writes.iter().any(|write| matches!(write, Write::Table { .. }))
}

pub(super) fn job_statements(lake: &Lake<'_>, job: &Job) -> Vec<Statement> {
    let mut read = vec![arn("glue", "catalog")];
    if job.spark().is_some() {
        // Spark looks the database `default` up when it opens a session on the catalog.
        read.push(arn("glue", "database/default"));
    }
    for one in &job.reads {
        if let Read::Tables { database, tables, .. } = one {
            read.extend(catalog_arns(database, tables).into_iter().skip(1));
        }
    }
    let mut plain = Vec::new();
    let mut iceberg = Vec::new();
    let mut replaces = false;
    for write in &job.writes {
        let Write::Table { key, mode, .. } = write else { continue };
        let Some(table) = lake.pipeline.tables.get(key) else { continue };
        let arns = catalog_arns(&table.database, &table.name);
        read.extend(arns[1..].iter().cloned());
        if table.is_iceberg() {
            iceberg.extend(arns);
        } else {
            replaces |= matches!(mode, WriteMode::Overwrite | WriteMode::OverwritePartitions);
            plain.extend(arns);
        }
    }
    let mut statements = Vec::new();
    if touches_catalog(job) {
        statements.push(Statement::allow("ReadCatalog", READ_CATALOG, distinct(read)));
    }
    if !plain.is_empty() {
        const CHANGE: [&str; 5] = [
            "glue:UpdateTable",
            "glue:CreatePartition",
            "glue:BatchCreatePartition",
            "glue:UpdatePartition",
            "glue:BatchUpdatePartition",
        ];
        // Spark drops the partitions that it replaces.
        const REPLACE: [&str; 2] = ["glue:DeletePartition", "glue:BatchDeletePartition"];
        let actions: Vec<_> = CHANGE.into_iter().chain(REPLACE.into_iter().filter(|_| replaces)).collect();
        statements.push(Statement::allow("WriteCatalog", &actions, distinct(plain)));
    }
    if !iceberg.is_empty() {
        // A commit puts the new metadata's place into the table; partitions are not the catalog's (Apache Iceberg, "AWS").
        statements.push(Statement::allow("CommitIceberg", &["glue:UpdateTable"], distinct(iceberg)));
    }
    statements
}
