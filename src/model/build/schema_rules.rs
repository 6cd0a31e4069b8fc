//! Rules of DQDL that follow from a schema.

use serde_json::Number;

use crate::diag::{Diagnostic, Place, rules};
use crate::dqdl::{Rule, Text, parse_rule};
use crate::model::scope::Scope;
use crate::model::{Column, Schema};

/// What a schema says of the values of its columns, as rules.
///
/// Glue lets a missing value fail most rules, and a column that is not required may lack values: rules about such a column
/// look at the rows that have one.
pub(super) fn schema_rules(scope: &mut Scope<'_>, schema: &Schema) -> Vec<Rule> {
    let mut all = Vec::new();
    for column in &schema.columns {
        for (said, text) in texts(column) {
            match text.as_deref().map(parse_rule) {
                Some(Ok(rule)) => all.push(rule),
                _ => {
                    let message = format!("`{said}` of column `{}` cannot be written in DQDL", column.name);
                    let finding = Diagnostic::new(&rules::DQDL, Place::Value(column.origin.key(said)), message);
                    scope.report(finding.help(
                        "Leave it out of the schema and write a rule such as `CustomSql`; DQDL has no backslash before a quote.",
                    ));
                }
            }
        }
    }
    all
}

/// Each member that says something, and the rule that says it; `None` if DQDL cannot.
fn texts(column: &Column) -> Vec<(&'static str, Option<String>)> {
    let name = format!("\"{}\"", column.name);
    let present = if column.required { String::new() } else { format!(" where \"`{}` is not null\"", column.name) };
    let mut texts = Vec::new();
    if column.required {
        texts.push(("required", Some(format!("IsComplete {name}"))));
    }
    if column.unique {
        texts.push(("unique", Some(format!("IsUnique {name}{present}"))));
    }
    if let Some(values) = &column.values {
        let value = |value: &String| match column.kind.is_number() {
            true => Some(value.clone()),
            false => Text::of(value).map(|text| text.to_string()),
        };
        let values: Option<Vec<_>> = values.iter().map(value).collect();
        texts.push(("values", values.map(|values| format!("ColumnValues {name} in [{}]{present}", values.join(",")))));
    }
    if let Some(pattern) = &column.pattern {
        let pattern = Text::of(pattern);
        texts.push(("pattern", pattern.map(|pattern| format!("ColumnValues {name} matches {pattern}{present}"))));
    }
    for (said, sign, bound) in [("min", ">=", &column.min), ("max", "<=", &column.max)] {
        if let Some(bound) = bound {
            texts.push((said, Some(format!("ColumnValues {name} {sign} {}{present}", decimal(bound)))));
        }
    }
    texts
}

/// Without an exponent, which DQDL does not know.
fn decimal(number: &Number) -> String {
    match number.as_f64().filter(|_| number.is_f64()) {
        Some(float) => float.to_string(),
        None => number.to_string(),
    }
}
