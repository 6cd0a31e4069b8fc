//! Declared tables, written down again.

use crate::model::{Projection, Quotes, Table, TableFormat};
use crate::spec::{self, FormatWord, PartitionProjection, ProjectionType, RangeBound, S3Path};

use super::column;

pub(super) fn table(table: &Table) -> spec::Table {
    let keys = table.partition_keys.iter();
    let keys = keys.map(|key| spec::PartitionKey { name: key.name.clone(), column: column::column(key) });
    let projection = table.projection.iter().map(|(key, projection)| (key.clone(), self::projection(projection)));
    spec::Table {
        description: table.description.clone(),
        schema: table.schema.clone(),
        columns: table.schema.is_none().then(|| column::columns(&table.columns)),
        location: Some(S3Path::new(table.location.to_string())),
        format: Some(format(&table.format)),
        partition_keys: Some(keys.collect()),
        partition_projection: (!table.projection.is_empty()).then(|| projection.collect()),
        partition_indexes: (!table.partition_indexes.is_empty()).then(|| table.partition_indexes.clone()),
    }
}

fn format(format: &TableFormat) -> spec::TableFormat {
    let mut written = spec::TableFormat::default();
    match format {
        TableFormat::Parquet => written.word = Some(FormatWord::Parquet),
        TableFormat::Orc => written.word = Some(FormatWord::Orc),
        TableFormat::Avro => written.word = Some(FormatWord::Avro),
        TableFormat::Json => written.word = Some(FormatWord::Json),
        TableFormat::Ion => written.word = Some(FormatWord::Ion),
        TableFormat::Csv { delimiter, quotes, header } => {
            written.csv = Some(spec::CsvFormat {
                delimiter: Some(delimiter.to_string()),
                quote_symbol: quotes.map(|Quotes { symbol, .. }| symbol.to_string()),
                escape: quotes.map(|Quotes { escape, .. }| escape.to_string()),
                header: Some(*header),
            });
        }
        TableFormat::Regex(regex) => written.regex = Some(regex.clone()),
        TableFormat::Iceberg { version } => written.iceberg = Some(spec::IcebergFormat { version: Some(*version) }),
    }
    written
}

fn projection(projection: &Projection) -> PartitionProjection {
    let of = |kind| PartitionProjection {
        kind,
        values: None,
        range: None,
        format: None,
        interval: None,
        interval_unit: None,
        digits: None,
    };
    match projection {
        Projection::Enum(values) => PartitionProjection { values: Some(values.clone()), ..of(ProjectionType::Enum) },
        Projection::Integer { range, interval, digits } => PartitionProjection {
            range: Some(range.iter().map(|bound| RangeBound::new(bound.to_string())).collect()),
            interval: Some(*interval),
            digits: *digits,
            ..of(ProjectionType::Integer)
        },
        Projection::Date { range, format, interval } => PartitionProjection {
            range: Some(range.iter().map(RangeBound::new).collect()),
            format: Some(format.clone()),
            interval: interval.map(|(count, _)| count),
            interval_unit: interval.map(|(_, unit)| unit),
            ..of(ProjectionType::Date)
        },
        Projection::Injected => of(ProjectionType::Injected),
    }
}
