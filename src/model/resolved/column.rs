//! Columns, written down again.

use crate::model::Column;
use crate::spec;

pub(super) fn columns(columns: &[Column]) -> spec::Columns {
    columns.iter().map(|column| (column.name.clone(), self::column(column))).collect()
}

pub(super) fn column(column: &Column) -> spec::SchemaColumn {
    spec::SchemaColumn {
        kind: spec::ColumnType::new(column.kind.to_string()),
        description: column.description.clone(),
        required: Some(column.required),
        unique: Some(column.unique),
        values: column.values.clone(),
        pattern: column.pattern.clone(),
        min: column.min.clone(),
        max: column.max.clone(),
    }
}
