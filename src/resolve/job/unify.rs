//! What `builtin:unify` is given: the table, its schema and the mappings, as data at the head of the script.
//!
//! In the script and not in an argument: arguments are limited to 260 KB a run, and there a reviewer sees what changed.

use serde::Serialize;

use crate::model::{self, Builtin, Column, Pipeline, Script, Table, Write};

/// The values of `glue/unify.py`.
#[derive(Serialize)]
pub(super) struct Context {
    unify: Unify,
}

#[derive(Serialize)]
struct Unify {
    table: String,
    format: &'static str,
    columns: Vec<TargetColumn>,
    partition_keys: Vec<PartitionKey>,
    mappings: Vec<SourceMapping>,
}

#[derive(Serialize)]
struct TargetColumn {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    required: bool,
    unique: bool,
}

#[derive(Serialize)]
struct PartitionKey {
    name: String,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Serialize)]
struct SourceMapping {
    name: String,
    from: String,
    columns: Vec<TakenColumn>,
    set: Vec<SetColumn>,
}

#[derive(Serialize)]
struct TakenColumn {
    to: String,
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cast: Option<String>,
}

#[derive(Serialize)]
struct SetColumn {
    to: String,
    sql: String,
}

impl Context {
    /// What `job` brings into which table; `None` if it has no such table, which the rules refuse.
    pub(super) fn of(pipeline: &Pipeline, job: &model::Job) -> Option<Self> {
        let table = target(pipeline, job)?;
        let columns = table.columns.iter().map(|column| TargetColumn {
            name: column.name.clone(),
            kind: column.kind.to_string(),
            required: column.required,
            unique: column.unique,
        });
        let keys = table
            .partition_keys
            .iter()
            .map(|Column { name, kind, .. }| PartitionKey { name: name.clone(), kind: kind.to_string() });
        let mappings = job.mappings.iter().filter_map(|key| pipeline.mappings.get(key)).map(source);
        Some(Self {
            unify: Unify {
                table: table.key.clone(),
                format: if table.is_iceberg() { "iceberg" } else { "parquet" },
                columns: columns.collect(),
                partition_keys: keys.collect(),
                mappings: mappings.collect(),
            },
        })
    }
}

fn source(mapping: &model::Mapping) -> SourceMapping {
    let columns = mapping.columns.iter().map(|(to, column)| TakenColumn {
        to: to.clone(),
        from: column.from.clone(),
        cast: column.cast.as_ref().map(ToString::to_string),
    });
    let set = mapping.set.iter().map(|(to, sql)| SetColumn { to: to.clone(), sql: sql.clone() });
    SourceMapping {
        name: mapping.key.clone(),
        from: format!("{}.{}", mapping.database, mapping.table),
        columns: columns.collect(),
        set: set.collect(),
    }
}

/// The table that `job` unifies into, if its script is [`Builtin::Unify`].
fn target<'p>(pipeline: &'p Pipeline, job: &model::Job) -> Option<&'p Table> {
    match (&job.script, job.writes.as_slice()) {
        (Script::Builtin(Builtin::Unify), [Write::Table { key, .. }]) => pipeline.tables.get(key),
        _ => None,
    }
}
