//! Whether a rule fits the type of the column that it looks at.

use std::ops::Range;

use crate::dqdl::{Check, Condition, Operand};
use crate::model::{Column, ColumnType, PlainType};

/// Why `check` says nothing sensible of `column`, and the bytes that are at fault if not the column's name.
pub(super) fn misfit(check: &Check, column: &Column) -> Option<(String, Option<Range<usize>>)> {
    let (name, kind) = (check.rule_type.value.name, &column.kind);
    let is_about_being_there = ["ColumnExists", "IsComplete", "Completeness"].contains(&name);
    if kind.is_nested() && !is_about_being_there {
        return Some((format!("{name} does not look into {kind}, the type of `{}`", column.name), None));
    }
    let wanted = match name {
        "ColumnCorrelation" | "Mean" | "StandardDeviation" | "Sum" if !kind.is_number() => Some("numbers"),
        "ColumnLength" if !kind.is_text() => Some("texts"),
        "DataFreshness" if !is_time(kind) && !kind.is_text() => Some("dates"),
        _ => None,
    };
    if let Some(wanted) = wanted {
        return Some((format!("{name} looks at {wanted}, and `{}` is {kind}", column.name), None));
    }
    let condition = check.condition.as_ref().filter(|_| name == "ColumnValues")?;
    let fits = match &condition.value {
        Condition::Matches { .. } => kind.is_text(),
        other => other.operands().into_iter().all(|operand| compares(operand, kind)),
    };
    (!fits).then(|| (format!("`{}` is {kind}, which does not compare so", column.name), Some(condition.span.clone())))
}

fn is_time(kind: &ColumnType) -> bool {
    matches!(kind, ColumnType::Plain(PlainType::Date | PlainType::Timestamp))
}

fn compares(operand: &Operand, kind: &ColumnType) -> bool {
    match operand {
        Operand::Number(_) => kind.is_number(),
        // A text may be a date, or `true`.
        Operand::Text(_) => !kind.is_number(),
        Operand::Now | Operand::NowAnd(..) => is_time(kind),
        Operand::Keyword(_) | Operand::Duration(_) | Operand::Size(..) => true,
    }
}
