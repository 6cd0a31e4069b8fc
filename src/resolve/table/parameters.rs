//! What the Data Catalog notes about a table: its format, and how Athena computes its partitions.
//!
//! Sources: Glue Developer Guide, "Setting crawler table parameters" (`classification`, `typeOfData`); Athena User Guide,
//! "Set up partition projection".

use crate::expr::{Document, Expr};
use crate::model::{self, Projection, TableFormat};
use crate::resolve::data::uri;
use crate::resolve::lake::Lake;

pub(super) fn of(lake: &Lake<'_>, table: &model::Table) -> Option<Document> {
    // The parameters of an Iceberg table are written by Glue, and by every commit.
    let classification = match &table.format {
        TableFormat::Iceberg { .. } => return None,
        TableFormat::Parquet => "parquet",
        TableFormat::Orc => "orc",
        TableFormat::Avro => "avro",
        TableFormat::Json => "json",
        TableFormat::Ion => "ion",
        TableFormat::Csv { .. } => "csv",
        TableFormat::Regex(_) => "regex",
    };
    let mut parameters: Vec<(String, Expr)> = vec![
        ("EXTERNAL".into(), "TRUE".into()),
        ("classification".into(), classification.into()),
        ("typeOfData".into(), "file".into()),
    ];
    if let TableFormat::Csv { delimiter, quotes, header } = &table.format {
        parameters.push(("areColumnsQuoted".into(), quotes.is_some().to_string().into()));
        parameters.push(("delimiter".into(), delimiter.to_string().into()));
        if *header {
            parameters.push(("skip.header.line.count".into(), "1".into()));
        }
    }
    if !table.projection.is_empty() {
        parameters.push(("projection.enabled".into(), "true".into()));
        let folders = table.partition_keys.iter().map(|key| format!("{0}=${{{0}}}/", key.name)).collect::<String>();
        let template = Expr::concat([uri(lake, &table.location).into(), folders.into()]);
        parameters.push(("storage.location.template".into(), template));
    }
    for (key, projection) in &table.projection {
        let values = projected(projection).into_iter();
        parameters.extend(values.map(|(name, value)| (format!("projection.{key}.{name}"), value.into())));
    }
    parameters.sort_by(|(a, _), (b, _)| a.cmp(b));
    Some(Document::of(Expr::Object(parameters)))
}

fn projected(projection: &Projection) -> Vec<(&'static str, String)> {
    let kind = |kind: &str| ("type", kind.to_owned());
    match projection {
        Projection::Injected => vec![kind("injected")],
        Projection::Enum(values) => vec![kind("enum"), ("values", values.join(","))],
        Projection::Integer { range: [first, last], interval, digits } => {
            let mut written =
                vec![kind("integer"), ("range", format!("{first},{last}")), ("interval", interval.to_string())];
            written.extend(digits.map(|digits| ("digits", digits.to_string())));
            written
        }
        Projection::Date { range, format, interval } => {
            let mut written = vec![kind("date"), ("range", range.join(",")), ("format", format.clone())];
            if let Some((count, unit)) = interval {
                written.push(("interval", count.to_string()));
                written.push(("interval.unit", unit.to_string()));
            }
            written
        }
    }
}
