//! Columns, of schemas and of tables.

use crate::diag::{Place, Pointer, rules};
use crate::model::column_type::parse_type;
use crate::model::scope::Scope;
use crate::model::{Column, ColumnType, Schema};
use crate::spec::{self, SchemaColumn};

pub(super) fn schema(scope: &mut Scope<'_>, key: &str, origin: Pointer, columns: &spec::Columns) -> Option<Schema> {
    let columns = self::columns(scope, &origin, columns)?;
    Some(Schema { key: key.to_owned(), origin, columns })
}

/// The columns written at `at`; `None` when one cannot be read.
pub(super) fn columns(scope: &mut Scope<'_>, at: &Pointer, columns: &spec::Columns) -> Option<Vec<Column>> {
    let read: Vec<_> = columns.iter().map(|(name, column)| self::column(scope, name, at.key(name), column)).collect();
    read.into_iter().collect()
}

pub(super) fn column(scope: &mut Scope<'_>, name: &str, origin: Pointer, column: &SchemaColumn) -> Option<Column> {
    let kind = column_type(scope, &origin, &column.kind)?;
    Some(Column {
        name: name.to_owned(),
        origin,
        kind,
        description: column.description.clone(),
        required: column.required.unwrap_or(false),
        unique: column.unique.unwrap_or(false),
        values: column.values.clone(),
        pattern: column.pattern.clone(),
        min: column.min.clone(),
        max: column.max.clone(),
    })
}

/// The type of the column at `origin`, written there alone or under `type`.
fn column_type(scope: &mut Scope<'_>, origin: &Pointer, text: &spec::ColumnType) -> Option<ColumnType> {
    let written = origin.key("type");
    let place = Place::Value(if scope.has(&written) { written } else { origin.clone() });
    read_type(scope, place, text)
}

/// The type that is written at `place`.
pub(super) fn read_type(scope: &mut Scope<'_>, place: Place, text: &spec::ColumnType) -> Option<ColumnType> {
    match parse_type(text.as_str()) {
        Ok(kind) => Some(kind),
        Err(malformed) => {
            scope.report_malformed(&rules::COLUMN_TYPE, place, malformed);
            None
        }
    }
}
