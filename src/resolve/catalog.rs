//! What somebody who reads and writes tables asks of the Data Catalog and may change there.

use crate::model::{Read, Write, WriteMode};

use super::data::{READ_CATALOG, catalog_arns, distinct, use_key_for_catalog};
use super::iam::Statement;
use super::lake::Lake;
use super::names::arn;

/// Who wants what of the catalog.
pub(super) struct Access<'a> {
    /// What is read.
    pub(super) reads: &'a [Read],
    /// What is written.
    pub(super) writes: &'a [Write],
    /// Whether a session of Spark or Hive is opened on the catalog: it looks the database `default` up.
    pub(super) opens_session: bool,
}

impl Access<'_> {
    /// Whether tables are read or written.
    pub(super) fn touches_catalog(&self) -> bool {
        self.reads.iter().any(|read| matches!(read, Read::Tables { .. }))
            || self.writes.iter().any(|write| matches!(write, Write::Table { .. }))
    }
}

/// The statements that `wanted` comes to; none if it touches no table.
pub(super) fn access(lake: &Lake<'_>, wanted: &Access<'_>) -> Vec<Statement> {
    let mut read = vec![arn("glue", "catalog")];
    if wanted.opens_session {
        read.push(arn("glue", "database/default"));
    }
    for one in wanted.reads {
        if let Read::Tables { database, tables, .. } = one {
            read.extend(catalog_arns(database, tables).into_iter().skip(1));
        }
    }
    let mut plain = Vec::new();
    let mut iceberg = Vec::new();
    let mut replaces = false;
    for write in wanted.writes {
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
    if wanted.touches_catalog() {
        statements.push(Statement::allow("ReadCatalog", READ_CATALOG, distinct(read)));
        statements.extend(use_key_for_catalog(lake));
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
