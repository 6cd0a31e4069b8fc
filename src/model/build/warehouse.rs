//! Warehouses, and what a job writes there.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{Warehouse, WarehouseNetwork, WarehouseTable, Write, WriteMode};
use crate::spec::{self, DeletionPolicy, RedshiftLog, WriteRef};

use super::connection::misread_ids;

const BASE_CAPACITY: u32 = 8;
const PORT: u32 = 5439;
/// Bytes of a schema's, a table's and a column's name (Amazon Redshift Developer Guide, "Names and identifiers").
const IDENTIFIER_MAX: usize = 127;

pub(super) fn warehouse(
    scope: &mut Scope<'_>,
    key: &str,
    origin: Pointer,
    declared: &spec::Warehouse,
) -> Option<Warehouse> {
    let at = origin.key("redshift_serverless");
    let declared = &declared.redshift_serverless;
    network(scope, &declared.network, &at.key("network"));
    let databases = declared.external_schemas.clone().unwrap_or_default();
    let mut all_known = true;
    for (n, database) in databases.iter().enumerate() {
        let known = scope.spec.databases.iter().flat_map(BTreeMap::keys);
        all_known &= scope.resolve("databases", database, known, &at.key("external_schemas").index(n));
    }
    let mut log_exports = declared.log_exports.clone().unwrap_or_else(|| RedshiftLog::ALL.to_vec());
    log_exports.sort_unstable();
    log_exports.dedup();
    all_known.then(|| Warehouse {
        key: key.to_owned(),
        origin,
        database: declared.database.clone(),
        base_capacity: declared.base_capacity.unwrap_or(BASE_CAPACITY),
        max_capacity: declared.max_capacity,
        port: declared.port.unwrap_or(PORT),
        network: declared.network.clone(),
        external_schemas: databases,
        log_exports,
        retain: declared.deletion_policy != Some(DeletionPolicy::Delete),
    })
}

/// LG-E110.
fn network(scope: &mut Scope<'_>, network: &WarehouseNetwork, at: &Pointer) {
    let mut report = |place, message| scope.report(Diagnostic::new(&rules::REDSHIFT_NETWORK, place, message));
    let distinct: std::collections::BTreeSet<&String> = network.subnets.iter().collect();
    if distinct.len() < 3 || network.subnets.len() > 32 || distinct.len() < network.subnets.len() {
        let message = format!("{} different subnets of {}; 3 to 32 are needed", distinct.len(), network.subnets.len());
        report(Place::Value(at.key("subnets")), message);
    }
    if network.security_groups.is_empty() || network.security_groups.len() > 32 {
        let message = format!("{} security groups; Redshift takes 1 to 32", network.security_groups.len());
        report(Place::Value(at.key("security_groups")), message);
    }
    for (place, message) in misread_ids(at, &network.subnets, &network.security_groups) {
        report(place, message);
    }
}

/// What `write`, which names a warehouse, writes to; `default` is the mode if it does not say one.
pub(super) fn write(
    scope: &mut Scope<'_>,
    at: &Pointer,
    warehouse: &str,
    write: &WriteRef,
    default: WriteMode,
) -> Option<Write> {
    let known = scope.spec.warehouses.iter().flat_map(BTreeMap::keys);
    let is_known = scope.resolve("warehouses", warehouse, known, &at.key("warehouse"));
    let mode = write.mode.unwrap_or(default);
    // Rows of a warehouse have no partitions: what is read again takes the place of everything.
    let mode = if write.mode.is_none() && mode == WriteMode::OverwritePartitions { WriteMode::Overwrite } else { mode };
    let mut report = |place, message: String, help: &str| {
        scope.report(Diagnostic::new(&rules::WAREHOUSE_WRITE, place, message).help(help));
    };
    if write.path.is_some() {
        report(Place::Value(at.key("path")), "a warehouse has tables and no paths".to_owned(), "Write `table` alone.");
        return None;
    }
    let Some(text) = &write.table else {
        if !scope.was_meant(at, "table") {
            let finding = Diagnostic::new(&rules::WAREHOUSE_WRITE, Place::Value(at.clone()), "which table of it?");
            scope.report(finding.help("Write for example `table: public.orders`."));
        }
        return None;
    };
    let parts = text.split_once('.').filter(|(schema, table)| is_identifier(schema) && is_identifier(table));
    if parts.is_none() {
        let message = format!("`{}` is not a table of a warehouse", text.escape_default());
        report(
            Place::Value(at.key("table")),
            message,
            "Write schema and table, such as `public.orders`, in lower case.",
        );
    }
    if mode == WriteMode::OverwritePartitions {
        let message = "a warehouse has no partitions to overwrite".to_owned();
        report(Place::Value(at.key("mode")), message, "Write `append`, `overwrite` or `upsert`.");
    }
    let keys = write.keys.clone().unwrap_or_default();
    if mode == WriteMode::Upsert && keys.is_empty() && !scope.was_meant(at, "keys") {
        let finding =
            Diagnostic::new(&rules::WAREHOUSE_WRITE, Place::Value(at.key("mode")), "upsert by which columns?");
        scope.report(finding.help("Say which columns tell a row from another: `keys: [order_id]`."));
    }
    let (schema, table) = parts?;
    is_known.then(|| {
        Write::Warehouse(WarehouseTable {
            warehouse: warehouse.to_owned(),
            schema: schema.to_owned(),
            table: table.to_owned(),
            mode,
            keys,
        })
    })
}

/// The keys of a write: only an upsert has them, and each is a column.
pub(super) fn keys(scope: &mut Scope<'_>, at: &Pointer, write: &WriteRef) {
    let Some(keys) = &write.keys else { return };
    if write.mode != Some(WriteMode::Upsert) || write.warehouse.is_none() {
        let finding = Diagnostic::new(
            &rules::WAREHOUSE_WRITE,
            Place::Key(at.key("keys")),
            "`keys` tell an upsert what is the same row",
        );
        scope.report(finding.help("Remove them, or write to a warehouse with `mode: upsert`."));
    }
    for (n, key) in keys.iter().enumerate().filter(|(_, key)| !is_identifier(key)) {
        let place = Place::Value(at.key("keys").index(n));
        let message = format!("`{}` is not a column", key.escape_default());
        scope.report(
            Diagnostic::new(&rules::WAREHOUSE_WRITE, place, message).help("Use lower-case letters, digits and `_`."),
        );
    }
}

fn is_identifier(text: &str) -> bool {
    text.len() <= IDENTIFIER_MAX
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
