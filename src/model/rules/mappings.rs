//! Mappings: whether each row of the source becomes a row of the schema.

use crate::diag::{Diagnostic, Place, rules};
use crate::model::location::matches_glob;
use crate::model::scope::{Scope, nearest};
use crate::model::{Column, Mapping, Pipeline, Read, Schema, Table};

/// LG-E193: targets and sources that do not exist, or twice.
pub(super) fn columns(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (mapping, schema) in with_schemas(pipeline) {
        let set = mapping.set.keys().map(|name| (name, mapping.origin.key("set").key(name)));
        let taken = mapping.columns.keys().map(|name| (name, mapping.origin.key("columns").key(name)));
        for (name, at) in set.chain(taken) {
            if schema.columns.iter().any(|column| column.name == *name) {
                continue;
            }
            let message = format!("`{}` has no column `{name}`", schema.key);
            scope.report(missing(Place::Key(at), message, name, schema.columns.iter()));
        }
        for name in mapping.columns.keys().filter(|name| mapping.set.contains_key(*name)) {
            let message = format!("`{name}` is set by an expression, and takes a column of the source");
            let place = Place::Key(mapping.origin.key("columns").key(name));
            let finding = Diagnostic::new(&rules::MAPPING_COLUMN, place, message);
            scope.report(finding.related(Place::Key(mapping.origin.key("set").key(name)), "the expression"));
        }
        for (name, column) in &mapping.columns {
            let at = mapping.origin.key("columns").key(name);
            let at = if scope.has(&at.key("from")) { at.key("from") } else { at };
            if column.from.split('.').any(|part| part.trim().is_empty() || part.contains('`')) {
                let message = format!("`{}` is not the name of a column", column.from.escape_default());
                let finding = Diagnostic::new(&rules::MAPPING_COLUMN, Place::Value(at), message);
                scope.report(finding.help("Write a name such as `id` or `customer.id`; expressions go under `set`."));
            } else if let Some(table) = declared_source(pipeline, mapping)
                && source_column(table, &column.from).is_none()
            {
                let message = format!("`{}` has no column `{}`", table.key, first_part(&column.from));
                let place = Place::Value(at);
                scope.report(missing(place, message, first_part(&column.from), table.all_columns()));
            }
        }
    }
}

fn missing<'c>(
    place: Place,
    message: String,
    name: &str,
    columns: impl Iterator<Item = &'c Column> + Clone,
) -> Diagnostic {
    let finding = Diagnostic::new(&rules::MAPPING_COLUMN, place, message);
    finding.help(match nearest(name, columns.clone().map(|column| column.name.as_str())) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => {
            let names: Vec<_> = columns.take(12).map(|column| format!("`{}`", column.name)).collect();
            format!("Its columns are {}.", names.join(", "))
        }
    })
}

/// LG-E194.
pub(super) fn required(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (mapping, schema) in with_schemas(pipeline) {
        let is_given = |name: &String| mapping.set.contains_key(name) || mapping.columns.contains_key(name);
        let required = schema.columns.iter().filter(|column| column.required && !is_given(&column.name));
        let left_out: Vec<&Column> = required.collect();
        let Some(first) = left_out.first() else { continue };
        let names: Vec<_> = left_out.iter().map(|column| format!("`{}`", column.name)).collect();
        let message = format!("`{}` gives no value to {}, which every row has", mapping.key, names.join(" and "));
        let finding = Diagnostic::new(&rules::MAPPING_INCOMPLETE, Place::Key(mapping.origin.clone()), message);
        scope.report(finding.related(Place::Key(first.origin.clone()), "required here"));
    }
}

/// LG-E196.
pub(super) fn casts(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (mapping, schema) in with_schemas(pipeline) {
        for (name, mapped) in &mapping.columns {
            let Some(target) = schema.columns.iter().find(|column| column.name == *name) else { continue };
            let source = declared_source(pipeline, mapping).filter(|_| !mapped.from.contains('.'));
            let source = source.and_then(|table| source_column(table, &mapped.from)).map(|column| &column.kind);
            let steps: Vec<_> = source.into_iter().chain(&mapped.cast).chain([&target.kind]).collect();
            let Some([from, to]) = steps.array_windows::<2>().find(|[from, to]| !from.casts_to(to)) else { continue };
            let at = mapping.origin.key("columns").key(name);
            let place = scope.at(&at, &["cast"]);
            let place = if matches!(place, Place::Key(_)) { Place::Value(at) } else { place };
            let message = format!("Spark makes no `{to}` of a `{from}`");
            let finding = Diagnostic::new(&rules::MAPPING_CAST, place, message);
            scope.report(finding.related(Place::Key(target.origin.clone()), "the column of the schema"));
        }
    }
}

