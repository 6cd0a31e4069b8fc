//! Declared tables: where they lie, what their columns are and how they are written.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::location::parse_tables;
use crate::model::scope::Scope;
use crate::model::{Column, Database, Quotes, S3Location, Schema, Table, TableFormat};
use crate::spec::{self, FormatWord};

use super::column::{self, columns};
use super::{location, projection};

/// What tables refer to.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) schemas: &'a BTreeMap<String, Schema>,
    pub(super) databases: &'a BTreeMap<String, Database>,
}

pub(super) fn table(
    scope: &mut Scope<'_>,
    known: Known<'_>,
    key: &str,
    origin: Pointer,
    table: &spec::Table,
) -> Option<Table> {
    let Some((database, name)) = parse_tables(key).filter(|(_, name)| !name.contains('*') && name.len() <= 255) else {
        let message = format!("`{}` cannot be the key of a table", key.escape_default());
        scope.report(Diagnostic::new(&rules::TABLE_NAME, Place::Key(origin), message));
        return None;
    };
    let databases = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    let has_database = scope.resolve_key("databases", database, databases, &origin);
    let columns = table_columns(scope, known, &origin, table);
    let partition_keys = partition_keys(scope, &origin, table);
    let location = table_location(scope, known, &origin, table, database, name);
    let format = format(scope, &origin.key("format"), table.format.as_ref());
    let projections = table.partition_projection.iter().flatten();
    let at = origin.key("partition_projection");
    let projection: Vec<_> = projections
        .map(|(key, projected)| Some((key.clone(), projection::projection(scope, &at.key(key), projected)?)))
        .collect();
    let table = Table {
        key: key.to_owned(),
        database: database.to_owned(),
        name: name.to_owned(),
        description: table.description.clone(),
        schema: table.schema.clone(),
        columns: columns?,
        partition_keys: partition_keys?,
        location: location?,
        format: format?,
        projection: projection.into_iter().collect::<Option<_>>()?,
        partition_indexes: table.partition_indexes.clone().unwrap_or_default(),
        origin,
    };
    has_database.then_some(table)
}

fn table_columns(
    scope: &mut Scope<'_>,
    known: Known<'_>,
    origin: &Pointer,
    table: &spec::Table,
) -> Option<Vec<Column>> {
    match (&table.schema, &table.columns) {
        (Some(schema), None) => {
            let schemas = scope.spec.schemas.iter().flat_map(BTreeMap::keys);
            let is_known = scope.resolve("schemas", schema, schemas, &origin.key("schema"));
            is_known.then(|| known.schemas.get(schema).map(|schema| schema.columns.clone())).flatten()
        }
        (None, Some(inline)) => columns(scope, &origin.key("columns"), inline),
        (schema, _) => {
            if schema.is_some() || !["schema", "columns"].iter().any(|key| scope.was_meant(origin, key)) {
                let place = scope.at(origin, &["columns"]);
                let message = match schema {
                    Some(_) => "the table has columns of its own besides those of the schema",
                    None => "nothing says which columns the table has",
                };
                scope.report(Diagnostic::new(&rules::TABLE_INCOMPLETE, place, message));
            }
            None
        }
    }
}

fn partition_keys(scope: &mut Scope<'_>, origin: &Pointer, table: &spec::Table) -> Option<Vec<Column>> {
    let at = origin.key("partition_keys");
    let keys = table.partition_keys.iter().flatten().enumerate();
    let read: Vec<_> =
        keys.map(|(n, key)| column::column(scope, &key.name, at.index(n).key(&key.name), &key.column)).collect();
    read.into_iter().collect()
}

