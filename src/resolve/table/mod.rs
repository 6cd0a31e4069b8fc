//! Declared tables of the Data Catalog.

mod avro;
mod parameters;
mod storage;

use crate::expr::{Pseudo, Text};
use crate::graph::{Concern, Graph, Scope};
use crate::model::{self, BucketRef, Column, TableFormat};
use crate::resource::{IcebergInput, OpenTableFormatInput, PartitionIndex, Table, TableColumn, TableInput};

use super::lake::Lake;

pub(super) fn resolve(lake: &mut Lake<'_>, graph: &mut Graph) {
    for table in lake.pipeline.tables.values() {
        let scope = Scope::new(Concern::Catalog, &table.key.replace('.', "_"), &table.origin);
        let new = scope.node(
            "table",
            Table {
                catalog_id: Some(Text::of(Pseudo::AccountId)),
                database_name: Some(lake.database_name(&table.database)),
                table_input: Some(TableInput {
                    name: Some(table.name.as_str().into()),
                    description: table.description.as_ref().map(Into::into),
                    table_type: Some("EXTERNAL_TABLE".into()),
                    parameters: parameters::of(lake, table),
                    // Athena wants the list also when it is empty (Glue API, "Table"); Iceberg keeps its own.
                    partition_keys: (!table.is_iceberg()).then(|| table.partition_keys.iter().map(column).collect()),
                    storage_descriptor: Some(storage::descriptor(lake, table)),
                }),
                open_table_format_input: match table.format {
                    TableFormat::Iceberg { version } => Some(OpenTableFormatInput {
                        iceberg_input: Some(IcebergInput {
                            metadata_operation: Some("CREATE".into()),
                            version: Some(version.to_string().into()),
                        }),
                    }),
                    _ => None,
                },
                partition_indexes: (!table.partition_indexes.is_empty()).then(|| {
                    let indexes = table.partition_indexes.iter();
                    indexes
                        .map(|(name, keys)| PartitionIndex {
                            index_name: Some(name.into()),
                            keys: Some(keys.iter().map(Into::into).collect()),
                        })
                        .collect()
                }),
            },
        );
        let made = graph.add(if table.is_iceberg() { new.keep(outlives_the_stack(lake, table)) } else { new });
        lake.tables.insert(table.key.clone(), made.id());
    }
}

/// Whether the table stays when the stack goes. The entry of an Iceberg table is the only thing that knows which of its
/// files are current, so it stays with the data; other tables are what the spec says, and can be made again.
pub(super) fn outlives_the_stack(lake: &Lake<'_>, table: &model::Table) -> bool {
    let is_kept = match &table.location.bucket {
        BucketRef::Declared(key) => lake.pipeline.buckets.get(key).is_none_or(|bucket| bucket.retain),
        BucketRef::Foreign(_) => true,
    };
    table.is_iceberg() && is_kept
}

fn column(column: &Column) -> TableColumn {
    TableColumn {
        name: Some(column.name.as_str().into()),
        kind: Some(column.kind.to_string().into()),
        comment: column.description.as_ref().map(Into::into),
    }
}
