//! What a job writes to.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::location::parse_tables;
use crate::model::scope::Scope;
use crate::model::{Write, WriteMode};
use crate::spec::WriteRef;

use super::location;

/// What each of `declared` writes to; `default` is the mode of those that do not say one.
pub(super) fn writes(
    scope: &mut Scope<'_>,
    at: &Pointer,
    declared: &[WriteRef],
    default: WriteMode,
) -> Option<Vec<Write>> {
    let each = declared.iter().enumerate();
    let writes: Vec<_> = each.filter_map(|(n, write)| one_write(scope, &at.index(n), write, default)).collect();
    (writes.len() == declared.len()).then_some(writes)
}

fn one_write(scope: &mut Scope<'_>, at: &Pointer, write: &WriteRef, default: WriteMode) -> Option<Write> {
    let mode = write.mode.unwrap_or(default);
    match (&write.path, &write.table) {
        (Some(path), None) => {
            let location = location(scope, &rules::INVALID_VALUE, path.as_str(), &text_at(scope, at, "path"))?;
            Some(Write::Location { location, mode })
        }
        (None, Some(table)) => {
            let place = text_at(scope, at, "table");
            table_write(scope, &place, table);
            None
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

fn table_write(scope: &mut Scope<'_>, at: &Pointer, text: &str) {
    if parse_tables(text).is_none() {
        location(scope, &rules::INVALID_VALUE, text, at);
        return;
    }
    let message = format!("`{text}` names tables, and a job writes to a prefix");
    let finding = Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at.clone()), message);
    scope.report(finding.help("Write where the data goes, such as `curated/orders/`; a crawler makes the table."));
}