fn table_location(
    scope: &mut Scope<'_>,
    known: Known<'_>,
    origin: &Pointer,
    table: &spec::Table,
    database: &str,
    name: &str,
) -> Option<S3Location> {
    if let Some(path) = &table.location {
        return location(scope, &rules::INVALID_VALUE, path.as_str(), &origin.key("location"));
    }
    if let Some(location) = known.databases.get(database).and_then(|database| database.location.as_ref()) {
        return Some(S3Location { bucket: location.bucket.clone(), prefix: format!("{}{name}/", location.prefix) });
    }
    let database = Pointer::root().key("databases").key(database);
    if !scope.was_meant(origin, "location") && !scope.was_meant(&database, "location") {
        let message = "nothing says where the table's data lies";
        let finding = Diagnostic::new(&rules::TABLE_INCOMPLETE, Place::Key(origin.clone()), message);
        scope.report(finding.help(format!("Add `location: <bucket>/{name}/`, or a `location` to its database.")));
    }
    None
}

fn format(scope: &mut Scope<'_>, at: &Pointer, format: Option<&spec::TableFormat>) -> Option<TableFormat> {
    let Some(format) = format else { return Some(TableFormat::Parquet) };
    let plain = |delimiter| TableFormat::Csv { delimiter, quotes: None, header: false };
    if let Some(word) = format.word {
        return Some(match word {
            FormatWord::Parquet => TableFormat::Parquet,
            FormatWord::Orc => TableFormat::Orc,
            FormatWord::Avro => TableFormat::Avro,
            FormatWord::Json => TableFormat::Json,
            FormatWord::Ion => TableFormat::Ion,
            FormatWord::Csv => plain(','),
            FormatWord::Tsv => plain('\t'),
            FormatWord::Iceberg => TableFormat::Iceberg { version: 2 },
        });
    }
    match (&format.csv, &format.iceberg, &format.regex) {
        (Some(written), None, None) => csv(scope, &at.key("csv"), written),
        (None, Some(iceberg), None) => Some(TableFormat::Iceberg { version: iceberg.version.unwrap_or(2) }),
        (None, None, Some(regex)) => Some(TableFormat::Regex(regex.clone())),
        (csv, iceberg, regex) => {
            let is_pruned = csv.is_none() && iceberg.is_none() && regex.is_none();
            if !is_pruned || !["csv", "iceberg", "regex"].iter().any(|key| scope.was_meant(at, key)) {
                let message = "a table is written in exactly one format";
                let finding = Diagnostic::new(&rules::TABLE_FORMAT, Place::Value(at.clone()), message);
                scope.report(finding.help("Write one of `csv`, `iceberg` and `regex`, or a word such as `parquet`."));
            }
            None
        }
    }
}

fn csv(scope: &mut Scope<'_>, at: &Pointer, csv: &spec::CsvFormat) -> Option<TableFormat> {
    let mut one = |member: &str, text: Option<&String>, default: char| {
        let Some(text) = text else { return Some(default) };
        let mut characters = text.chars();
        let only = characters.next().filter(|c| c.is_ascii() && characters.next().is_none());
        if only.is_none() {
            let message = format!("`{member}` is one ASCII character, and `{}` is not", text.escape_default());
            let place = Place::Value(at.key(member));
            scope.report(Diagnostic::new(&rules::TABLE_FORMAT, place, message).help("In quotes, `\"\\t\"` is a tab."));
        }
        only
    };
    let delimiter = one("delimiter", csv.delimiter.as_ref(), ',');
    let symbol = one("quote_symbol", csv.quote_symbol.as_ref(), '"');
    let escape = one("escape", csv.escape.as_ref(), '\\');
    let (delimiter, symbol, escape) = (delimiter?, symbol?, escape?);
    let quotes = csv.quote_symbol.is_some().then_some(Quotes { symbol, escape });
    if csv.escape.is_some() && quotes.is_none() {
        let message = "`escape` without `quote_symbol`";
        let finding = Diagnostic::new(&rules::TABLE_FORMAT, Place::Value(at.key("escape")), message);
        scope.report(finding.help("Add `quote_symbol: '\"'`: only values in quotes can hold the delimiter."));
    }
    Some(TableFormat::Csv { delimiter, quotes, header: csv.header.unwrap_or(false) })
}
