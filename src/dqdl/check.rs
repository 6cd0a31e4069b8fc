//! Whether what a rule says fits its rule type.

use std::collections::BTreeSet;

use super::ast::{Analyzer, Check, Comparison, Condition, Keyword, Label, Operand, Spanned, Tag};
use super::error::Error;
use super::types::{RULE_TYPES, RuleType, Takes};

/// Data types that ColumnDataType knows.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/dqdl-rule-types-ColumnDataType.html>.
const DATA_TYPES: [&str; 7] = ["Boolean", "Date", "Timestamp", "Integer", "Double", "Float", "Long"];

/// Most labels of a rule, and the longest key and value.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/dqdl.html#dqdl-labels>.
const LABELS: (usize, usize, usize) = (10, 128, 256);

pub(super) fn check(check: &Check) -> Result<(), Error> {
    let rule_type = check.rule_type.value;
    if !rule_type.is_rule() {
        let message = format!("{} gathers statistics and checks nothing", rule_type.name);
        return Err(Error::new(check.rule_type.span.clone(), message).help("Move the line to `analyzers`."));
    }
    parameters(rule_type, &check.rule_type, check.parameters.len())?;
    metric(check)?;
    takes(check)?;
    if let Some(condition) = &check.condition {
        operands(rule_type.takes, condition)?;
        data_types(rule_type, condition)?;
    }
    if let Some(filter) = check.filter.as_ref().filter(|_| !rule_type.takes_filter()) {
        return Err(Error::new(filter.span.clone(), format!("{} takes no `where`", rule_type.name)));
    }
    check.tags.iter().try_for_each(|found| tag(rule_type, found))?;
    labels(&check.labels)
}

pub(super) fn analyzer(analyzer: &Analyzer) -> Result<(), Error> {
    let rule_type = analyzer.rule_type.value;
    if !rule_type.is_analyzer() {
        let message = format!("{} is no analyzer", rule_type.name);
        let known = RULE_TYPES.iter().filter(|known| known.is_analyzer()).map(|known| known.name);
        let help = format!("These are: {}.", known.collect::<Vec<_>>().join(", "));
        return Err(Error::new(analyzer.rule_type.span.clone(), message).help(help));
    }
    parameters(rule_type, &analyzer.rule_type, analyzer.parameters.len())
}

fn parameters(rule_type: &RuleType, at: &Spanned<&'static RuleType>, found: usize) -> Result<(), Error> {
    let (least, most) = rule_type.parameters;
    if (least..=most).contains(&found) {
        return Ok(());
    }
    let wanted = match (least, most) {
        (0, 0) => "no parameter".to_owned(),
        (1, 1) => "one parameter".to_owned(),
        (least, usize::MAX) => format!("{least} or more parameters"),
        (least, most) if least == most => format!("{least} parameters"),
        (least, most) => format!("{least} to {most} parameters"),
    };
    Err(Error::new(at.span.clone(), format!("{} takes {wanted}, not {found}", rule_type.name)))
}

/// DetectAnomalies names another rule type first.
fn metric(check: &Check) -> Result<(), Error> {
    let Some(name) = check.parameters.first().filter(|_| check.rule_type.value.name == "DetectAnomalies") else {
        return Ok(());
    };
    let metrics = || RULE_TYPES.iter().filter(|known| known.is_analyzer());
    let content = name.value.content();
    let Some(metric) = metrics().find(|known| known.name == content) else {
        let known = metrics().map(|known| known.name);
        return Err(Error::unknown(name.span.clone(), "a statistic", &content, known));
    };
    parameters(metric, &check.rule_type, check.parameters.len() - 1)
}

/// Whether there is a condition where one is due.
fn takes(check: &Check) -> Result<(), Error> {
    let name = check.rule_type.value.name;
    match (check.rule_type.value.takes, &check.condition) {
        (Takes::Nothing, Some(condition)) => {
            let error = Error::new(condition.span.clone(), format!("{name} takes no condition"));
            Err(match name {
                "IsComplete" => error.help("Use `Completeness` to say how much."),
                "IsUnique" | "IsPrimaryKey" => error.help("Use `Uniqueness` to say how much."),
                _ => error.help("Remove the condition."),
            })
        }
        (Takes::Nothing | Takes::MaybeNumber, None) => Ok(()),
        (Takes::MaybeText, None) if check.parameters.len() == 2 => Ok(()),
        (takes, None) => {
            let error = Error::new(check.rule_type.span.clone(), format!("{name} needs a condition"));
            Err(error.help(format!("Add one, such as `{}`.", example(takes))))
        }
        (_, Some(_)) => Ok(()),
    }
}

fn example(takes: Takes) -> &'static str {
    match takes {
        Takes::Nothing | Takes::Number | Takes::MaybeNumber => "> 0.9",
        Takes::Values => "in [\"open\", \"paid\"]",
        Takes::Text => "= \"Date\"",
        Takes::MaybeText => "in [\"<checksum>\"]",
        Takes::Duration => "<= 24 hours",
        Takes::Date => "> (now() - 24 hours)",
        Takes::Size => "> 1 MB",
    }
}

