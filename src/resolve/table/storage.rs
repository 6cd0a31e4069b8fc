//! Where a table lies and which classes read it.
//!
//! Sources: Athena User Guide, "Choose a SerDe for your data" and the page of each SerDe, which name class and properties;
//! the input and output formats are those that Athena's own CREATE TABLE puts into the Data Catalog.

use crate::expr::{Document, Expr};
use crate::model::{self, Quotes, TableFormat};
use crate::resolve::data::uri;
use crate::resolve::lake::Lake;
use crate::resource::{SerdeInfo, StorageDescriptor};

use super::{avro, column};

/// The classes of a format, and what the SerDe is told.
struct Classes {
    input: &'static str,
    output: &'static str,
    serde: &'static str,
    parameters: Vec<(&'static str, String)>,
}

pub(super) fn descriptor(lake: &Lake<'_>, table: &model::Table) -> StorageDescriptor {
    let classes = classes(table);
    StorageDescriptor {
        location: Some(uri(lake, &table.location)),
        columns: Some(table.columns.iter().map(column).collect()),
        input_format: classes.as_ref().map(|classes| classes.input.into()),
        output_format: classes.as_ref().map(|classes| classes.output.into()),
        compressed: classes.as_ref().map(|_| false.into()),
        serde_info: classes.map(|classes| SerdeInfo {
            serialization_library: Some(classes.serde.into()),
            parameters: Some(Document::of(Expr::object(classes.parameters))),
        }),
    }
}

/// `None` for Iceberg, which describes itself.
fn classes(table: &model::Table) -> Option<Classes> {
    const TEXT: &str = "org.apache.hadoop.mapred.TextInputFormat";
    const TEXT_OUTPUT: &str = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
    let text = |serde, parameters| Classes { input: TEXT, output: TEXT_OUTPUT, serde, parameters };
    let plain = || vec![("serialization.format", "1".to_owned())];
    Some(match &table.format {
        TableFormat::Iceberg { .. } => return None,
        TableFormat::Parquet => Classes {
            input: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
            output: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
            serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
            parameters: plain(),
        },
        TableFormat::Orc => Classes {
            input: "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
            output: "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
            serde: "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
            parameters: plain(),
        },
        TableFormat::Avro => Classes {
            input: "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
            output: "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat",
            serde: "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
            parameters: vec![
                ("avro.schema.literal", avro::schema(&table.name, &table.columns)),
                ("serialization.format", "1".to_owned()),
            ],
        },
        TableFormat::Ion => Classes {
            input: "com.amazon.ionhiveserde.formats.IonInputFormat",
            output: "com.amazon.ionhiveserde.formats.IonOutputFormat",
            serde: "com.amazon.ionhiveserde.IonHiveSerDe",
            parameters: plain(),
        },
        TableFormat::Json => text("org.openx.data.jsonserde.JsonSerDe", plain()),
        TableFormat::Csv { delimiter, quotes: None, .. } => {
            let delimiter = delimiter.to_string();
            let parameters = vec![("field.delim", delimiter.clone()), ("serialization.format", delimiter)];
            text("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", parameters)
        }
        TableFormat::Csv { delimiter, quotes: Some(Quotes { symbol, escape }), .. } => {
            let parameters = vec![
                ("escapeChar", escape.to_string()),
                ("quoteChar", symbol.to_string()),
                ("separatorChar", delimiter.to_string()),
                ("serialization.format", "1".to_owned()),
            ];
            text("org.apache.hadoop.hive.serde2.OpenCSVSerde", parameters)
        }
        TableFormat::Regex(regex) => {
            let parameters = vec![("input.regex", regex.clone()), ("serialization.format", "1".to_owned())];
            text("org.apache.hadoop.hive.serde2.RegexSerDe", parameters)
        }
    })
}
