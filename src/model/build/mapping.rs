//! How the rows of a table become rows of a schema.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::location::parse_tables;
use crate::model::scope::Scope;
use crate::model::{MappedColumn, Mapping};
use crate::spec;

use super::column::read_type;

pub(super) fn mapping(scope: &mut Scope<'_>, key: &str, origin: Pointer, mapping: &spec::Mapping) -> Option<Mapping> {
    let source = source(scope, &origin.key("from"), &mapping.from);
    let schemas = scope.spec.schemas.iter().flat_map(BTreeMap::keys);
    let has_schema = scope.resolve("schemas", &mapping.to, schemas, &origin.key("to"));
    let at = origin.key("columns");
    let columns: Vec<_> = mapping
        .columns
        .iter()
        .flatten()
        .map(|(name, column)| Some((name.clone(), self::column(scope, &at.key(name), column)?)))
        .collect();
    let (database, table) = source?;
    let mapping = Mapping {
        key: key.to_owned(),
        database,
        table,
        to: mapping.to.clone(),
        set: mapping.set.clone().unwrap_or_default(),
        columns: columns.into_iter().collect::<Option<_>>()?,
        origin,
    };
    has_schema.then_some(mapping)
}

fn source(scope: &mut Scope<'_>, at: &Pointer, text: &str) -> Option<(String, String)> {
    let Some((database, table)) = parse_tables(text).filter(|(_, table)| !table.contains('*')) else {
        let message = format!("`{}` is not a table", text.escape_default());
        let finding = Diagnostic::new(&rules::INVALID_VALUE, Place::Value(at.clone()), message);
        scope.report(finding.help("Write `database.table`, such as `c360_raw.shop`."));
        return None;
    };
    let databases = scope.spec.databases.iter().flat_map(BTreeMap::keys);
    scope.resolve("databases", database, databases, at).then(|| (database.to_owned(), table.to_owned()))
}

fn column(scope: &mut Scope<'_>, at: &Pointer, column: &spec::MappedColumn) -> Option<MappedColumn> {
    let cast = match &column.cast {
        Some(cast) => Some(read_type(scope, Place::Value(at.key("cast")), cast)?),
        None => None,
    };
    Some(MappedColumn { from: column.from.clone(), cast })
}

/// The mappings that a job names.
pub(super) fn of_job(scope: &mut Scope<'_>, at: &Pointer, declared: &[String]) -> Option<Vec<String>> {
    let known = scope.spec.mappings.iter().flat_map(BTreeMap::keys);
    let each: Vec<_> = declared
        .iter()
        .enumerate()
        .map(|(n, key)| scope.resolve("mappings", key, known.clone(), &at.index(n)))
        .collect();
    each.into_iter().all(|is_known| is_known).then(|| declared.to_vec())
}
