//! From a tree to text.

use std::fmt::{self, Display, Formatter};

use super::ast::{
    Analyzer, Arithmetic, Check, Comparison, Condition, Duration, Keyword, Label, Number, Operand, Operator, Rule,
    Sign, Spanned, Tag,
};
use super::condition::{DURATION_UNITS, SIZE_UNITS};
use super::text::Text;

/// The document that Glue takes: one rule a line.
pub fn ruleset(rules: &[Rule], analyzers: &[Analyzer]) -> String {
    fn section(name: &str, lines: Vec<String>) -> Option<String> {
        (!lines.is_empty()).then(|| format!("{name} = [\n    {}\n]\n", lines.join(",\n    ")))
    }
    let rules = section("Rules", rules.iter().map(Rule::to_string).collect());
    let analyzers = section("Analyzers", analyzers.iter().map(Analyzer::to_string).collect());
    rules.into_iter().chain(analyzers).collect()
}

impl Display for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Check(check) => check.fmt(f),
            Self::Composite(operator, rules) => {
                let word = match operator {
                    Operator::And => " and ",
                    Operator::Or => " or ",
                };
                join(f, rules, word, |f, rule| write!(f, "({rule})"))
            }
        }
    }
}

impl Display for Check {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        head(f, self.rule_type.value.name, &self.parameters)?;
        if let Some(condition) = &self.condition {
            write!(f, " {}", condition.value)?;
        }
        if let Some(filter) = &self.filter {
            write!(f, " where {}", filter.value)?;
        }
        for Tag { name, condition } in &self.tags {
            match Text::of(&name.value).filter(|_| !is_name(&name.value)) {
                Some(quoted) => write!(f, " with {quoted} {}", condition.value)?,
                None => write!(f, " with {} {}", name.value, condition.value)?,
            }
        }
        if self.labels.is_empty() {
            return Ok(());
        }
        f.write_str(" labels=[")?;
        join(f, &self.labels, ",", |f, Label { key, value }| write!(f, "{}={}", key.value, value.value))?;
        f.write_str("]")
    }
}

impl Display for Analyzer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        head(f, self.rule_type.value.name, &self.parameters)
    }
}

fn head(f: &mut Formatter<'_>, name: &str, parameters: &[Spanned<Text>]) -> fmt::Result {
    f.write_str(name)?;
    parameters.iter().try_for_each(|parameter| write!(f, " {}", parameter.value))
}

fn join<T>(
    f: &mut Formatter<'_>,
    items: &[T],
    between: &str,
    print: impl Fn(&mut Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (n, item) in items.iter().enumerate() {
        if n > 0 {
            f.write_str(between)?;
        }
        print(f, item)?;
    }
    Ok(())
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let not = |negated: &bool| if *negated { "not " } else { "" };
        match self {
            Self::Compare(comparison, operand) => write!(f, "{comparison} {operand}"),
            Self::Between { negated, low, high } => write!(f, "{}between {low} and {high}", not(negated)),
            Self::In { negated, values } => {
                write!(f, "{}in [", not(negated))?;
                join(f, values, ",", |f, value| value.fmt(f))?;
                f.write_str("]")
            }
            Self::Matches { negated, pattern } => write!(f, "{}matches {pattern}", not(negated)),
        }
    }
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        })
    }
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
            Self::Keyword(keyword) => keyword.fmt(f),
            Self::Now => f.write_str("now()"),
            Self::NowAnd(Sign::Plus, duration) => write!(f, "(now() + {duration})"),
            Self::NowAnd(Sign::Minus, duration) => write!(f, "(now() - {duration})"),
            Self::Duration(duration) => duration.fmt(f),
            Self::Size(count, unit) => write!(f, "{count} {}", name_of(*unit, &SIZE_UNITS)),
        }
    }
}

impl Display for Keyword {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "NULL",
            Self::Empty => "EMPTY",
            Self::WhitespacesOnly => "WHITESPACES_ONLY",
        })
    }
}

impl Display for Duration {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.count, name_of(self.unit, &DURATION_UNITS))
    }
}

fn name_of<T: PartialEq>(unit: T, units: &[(&'static str, T)]) -> &'static str {
    units.iter().find(|(_, other)| *other == unit).map_or("", |(name, _)| name)
}

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal { negative, digits } => write!(f, "{}{digits}", if *negative { "-" } else { "" }),
            Self::Call(name, arguments) => {
                write!(f, "{name}(")?;
                join(f, arguments, ", ", |f, argument| argument.fmt(f))?;
                f.write_str(")")
            }
            Self::Binary(left, arithmetic, right) => write!(f, "{} {arithmetic} {}", Part(left), Part(right)),
        }
    }
}

/// A number within another: in parentheses when it is a calculation.
struct Part<'a>(&'a Number);

impl Display for Part<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Number::Binary(..) => write!(f, "({})", self.0),
            number => number.fmt(f),
        }
    }
}

impl Display for Arithmetic {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        })
    }
}

/// Whether a name is read as one without quotes.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
