//! What a rule says.

use std::ops::Range;

use super::text::Text;
use super::types::RuleType;

/// A value and the bytes of the rule where it stands. Two are equal when the values are.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the text that was read.
    pub span: Range<usize>,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `IsComplete "id"`.
    Check(Box<Check>),
    /// `(IsComplete "id") and (IsUnique "id")`; at least two.
    Composite(Operator, Vec<Rule>),
}

impl Rule {
    /// Every check in it, from left to right.
    pub fn checks(&self) -> Vec<&Check> {
        match self {
            Self::Check(check) => vec![check],
            Self::Composite(_, rules) => rules.iter().flat_map(Self::checks).collect(),
        }
    }
}

/// How a composite rule joins its rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// All of them hold.
    And,
    /// At least one of them holds.
    Or,
}

/// One rule type with what it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which one.
    pub rule_type: Spanned<&'static RuleType>,
    /// Columns, paths, aliases or a statement; which of them are columns follows from the type.
    pub parameters: Vec<Spanned<Text>>,
    /// What has to hold.
    pub condition: Option<Spanned<Condition>>,
    /// `where "status = 'open'"`: the rows that count.
    pub filter: Option<Spanned<Text>>,
    /// `with threshold > 0.9`.
    pub tags: Vec<Tag>,
    /// `labels=["team"="claims"]`.
    pub labels: Vec<Label>,
}

impl Check {
    /// The columns of the data it looks at, as they are written.
    pub fn columns(&self) -> Vec<Spanned<String>> {
        self.rule_type.value.columns(&self.parameters)
    }
}

/// A statistic that is gathered without a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analyzer {
    /// Which one.
    pub rule_type: Spanned<&'static RuleType>,
    /// What of.
    pub parameters: Vec<Spanned<Text>>,
}

impl Analyzer {
    /// The columns of the data it looks at, as they are written.
    pub fn columns(&self) -> Vec<Spanned<String>> {
        self.rule_type.value.columns(&self.parameters)
    }
}

/// `with name condition`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: Spanned<String>,
    /// What it is set to.
    pub condition: Spanned<Condition>,
}

/// `"key"="value"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its key.
    pub key: Spanned<Text>,
    /// Its value.
    pub value: Spanned<Text>,
}

/// What has to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `> 0.9`.
    Compare(Comparison, Operand),
    /// `between 1 and 10`, without its bounds.
    Between {
        /// `not between`.
        negated: bool,
        /// The lower bound.
        low: Operand,
        /// The upper bound.
        high: Operand,
    },
    /// `in ["open", "paid"]`; at least one.
    In {
        /// `not in`.
        negated: bool,
        /// The values.
        values: Vec<Operand>,
    },
    /// `matches "[A-Z]{3}"`.
    Matches {
        /// `not matches`.
        negated: bool,
        /// A regular expression, which has to match the whole value.
        pattern: Text,
    },
}

impl Condition {
    /// Every operand, from left to right.
    pub fn operands(&self) -> Vec<&Operand> {
        match self {
            Self::Compare(_, operand) => vec![operand],
            Self::Between { low, high, .. } => vec![low, high],
            Self::In { values, .. } => values.iter().collect(),
            Self::Matches { .. } => Vec::new(),
        }
    }
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// `100`, `0.9 * avg(last(10))`.
    Number(Number),
    /// `"open"`; also a date (`"2026-01-31"`) or a time (`"9:30 AM"`), where one is wanted.
    Text(Text),
    /// `NULL`, `EMPTY` or `WHITESPACES_ONLY`.
    Keyword(Keyword),
    /// `now()`.
    Now,
    /// `(now() - 3 days)`.
    NowAnd(Sign, Duration),
    /// `3 days`.
    Duration(Duration),
    /// `2 MB`.
    Size(u64, SizeUnit),
}

/// A number, maybe one that depends on earlier runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// As it is written, without a sign: `0.95`.
    Literal {
        /// A minus sign before it.
        negative: bool,
        /// Digits, maybe with a decimal point.
        digits: String,
    },
    /// `avg(last(10))`.
    Call(String, Vec<Number>),
    /// `0.9 * avg(last(10))`; from left to right, whatever the signs, as Glue reads it.
    Binary(Box<Number>, Arithmetic, Box<Number>),
}

impl Number {
    /// Whether it looks at earlier runs, which only a job can.
    pub fn is_dynamic(&self) -> bool {
        match self {
            Self::Literal { .. } => false,
            Self::Call(..) => true,
            Self::Binary(left, _, right) => left.is_dynamic() || right.is_dynamic(),
        }
    }
}

/// How two numbers are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// A value that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    /// No value.
    Null,
    /// A text without characters.
    Empty,
    /// A text of white space.
    WhitespacesOnly,
}

/// Before or after now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Sign {
    Plus,
    Minus,
}

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many.
    pub count: u64,
    /// Of what.
    pub unit: DurationUnit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum DurationUnit {
    Days,
    Hours,
    Minutes,
}

/// A unit of size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SizeUnit {
    B,
    KB,
    MB,
    GB,
    TB,
}
