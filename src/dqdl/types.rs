//! What every rule type takes.
//!
//! Source: <https://docs.aws.amazon.com/glue/latest/dg/dqdl-rule-types.html>, and `rules-config.json` of
//! <https://github.com/awslabs/dqdl>.

use super::ast::Spanned;
use super::text::Text;

/// A rule type of DQDL, or one that is an analyzer only.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleType {
    /// Its name, case-sensitive.
    pub name: &'static str,
    /// The fewest and the most parameters.
    pub parameters: (usize, usize),
    /// What a condition compares.
    pub takes: Takes,
    columns: Columns,
    traits: &'static [Trait],
}

/// What a condition compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// There is no condition.
    Nothing,
    /// Numbers.
    Number,
    /// Numbers, or there is no condition.
    MaybeNumber,
    /// Numbers, texts or dates: the values of a column.
    Values,
    /// Texts.
    Text,
    /// Texts, or there is no condition.
    MaybeText,
    /// Spans of time.
    Duration,
    /// Dates and times.
    Date,
    /// Sizes.
    Size,
}

/// Which parameters are columns of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Columns {
    /// None.
    No,
    /// All.
    All,
    /// All but the first, which is a rule type.
    Rest,
    /// The first, comma-separated.
    FirstList,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trait {
    /// May be an analyzer.
    Analyzer,
    /// Is an analyzer and no rule.
    AnalyzerOnly,
    /// Takes `where`.
    Where,
    /// Takes `with threshold`.
    Threshold,
    /// Takes tags of every name.
    Tags,
    /// Tells which rows fail.
    Rows,
    /// Compares with another data set.
    Reference,
}

use Columns::{All, FirstList, No, Rest};
use Trait::{Analyzer, AnalyzerOnly, Reference, Rows, Tags, Threshold, Where};

const MANY: usize = usize::MAX;

const fn of(
    name: &'static str,
    parameters: (usize, usize),
    takes: Takes,
    columns: Columns,
    traits: &'static [Trait],
) -> RuleType {
    RuleType { name, parameters, takes, columns, traits }
}

/// Every rule type.
#[rustfmt::skip]
pub static RULE_TYPES: [RuleType; 32] = [
    of("AggregateMatch",          (2, 2),    Takes::Number,      No,        &[Reference]),
    of("AllStatistics",           (1, 1),    Takes::Nothing,     All,       &[AnalyzerOnly, Analyzer]),
    of("ColumnCorrelation",       (2, 2),    Takes::Number,      All,       &[Analyzer, Where]),
    of("ColumnCount",             (0, 0),    Takes::Number,      No,        &[Analyzer]),
    of("ColumnDataType",          (1, 1),    Takes::Text,        All,       &[Where, Threshold, Rows]),
    of("ColumnExists",            (1, 1),    Takes::Nothing,     All,       &[]),
    of("ColumnLength",            (1, 1),    Takes::Number,      All,       &[Analyzer, Where, Rows]),
    of("ColumnNamesMatchPattern", (1, 1),    Takes::Nothing,     No,        &[]),
    of("ColumnValues",            (1, 1),    Takes::Values,      All,       &[Analyzer, Where, Threshold, Rows]),
    of("Completeness",            (1, 1),    Takes::Number,      All,       &[Analyzer, Where, Rows]),
    of("CustomSql",               (1, 1),    Takes::MaybeNumber, No,        &[Threshold, Rows]),
    of("DataFreshness",           (1, 1),    Takes::Duration,    All,       &[Where, Rows]),
    of("DatasetMatch",            (2, 3),    Takes::Number,      No,        &[Reference, Rows]),
    of("DetectAnomalies",         (1, MANY), Takes::Nothing,     Rest,      &[]),
    of("DistinctValuesCount",     (1, 1),    Takes::Number,      All,       &[Analyzer, Where]),
    of("Entropy",                 (1, 1),    Takes::Number,      All,       &[Analyzer, Where]),
    of("FileFreshness",           (0, 1),    Takes::Date,        No,        &[Threshold, Tags]),
    of("FileMatch",               (0, 2),    Takes::MaybeText,   No,        &[Threshold, Tags]),
    of("FileSize",                (0, 1),    Takes::Size,        No,        &[Threshold, Tags]),
    of("FileUniqueness",          (0, 1),    Takes::Number,      No,        &[Threshold, Tags]),
    of("IsComplete",              (1, 1),    Takes::Nothing,     All,       &[Where, Rows]),
    of("IsPrimaryKey",            (1, MANY), Takes::Nothing,     All,       &[Where, Rows]),
    of("IsUnique",                (1, 1),    Takes::Nothing,     All,       &[Where, Rows]),
    of("Mean",                    (1, 1),    Takes::Number,      All,       &[Analyzer, Where]),
    of("ReferentialIntegrity",    (2, 2),    Takes::Number,      FirstList, &[Reference, Rows]),
    of("RowCount",                (0, 0),    Takes::Number,      No,        &[Analyzer, Where]),
    of("RowCountMatch",           (1, 1),    Takes::Number,      No,        &[Reference]),
    of("SchemaMatch",             (1, 1),    Takes::Number,      No,        &[Reference]),
    of("StandardDeviation",       (1, 1),    Takes::Number,      All,       &[Analyzer, Where]),
    of("Sum",                     (1, 1),    Takes::Number,      All,       &[Analyzer, Where]),
    of("UniqueValueRatio",        (1, 1),    Takes::Number,      All,       &[Analyzer, Where, Rows]),
    of("Uniqueness",              (1, 1),    Takes::Number,      All,       &[Analyzer, Where, Rows]),
];

impl RuleType {
    /// The rule type of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        RULE_TYPES.iter().find(|rule_type| rule_type.name == name)
    }

    /// Whether it may stand among rules.
    pub fn is_rule(&self) -> bool {
        !self.has(AnalyzerOnly)
    }

    /// Whether it may stand among analyzers.
    pub fn is_analyzer(&self) -> bool {
        self.has(Analyzer)
    }

    /// Whether `where` may follow.
    pub fn takes_filter(&self) -> bool {
        self.has(Where)
    }

    /// Whether `with threshold` may follow.
    pub fn takes_threshold(&self) -> bool {
        self.has(Threshold)
    }

    /// Whether `with` and any name may follow.
    pub fn takes_tags(&self) -> bool {
        self.has(Tags)
    }

    /// Whether it tells which rows fail.
    pub fn tells_rows(&self) -> bool {
        self.has(Rows)
    }

    /// Whether it compares the data with another data set, by an alias.
    pub fn compares_data_sets(&self) -> bool {
        self.has(Reference)
    }

    fn has(&self, wanted: Trait) -> bool {
        self.traits.contains(&wanted)
    }

    /// Which of `parameters` are columns of the data.
    pub(super) fn columns(&self, parameters: &[Spanned<Text>]) -> Vec<Spanned<String>> {
        let column = |parameter: &Spanned<Text>| {
            let value = parameter.value.content();
            (value != "AllColumns").then(|| Spanned { value, span: parameter.span.clone() })
        };
        match self.columns {
            No => Vec::new(),
            All => parameters.iter().filter_map(column).collect(),
            Rest => parameters.iter().skip(1).filter_map(column).collect(),
            FirstList => {
                let list = parameters.first();
                list.map(|list| {
                    let content = list.value.content();
                    let names = content.split(',').map(|name| name.trim().to_owned());
                    names.map(|value| Spanned { value, span: list.span.clone() }).collect()
                })
                .unwrap_or_default()
            }
        }
    }
}
