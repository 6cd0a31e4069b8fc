//! Warehouses: capacity, names, and which scripts load them.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::scope::Scope;
use crate::model::{Builtin, Pipeline, Script, Write};

/// Names that Redshift keeps for itself (Amazon Redshift API reference, "CreateNamespace").
const RESERVED_DATABASES: [&str; 5] = ["awsdatacatalog", "padb_harvest", "sys_internal", "template0", "template1"];

/// LG-E222.
pub(super) fn limits(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for warehouse in pipeline.warehouses.values() {
        let at = warehouse.origin.key("redshift_serverless");
        let mut report = |member: &str, message: String| {
            let place = scope.at(&at, &[member]);
            scope.report(Diagnostic::new(&rules::WAREHOUSE_LIMITS, place, message));
        };
        let base = warehouse.base_capacity;
        let fits = match base {
            4 => true,
            8..=512 => base.is_multiple_of(8),
            513..=1024 => base.is_multiple_of(32),
            _ => false,
        };
        if !fits {
            report(
                "base_capacity",
                format!("{base} RPUs: write 4, 8 to 512 in steps of 8, or up to 1024 in steps of 32"),
            );
        }
        if let Some(max) = warehouse.max_capacity
            && (!(8..=5632).contains(&max) || !max.is_multiple_of(8) || max < base)
        {
            let message = format!("at most {max} RPUs: write {} to 5632 in steps of 8", base.max(8));
            report("max_capacity", message);
        }
        if ![5431..=5455, 8191..=8215].iter().any(|ports| ports.contains(&warehouse.port)) {
            report("port", format!("port {}: write 5431 to 5455, or 8191 to 8215", warehouse.port));
        }
        let name = &warehouse.database;
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.len() <= 64 && name.bytes().all(legal);
        if !is_name || RESERVED_DATABASES.contains(&name.as_str()) {
            let message = format!("`{}` cannot be the name of a database of Redshift", name.escape_default());
            report("database", message);
        }
    }
}

/// LG-E223: `builtin:redshift` loads warehouses, and no other script of lakegen's does.
pub(super) fn loaders(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        let Script::Builtin(builtin) = &job.script else { continue };
        for (n, write) in job.writes.iter().enumerate() {
            let place = Place::Value(job.origin.key("writes").index(n));
            let message = match (write, builtin) {
                (Write::Warehouse(_), Builtin::Redshift) => continue,
                (_, Builtin::Redshift) => format!("`builtin:redshift` of job `{}` writes to warehouses only", job.key),
                (Write::Warehouse(_), _) => format!("job `{}` writes files, and warehouses take rows", job.key),
                _ => continue,
            };
            let finding = Diagnostic::new(&rules::WAREHOUSE_WRITE, place, message);
            scope.report(finding.related(Place::Value(job.origin.key("script")), "the script"));
        }
    }
}
