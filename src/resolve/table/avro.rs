//! The Avro schema of a table's columns, which Athena's Avro SerDe has to be told.
//!
//! Sources: Apache Avro, "Specification"; Apache Hive, "AvroSerDe", for which types go with which.

use serde_json::{Value, json};

use crate::model::{Column, ColumnType, PlainType};

/// The schema, as JSON text. Every value may be null.
pub(super) fn schema(table: &str, columns: &[Column]) -> String {
    let fields = columns.iter().map(|column| field(&column.name, &column.kind, &column.name));
    json!({ "type": "record", "name": legal(table), "fields": fields.collect::<Vec<_>>() }).to_string()
}

fn field(name: &str, kind: &ColumnType, path: &str) -> Value {
    json!({ "name": legal(name), "type": ["null", avro_type(kind, path)], "default": null })
}

/// `path` makes a name for each record: Avro wants them to differ.
fn avro_type(kind: &ColumnType, path: &str) -> Value {
    use PlainType::{Bigint, Binary, Boolean, Date, Double, Float, Int, Smallint, String, Timestamp, Tinyint};
    match kind {
        ColumnType::Plain(plain) => match plain {
            Boolean => json!("boolean"),
            Tinyint | Smallint | Int => json!("int"),
            Bigint => json!("long"),
            Float => json!("float"),
            Double => json!("double"),
            String => json!("string"),
            Binary => json!("bytes"),
            Date => json!({ "type": "int", "logicalType": "date" }),
            Timestamp => json!({ "type": "long", "logicalType": "timestamp-millis" }),
        },
        ColumnType::Decimal { precision, scale } => {
            json!({ "type": "bytes", "logicalType": "decimal", "precision": precision, "scale": scale })
        }
        ColumnType::Char(length) => json!({ "type": "string", "logicalType": "char", "maxLength": length }),
        ColumnType::Varchar(length) => json!({ "type": "string", "logicalType": "varchar", "maxLength": length }),
        ColumnType::Array(element) => {
            json!({ "type": "array", "items": ["null", avro_type(element, &format!("{path}_item"))] })
        }
        ColumnType::Map(_, value) => {
            json!({ "type": "map", "values": ["null", avro_type(value, &format!("{path}_value"))] })
        }
        ColumnType::Struct(fields) => {
            let fields = fields.iter().map(|(name, kind)| field(name, kind, &format!("{path}_{name}")));
            json!({ "type": "record", "name": legal(path), "fields": fields.collect::<Vec<_>>() })
        }
    }
}

/// A name that Avro takes: it does not begin with a digit.
fn legal(name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name.to_owned() }
}