/// LG-E197.
pub(super) fn expressions(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for mapping in pipeline.mappings.values() {
        let schema = pipeline.schemas.get(&mapping.to);
        for (name, expression) in &mapping.set {
            let column = schema.and_then(|schema| schema.columns.iter().find(|column| column.name == *name));
            let is_value = column.and_then(|column| column.values.as_ref()).is_some_and(|v| v.contains(expression));
            let (message, help) = if is_value {
                let message = format!("`{expression}` is read as the name of a column");
                (message, format!("Write `\"'{expression}'\"`, in both kinds of quotes, for the text."))
            } else if let Some(wrong) = fault(expression) {
                let help = "Write one Spark SQL expression, such as `\"'shop'\"` or `price * quantity`.";
                (format!("`{}` {wrong}", expression.replace(char::is_control, " ")), help.to_owned())
            } else {
                continue;
            };
            let place = Place::Value(mapping.origin.key("set").key(name));
            scope.report(Diagnostic::new(&rules::MAPPING_EXPRESSION, place, message).help(help));
        }
    }
}

/// What keeps a text from being one SQL expression, as far as that is seen without a parser.
fn fault(expression: &str) -> Option<&'static str> {
    if expression.trim().is_empty() {
        return Some("is no expression");
    }
    let mut open = Vec::new();
    let mut quote = None;
    let mut characters = expression.chars().peekable();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some('\'' | '"'), '\\') => _ = characters.next(),
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '(' | '[') => open.push(c),
            (None, ')') if open.pop() != Some('(') => return Some("closes a parenthesis that is not open"),
            (None, ']') if open.pop() != Some('[') => return Some("closes a bracket that is not open"),
            (None, ';') => return Some("ends in `;` or holds two statements"),
            (None, '-') if characters.peek() == Some(&'-') => return Some("holds a comment"),
            (None, '/') if characters.peek() == Some(&'*') => return Some("holds a comment"),
            _ => {}
        }
    }
    match (quote, open.is_empty()) {
        (Some(_), _) => Some("has a quote that is not closed"),
        (None, false) => Some("has a parenthesis that is not closed"),
        (None, true) => None,
    }
}

/// LG-E198.
pub(super) fn sources_are_read(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for job in pipeline.jobs.values() {
        for (n, key) in job.mappings.iter().enumerate() {
            let place = Place::Value(job.origin.key("mappings").index(n));
            if job.mappings[..n].contains(key) {
                let message = format!("`{key}` is listed twice, and each row would come twice");
                scope.report(Diagnostic::new(&rules::MAPPING_SOURCE, place, message).help("Remove one of them."));
                continue;
            }
            let Some(mapping) = pipeline.mappings.get(key) else { continue };
            let is_source = |read: &Read| match read {
                Read::Tables { database, tables, .. } => {
                    *database == mapping.database && matches_glob(tables, &mapping.table)
                }
                _ => false,
            };
            if !job.reads.iter().any(is_source) {
                let message =
                    format!("`{key}` takes rows of `{}.{}`, which is not read", mapping.database, mapping.table);
                let finding = Diagnostic::new(&rules::MAPPING_SOURCE, place, message);
                scope.report(finding.related(Place::Value(mapping.origin.key("from")), "the source"));
            }
        }
    }
}

fn with_schemas(pipeline: &Pipeline) -> impl Iterator<Item = (&Mapping, &Schema)> {
    pipeline.mappings.values().filter_map(|mapping| Some((mapping, pipeline.schemas.get(&mapping.to)?)))
}

/// The source, if its columns are known.
fn declared_source<'p>(pipeline: &'p Pipeline, mapping: &Mapping) -> Option<&'p Table> {
    pipeline.tables.get(&format!("{}.{}", mapping.database, mapping.table))
}

fn first_part(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

fn source_column<'t>(table: &'t Table, path: &str) -> Option<&'t Column> {
    table.all_columns().find(|column| column.name.eq_ignore_ascii_case(first_part(path)))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn expressions() {
        for text in
            ["'shop'", "price * quantity", "coalesce(a, 'it\\'s')", "`odd name`", "concat('(', a)", "a['k']", "a - -b"]
        {
            assert_eq!(fault(text), None, "{text}");
        }
        for text in ["", " ", "'shop", "f(a", "f(a))", "a; drop table b", "a -- b", "a /* b */", "a]", "(a]"] {
            assert!(fault(text).is_some(), "{text}");
        }
    }
}
