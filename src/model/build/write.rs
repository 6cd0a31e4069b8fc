//! What a job writes to.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::location::parse_tables;
use crate::model::scope::Scope;
use crate::model::{Table, Write, WriteMode};
use crate::spec::WriteRef;

use super::location;

/// What each of `declared` writes to; `default` is the mode of those that do not say one.
pub(super) fn writes(
    scope: &mut Scope<'_>,
    tables: &BTreeMap<String, Table>,
    at: &Pointer,
    declared: &[WriteRef],
    default: WriteMode,
) -> Option<Vec<Write>> {
    let each = declared.iter().enumerate();
    let writes: Vec<_> = each.filter_map(|(n, write)| one_write(scope, tables, &at.index(n), write, default)).collect();
    (writes.len() == declared.len()).then_some(writes)
}

fn one_write(
    scope: &mut Scope<'_>,
    tables: &BTreeMap<String, Table>,
    at: &Pointer,
    write: &WriteRef,
    default: WriteMode,
) -> Option<Write> {
    super::warehouse::keys(scope, at, write);
    if let Some(warehouse) = &write.warehouse {
        return super::warehouse::write(scope, at, warehouse, write, default);
    }
    let mode = write.mode.unwrap_or(default);
    match (&write.path, &write.table) {
        (Some(path), None) => {
            let location = location(scope, &rules::INVALID_VALUE, path.as_str(), &text_at(scope, at, "path"))?;
            Some(Write::Location { location, mode })
        }
        (None, Some(table)) => {
            let place = text_at(scope, at, "table");
            table_write(scope, tables, &place, table, mode)
        }
        _ => {
            let is_pruned = ["path", "table"].into_iter().any(|key| write.path.is_none() && scope.was_meant(at, key));
            if !is_pruned {
                let message = "a write goes to exactly one place";
                let finding = Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at.clone()), message);
                scope.report(finding.help("Write `path: curated/orders/` or `table: orders.clean`."));
            }
            None
        }
    }
}

/// Where the text stands: under its key, or in place of the mapping.
fn text_at(scope: &Scope<'_>, at: &Pointer, key: &str) -> Pointer {
    let member = at.key(key);
    if scope.has(&member) { member } else { at.clone() }
}

fn table_write(
    scope: &mut Scope<'_>,
    tables: &BTreeMap<String, Table>,
    at: &Pointer,
    text: &str,
    mode: WriteMode,
) -> Option<Write> {
    match parse_tables(text) {
        None => {
            location(scope, &rules::INVALID_VALUE, text, at);
            None
        }
        Some((_, glob)) if glob.contains('*') => {
            let message = format!("`{text}` names several tables, and a write goes to one");
            let finding = Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at.clone()), message);
            scope.report(finding.help("Name each table, such as `orders.clean`, or write to a prefix."));
            None
        }
        Some(_) => {
            let declared = scope.spec.tables.iter().flat_map(BTreeMap::keys);
            let is_declared = scope.resolve("tables", text, declared, at);
            let table = tables.get(text).filter(|_| is_declared)?;
            Some(Write::Table { key: text.to_owned(), location: table.location.clone(), mode })
        }
    }
}
