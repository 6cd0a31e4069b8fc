//! Columns: their names, and whether what is known of their values fits together.

use crate::diag::{Diagnostic, Place, Pointer, rules};
use crate::model::scope::Scope;
use crate::model::{Column, Pipeline};

/// Longest name of a column, and longest comment (Glue Developer Guide, "Column structure").
const TEXT_MAX: usize = 255;

/// LG-E182.
pub(super) fn names(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for (origin, columns) in lists(pipeline) {
        if columns.is_empty() {
            let message = "there is no column";
            let finding = Diagnostic::new(&rules::COLUMN_NAME, Place::Key(origin.clone()), message);
            scope.report(finding.help("Write at least one, such as `id: string`."));
        }
        for column in columns {
            let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if !column.name.is_empty() && column.name.len() <= TEXT_MAX && column.name.chars().all(legal) {
                continue;
            }
            let message = format!("`{}` cannot be the name of a column", column.name.escape_default());
            let finding = Diagnostic::new(&rules::COLUMN_NAME, Place::Key(column.origin.clone()), message);
            let rewritten: String =
                column.name.to_lowercase().chars().map(|c| if legal(c) { c } else { '_' }).take(TEXT_MAX).collect();
            scope.report(if rewritten.is_empty() { finding } else { finding.help(format!("Write `{rewritten}`.")) });
        }
    }
}

/// LG-E183.
pub(super) fn constraints(pipeline: &Pipeline, scope: &mut Scope<'_>) {
    for column in lists(pipeline).flat_map(|(_, columns)| columns) {
        for (member, message) in contradictions(column) {
            let place = scope.at(&column.origin, &[member]);
            scope.report(Diagnostic::new(&rules::COLUMN_CONSTRAINT, place, message));
        }
    }
}

/// What does not fit the column's type or another member, by the member that says it.
fn contradictions(column: &Column) -> Vec<(&'static str, String)> {
    let Column { name, kind, .. } = column;
    let mut wrong = Vec::new();
    if column.description.as_ref().is_some_and(|text| text.chars().count() > TEXT_MAX) {
        wrong.push(("description", format!("the description of `{name}` has more than {TEXT_MAX} characters")));
    }
    for (member, bound) in [("min", &column.min), ("max", &column.max)] {
        if bound.is_some() && !kind.is_number() {
            wrong.push((member, format!("`{name}` has type `{kind}`, and `{member}` bounds numbers")));
        }
    }
    let bounds = (column.min.as_ref().and_then(|n| n.as_f64()), column.max.as_ref().and_then(|n| n.as_f64()));
    if let (Some(min), Some(max)) = bounds
        && min > max
    {
        wrong.push(("max", format!("no number is at least {min} and at most {max}")));
    }
    if column.pattern.is_some() && !kind.is_text() {
        wrong.push(("pattern", format!("`{name}` has type `{kind}`, and a pattern is for text")));
    }
    if column.pattern.as_deref() == Some("") {
        wrong.push(("pattern", "an empty pattern fits every text".to_owned()));
    }
    if column.unique && kind.is_nested() {
        wrong.push(("unique", format!("values of `{kind}` cannot be compared")));
    }
    if let Some(values) = &column.values {
        if kind.is_nested() {
            wrong.push(("values", format!("values of `{kind}` cannot be listed")));
        } else if let Some(message) = odd_value(column, values) {
            wrong.push(("values", message));
        }
    }
    wrong
}

fn odd_value(column: &Column, values: &[String]) -> Option<String> {
    let Column { name, kind, .. } = column;
    if values.is_empty() {
        return Some(format!("`{name}` could have no value at all"));
    }
    if let Some((_, twice)) = values.iter().enumerate().find(|(n, value)| values[..*n].contains(value)) {
        return Some(format!("`{twice}` is listed twice"));
    }
    let fits = |value: &str| {
        if !kind.is_number() {
            return true;
        }
        let Ok(number) = value.parse::<f64>() else { return false };
        (!kind.is_integer() || value.parse::<i64>().is_ok())
            && column.min.as_ref().and_then(|min| min.as_f64()).is_none_or(|min| number >= min)
            && column.max.as_ref().and_then(|max| max.as_f64()).is_none_or(|max| number <= max)
    };
    let odd = values.iter().find(|value| !fits(value))?;
    Some(format!("`{odd}` is no value of `{name}`, which has type `{kind}`"))
}

/// Every list of columns, with the place where it stands.
fn lists(pipeline: &Pipeline) -> impl Iterator<Item = (Pointer, &[Column])> {
    let schemas = pipeline.schemas.values().map(|schema| (schema.origin.clone(), schema.columns.as_slice()));
    let inline = pipeline.tables.values().filter(|table| table.schema.is_none());
    let inline = inline.map(|table| (table.origin.key("columns"), table.columns.as_slice()));
    let keys = pipeline.tables.values().filter(|table| !table.partition_keys.is_empty());
    let keys = keys.map(|table| (table.origin.key("partition_keys"), table.partition_keys.as_slice()));
    schemas.chain(inline).chain(keys)
}
