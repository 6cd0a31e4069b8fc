//! What `builtin:parquet` is told of the declared tables that it fills.

use crate::expr::Expr;
use crate::model::{self, Builtin, Script};
use crate::resolve::lake::Lake;

/// The argument that names the columns which must have a value in every row; the Data Catalog does not know them.
pub(super) fn required_columns(lake: &Lake<'_>, job: &model::Job) -> Option<Expr> {
    let tables = job.writes.iter().filter_map(|write| lake.pipeline.tables.get(write.table()?));
    let columns = tables.flat_map(|table| {
        let required = table.columns.iter().filter(|column| column.required);
        required.map(move |column| format!("{}.{}", table.key, column.name))
    });
    let columns: Vec<String> = columns.collect();
    let is_told = job.script == Script::Builtin(Builtin::Parquet) && !columns.is_empty();
    is_told.then(|| columns.join(",").into())
}