/// What sort of value an operand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Number,
    Text,
    Date,
    Duration,
    Size,
}

/// NULL is of every sort.
fn sort(operand: &Operand) -> Option<Sort> {
    match operand {
        Operand::Keyword(Keyword::Null) => None,
        Operand::Number(_) => Some(Sort::Number),
        Operand::Text(text) if text.is_date() || text.is_time() => Some(Sort::Date),
        Operand::Text(_) | Operand::Keyword(Keyword::Empty | Keyword::WhitespacesOnly) => Some(Sort::Text),
        Operand::Now | Operand::NowAnd(..) => Some(Sort::Date),
        Operand::Duration(_) => Some(Sort::Duration),
        Operand::Size(..) => Some(Sort::Size),
    }
}

fn operands(takes: Takes, condition: &Spanned<Condition>) -> Result<(), Error> {
    let fail = |message: &str| Err(Error::new(condition.span.clone(), message));
    if matches!(condition.value, Condition::Matches { .. }) {
        let is_text = matches!(takes, Takes::Values | Takes::Text | Takes::MaybeText);
        return if is_text { Ok(()) } else { fail("`matches` looks at texts, and this is none") };
    }
    let sorts: Vec<_> = condition.value.operands().into_iter().filter_map(sort).collect();
    // A date is also a text.
    let dates_are_texts = takes != Takes::Date && sorts.contains(&Sort::Text);
    let mut seen = sorts.iter().map(|&sort| if dates_are_texts && sort == Sort::Date { Sort::Text } else { sort });
    let Some(first) = seen.next() else { return Ok(()) };
    if seen.any(|other| other != first) {
        return fail("the values are of different sorts");
    }
    let (fits, wanted) = match takes {
        Takes::Number | Takes::MaybeNumber => (first == Sort::Number, "a number"),
        Takes::Values => (matches!(first, Sort::Number | Sort::Text | Sort::Date), "a number, a text or a date"),
        Takes::Text | Takes::MaybeText => (matches!(first, Sort::Text | Sort::Date), "a text"),
        Takes::Duration => (first == Sort::Duration, "a span of time, such as `24 hours`"),
        Takes::Date => (first == Sort::Date, "a date or a time, such as `(now() - 24 hours)`"),
        Takes::Size => (first == Sort::Size, "a size, such as `5 MB`"),
        Takes::Nothing => (true, ""),
    };
    if !fits {
        return fail(&format!("the condition compares with {wanted}"));
    }
    let ordered = match &condition.value {
        Condition::Compare(comparison, _) => !matches!(comparison, Comparison::Equal | Comparison::NotEqual),
        Condition::Between { .. } => true,
        Condition::In { .. } | Condition::Matches { .. } => false,
    };
    if ordered && first == Sort::Text {
        return fail("texts have no order: they compare with `=`, `!=`, `in` and `matches`");
    }
    Ok(())
}

fn data_types(rule_type: &RuleType, condition: &Spanned<Condition>) -> Result<(), Error> {
    if rule_type.name != "ColumnDataType" {
        return Ok(());
    }
    for operand in condition.value.operands() {
        if let Operand::Text(text) = operand
            && !DATA_TYPES.iter().any(|known| known.eq_ignore_ascii_case(text.as_written()))
        {
            let message = format!("ColumnDataType does not know `{}`", text.as_written().escape_default());
            return Err(Error::new(condition.span.clone(), message)
                .help(format!("It tells {} in the texts of a column.", DATA_TYPES.join(", "))));
        }
    }
    Ok(())
}

fn tag(rule_type: &RuleType, tag: &Tag) -> Result<(), Error> {
    let name = tag.name.value.as_str();
    if name == "threshold" {
        if !rule_type.takes_threshold() {
            let message = format!("{} takes no threshold", rule_type.name);
            return Err(Error::new(tag.name.span.clone(), message).help("Its own condition says how much is enough."));
        }
        return operands(Takes::Number, &tag.condition);
    }
    if rule_type.takes_tags() {
        return Ok(());
    }
    let known = rule_type.takes_threshold().then_some("threshold");
    Err(Error::unknown(tag.name.span.clone(), "a tag", name, known))
}

fn labels(labels: &[Label]) -> Result<(), Error> {
    let (most, longest_key, longest_value) = LABELS;
    let mut keys = BTreeSet::new();
    for (n, label) in labels.iter().enumerate() {
        let (key, value) = (label.key.value.as_written(), label.value.value.as_written());
        let fail = |at: &Spanned<_>, message: String| Err(Error::new(at.span.clone(), message));
        if n == most {
            return fail(&label.key, format!("a rule has at most {most} labels"));
        }
        if key.is_empty() || key.chars().count() > longest_key {
            return fail(&label.key, format!("the key of a label has 1 to {longest_key} characters"));
        }
        if value.is_empty() || value.chars().count() > longest_value {
            return fail(&label.value, format!("the value of a label has 1 to {longest_value} characters"));
        }
        if !keys.insert(key) {
            return fail(&label.key, format!("the label `{}` is given twice", key.escape_default()));
        }
    }
    Ok(())
}
