//! Mappings, written down again.

use crate::model::Mapping;
use crate::spec;

pub(super) fn mapping(mapping: &Mapping) -> spec::Mapping {
    let columns = mapping.columns.iter().map(|(name, column)| {
        let cast = column.cast.as_ref().map(|cast| spec::ColumnType::new(cast.to_string()));
        (name.clone(), spec::MappedColumn { from: column.from.clone(), cast })
    });
    spec::Mapping {
        from: format!("{}.{}", mapping.database, mapping.table),
        to: mapping.to.clone(),
        set: Some(mapping.set.clone()),
        columns: Some(columns.collect()),
    }
}
