use proptest::prelude::*;

use super::*;

/// Rules of AWS's documentation and of the tests of its own parser.
const GOOD: &[&str] = &[
    r#"IsPrimaryKey "colA" "colB""#,
    r#"IsPrimaryKey "colA" where "colA > 100""#,
    "RowCount = -100",
    "RowCount != 100",
    r#"RowCount = 100 where "colA > 100""#,
    "RowCount between 0.9 * avg(last(10)) and 1.1 * avg(last(10))",
    r#"RowCountMatch "reference" >= 0.95"#,
    r#"Completeness "col_1" not between 0.5 and 0.8"#,
    r#"ColumnDataType "col_1" in ["Date","Integer"] with threshold > 0.9"#,
    r#"ColumnNamesMatchPattern "aws_.*_[a-zA-Z0-9]+""#,
    "ColumnCount = avg(std(last(10)))",
    r#"ColumnCorrelation "col_1" "col_2" between -0.44444 and 0.888888"#,
    r#"ColumnValues "col_1" between "2022-06-01" and "2022-06-30""#,
    r#"ColumnValues "load_dt" > (now() - 1 days)"#,
    r#"ColumnValues "order-id" in [1,2,3,4,NULL]"#,
    r#"ColumnValues "order-id" not in ["1","2",NULL,EMPTY,WHITESPACES_ONLY]"#,
    r#"ColumnValues "col-A" not matches "[a-z]*" with threshold <= 0.4"#,
    r#"ColumnValues "col-A" in ["a\"b","c,d"]"#,
    r#"ColumnValues "col-A" != WHITESPACES_ONLY"#,
    r#"ColumnValues "col-A" between (now() - 3 hours) and now()"#,
    r#"ColumnValues "col-A" in [10,20] where "colB is NOT NULL" with threshold > 0.5"#,
    r#"ColumnLength "col_A-B.CD" >= 100"#,
    r#"DataFreshness "col-A" between 2 days and 4 days"#,
    r#"ReferentialIntegrity "col-A,col-B" "reference.{col-A1,col-A2}" = 0.99"#,
    r#"DatasetMatch "reference" "ID1->ID11,ID2->ID22" "colA->colAA" between 0.4 and 0.8"#,
    r#"SchemaMatch "ref-1" >= 0.6"#,
    r#"AggregateMatch "sum(col-A)" "sum(reference.colA)" > 0.1"#,
    r#"CustomSql "select count(*) from primary" > 0"#,
    r#"CustomSql "select a from primary" with threshold > 0.5"#,
    r#"DetectAnomalies "RowCount""#,
    r#"DetectAnomalies "Completeness" "colA""#,
    r#"FileFreshness "s3://bucket/" between "9:30 AM" and "9:30 PM""#,
    r#"FileFreshness "s3://bucket/" > (now() - 45 minutes)"#,
    r#"FileMatch "s3://a/" in ["hash"] with hashAlgorithm = "MD5" with recentFiles = 1"#,
    r#"FileMatch "s3://a/" in ["hash"] with "hash~Algorithm" = "MD5""#,
    r#"FileMatch "s3://a/" "s3://b/""#,
    r#"FileSize "s3://bucket/" between 2 GB and 1 TB with threshold > 0.7"#,
    r#"FileSize < 10 MB with uriRegex = "\.dat$""#,
    r#"FileUniqueness "s3://a/" >= 0.9"#,
    r#"Mean "x" > 1 labels=["team"="claims","criticality"="high"]"#,
    r#"(Mean "a" > 3) and ((Mean "b" > 500) or (IsComplete "c"))"#,
];

/// What the field may write and Glue understands, and how it is printed.
const SAME: &[(&str, &str)] = &[
    ("Completeness of col_1 > 0.5", r#"Completeness "col_1" > 0.5"#),
    (r#"ColumnCorrelation of a and "b c" > 0.4"#, r#"ColumnCorrelation "a" "b c" > 0.4"#),
    (r#"DetectAnomalies of Completeness of "a""#, r#"DetectAnomalies "Completeness" "a""#),
    (r#"((IsComplete "a"))"#, r#"IsComplete "a""#),
    (
        r#"(IsComplete "a") AND (IsUnique "a") or (RowCount > 0)"#,
        r#"((IsComplete "a") and (IsUnique "a")) or (RowCount > 0)"#,
    ),
    ("RowCount > 1 + 2 * 3", "RowCount > (1 + 2) * 3"),
    (r#"ColumnValues "a" in [null, empty]"#, r#"ColumnValues "a" in [NULL,EMPTY]"#),
    (r#"FileSize "s3://a/" >5 B # not empty"#, r#"FileSize "s3://a/" > 5 B"#),
    (r#"FileFreshness "s3://a/" >= (now() -1 days)"#, r#"FileFreshness "s3://a/" >= (now() - 1 days)"#),
    (
        r#"FileMatch "s3://a/" in ["x"] with "hashAlgorithm" = "MD5""#,
        r#"FileMatch "s3://a/" in ["x"] with hashAlgorithm = "MD5""#,
    ),
];

/// A mistake, what is marked, and a part of what is said.
const BAD: &[(&str, &str, &str)] = &[
    ("", "", "a rule type"),
    (r#"IsComplet "a""#, "IsComplet", "not a rule type"),
    (r#"iscomplete "a""#, "iscomplete", "not a rule type"),
    ("Rules = [ RowCount > 0 ]", "Rules", "written by lakegen"),
    (r#"IsComplete "a" > 0.9"#, "> 0.9", "takes no condition"),
    (r#"IsComplete"#, "IsComplete", "one parameter, not 0"),
    (r#"IsComplete "a" "b""#, "IsComplete", "one parameter, not 2"),
    (r#"Completeness "a""#, "Completeness", "needs a condition"),
    ("RowCount 100", "100", "left over"),
    ("RowCount > ", "", "a value"),
    (r#"RowCount > "5""#, r#"> "5""#, "a number"),
    (r#"RowCount > 5 days"#, "> 5 days", "a number"),
    (r#"ColumnValues "a" in [1,"2"]"#, r#"in [1,"2"]"#, "different sorts"),
    (r#"ColumnValues "a" in []"#, "]", "a value"),
    (r#"ColumnValues "a" > "b""#, r#"> "b""#, "no order"),
    (r#"ColumnValues "a" matches"#, "", "regular expression"),
    (r#"ColumnValues "a" > now() + 1 hours"#, "now()", "parentheses"),
    (r#"ColumnValues "a" = (now() - 3 weeks)"#, "weeks", "a unit of time"),
    (r#"ColumnValues "a" = open"#, "open", "no value"),
    (r#"ColumnValues "a" = $b"#, "$", "no constants"),
    (r#"ColumnValues 'a' = 1"#, "'", "means nothing"),
    (r#"ColumnValues "a = 1"#, r#""a = 1"#, "does not end"),
    (r#"ColumnValues "a" > 0.4 with"#, "", "threshold"),
    (r#"ColumnValues "a" > 0.4 with thresold > 0.5"#, "thresold", "not a tag"),
    (r#"ColumnValues "a" > 0.4 with threshold"#, "", "a condition"),
    (r#"ColumnValues "a" > 0.4 with threshold > 0.5 where "x""#, "where", "left over"),
    (r#"Completeness "a" > 0.4 with threshold > 0.4"#, "threshold", "takes no threshold"),
    (r#"DataFreshness "a" <= 3"#, "<= 3", "a span of time"),
    (r#"DataFreshness "a" <= 3 day"#, "day", "not a unit of time"),
    (r#"DataFreshness "a" <= 1.5 days"#, "1.5", "whole number"),
    (r#"ColumnDataType "a" = "Sting""#, r#"= "Sting""#, "does not know"),
    (r#"AllStatistics "a""#, "AllStatistics", "checks nothing"),
    (r#"RowCount > median(last(3)) * avrg(last(2))"#, "avrg", "not a function"),
    (r#"ColumnCount > 3 where "a > 1""#, r#""a > 1""#, "takes no `where`"),
    (r#"IsComplete "a" and IsComplete "b""#, r#""#, ""),
    (r#"(IsComplete "a") and IsComplete "b""#, "IsComplete", "`(`"),
    (r#"IsComplete "a", IsUnique "a""#, ",", "left over"),
    (r#"(IsComplete "a""#, "", "`)`"),
    (r#"IsComplete "a" labels=["k"="v","k"="w"]"#, r#""k""#, "twice"),
    (r#"IsComplete "a" labels=[]"#, "]", "key of a label"),
    (r#"DetectAnomalies "RowCont""#, r#""RowCont""#, "not a statistic"),
];

#[test]
fn good_rules_are_read_and_printed_as_they_are() {
    for text in GOOD {
        let rule = parse_rule(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(rule.to_string(), *text);
    }
    for (text, printed) in SAME {
        let rule = parse_rule(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(rule.to_string(), *printed);
    }
}

#[test]
fn mistakes_are_marked() {
    for (text, marked, said) in BAD {
        let error = parse_rule(text).expect_err(text);
        if !said.is_empty() {
            assert_eq!(&text[error.span.clone()], *marked, "{text}: {error}");
            assert!(error.message.contains(said), "{text}: {error}");
        }
    }
}

#[test]
fn analyzers() {
    for text in [r#"Completeness "a""#, "RowCount", r#"AllStatistics "AllColumns""#] {
        assert_eq!(parse_analyzer(text).expect(text).to_string(), text);
    }
    assert!(parse_analyzer("AllStatistics AllColumns").expect("plain").columns().is_empty());
    for text in [r#"IsComplete "a""#, "RowCount > 0", "Completeness", "Foo"] {
        parse_analyzer(text).expect_err(text);
    }
}

#[test]
fn columns_are_known_with_their_places() {
    let text = r#"(ReferentialIntegrity "a, b" "ref.{x,y}" > 0.9) and (DetectAnomalies of Mean of c)"#;
    let rule = parse_rule(text).expect("a rule");
    let columns: Vec<_> = rule.checks().into_iter().flat_map(Check::columns).collect();
    let names: Vec<_> = columns.iter().map(|column| column.value.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(&text[columns[2].span.clone()], "c");
}

#[test]
fn a_ruleset_is_a_document() {
    let rules = [parse_rule("RowCount > 0").expect("a rule"), parse_rule("IsComplete a").expect("a rule")];
    let analyzers = [parse_analyzer("Mean b").expect("an analyzer")];
    let expected = "Rules = [\n    RowCount > 0,\n    IsComplete \"a\"\n]\nAnalyzers = [\n    Mean \"b\"\n]\n";
    assert_eq!(ruleset(&rules, &analyzers), expected);
}

#[test]
fn the_table_is_sorted_and_complete() {
    assert!(RULE_TYPES.is_sorted_by_key(|known| known.name));
    let tested: String = GOOD.concat();
    for known in RULE_TYPES.iter().filter(|known| known.is_rule()) {
        let also = ["ColumnExists", "DistinctValuesCount", "Entropy", "IsUnique", "StandardDeviation", "Sum"];
        let also = also.contains(&known.name) || known.name.starts_with("Unique");
        assert!(also || tested.contains(known.name), "{} has no example", known.name);
    }
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    for open in ["(", "RowCount > (", "RowCount > avg("] {
        let text = open.to_owned() + &"(".repeat(100_000);
        parse_rule(&text).expect_err("too deep");
    }
    let text = format!("RowCount > {}1{}", "avg(".repeat(100_000), ")".repeat(100_000));
    parse_rule(&text).expect_err("too deep");
    let text = format!("RowCount > 1{}", " + 1".repeat(3_000));
    parse_rule(&text).expect_err("too long");
}

fn number() -> impl Strategy<Value = Number> {
    let literal = (any::<bool>(), "[0-9]{1,5}(\\.[0-9]{1,3})?")
        .prop_map(|(negative, digits)| Number::Literal { negative, digits });
    literal.prop_recursive(3, 8, 2, |inner| {
        let sign =
            prop::sample::select(vec![Arithmetic::Add, Arithmetic::Subtract, Arithmetic::Multiply, Arithmetic::Divide]);
        prop_oneof![
            (inner.clone(), sign, inner.clone()).prop_map(|(a, sign, b)| Number::Binary(
                Box::new(a),
                sign,
                Box::new(b)
            )),
            prop::collection::vec(inner, 0..3).prop_map(|arguments| Number::Call("avg".into(), arguments)),
        ]
    })
}

fn content() -> impl Strategy<Value = Text> {
    "[^\\\\]{0,8}".prop_map(|content| Text::of(&content).expect("no backslashes"))
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned { value, span: 0..0 }
}

fn condition(takes: Takes) -> BoxedStrategy<Condition> {
    let unit = prop::sample::select(vec![DurationUnit::Days, DurationUnit::Hours, DurationUnit::Minutes]);
    let duration = (any::<u64>(), unit).prop_map(|(count, unit)| Duration { count, unit });
    let operand = match takes {
        Takes::Duration => duration.prop_map(Operand::Duration).boxed(),
        Takes::Date => (prop::sample::select(vec![Sign::Plus, Sign::Minus]), duration)
            .prop_map(|(sign, duration)| Operand::NowAnd(sign, duration))
            .boxed(),
        Takes::Size => any::<u64>().prop_map(|count| Operand::Size(count, SizeUnit::MB)).boxed(),
        Takes::Text | Takes::MaybeText => Just(Operand::Text(Text::of("Date").expect("a text"))).boxed(),
        _ => number().prop_map(Operand::Number).boxed(),
    };
    let values = prop::collection::vec(operand.clone(), 1..4);
    let of_values = (any::<bool>(), values).prop_map(|(negated, values)| Condition::In { negated, values });
    if matches!(takes, Takes::Text | Takes::MaybeText) {
        return of_values.boxed();
    }
    let bounds = (any::<bool>(), operand.clone(), operand.clone());
    prop_oneof![
        operand.prop_map(|operand| Condition::Compare(Comparison::GreaterOrEqual, operand)),
        bounds.prop_map(|(negated, low, high)| Condition::Between { negated, low, high }),
        of_values,
    ]
    .boxed()
}

fn check() -> impl Strategy<Value = Check> {
    let rule_types: Vec<_> =
        RULE_TYPES.iter().filter(|known| known.is_rule() && known.name != "DetectAnomalies").collect();
    prop::sample::select(rule_types).prop_flat_map(|rule_type| {
        let (least, most) = rule_type.parameters;
        let parameters = prop::collection::vec(content(), least..=most.min(3));
        let condition: BoxedStrategy<_> = match rule_type.takes {
            Takes::Nothing => Just(None).boxed(),
            takes => condition(takes).prop_map(Some).boxed(),
        };
        let filter = prop::option::of(content()).prop_map(|filter| filter.filter(|_| rule_type.takes_filter()));
        (parameters, condition, filter, any::<bool>()).prop_map(|(parameters, condition, filter, labelled)| Check {
            rule_type: spanned(rule_type),
            parameters: parameters.into_iter().map(spanned).collect(),
            condition: condition.map(spanned),
            filter: filter.map(spanned),
            tags: Vec::new(),
            labels: labelled
                .then(|| Label {
                    key: spanned(Text::of("k").expect("a text")),
                    value: spanned(Text::of("v").expect("a text")),
                })
                .into_iter()
                .collect(),
        })
    })
}

fn rule() -> impl Strategy<Value = Rule> {
    check().prop_map(Box::new).prop_map(Rule::Check).prop_recursive(3, 8, 3, |inner| {
        let operator = prop::sample::select(vec![Operator::And, Operator::Or]);
        (operator, prop::collection::vec(inner, 2..4)).prop_map(|(operator, rules)| Rule::Composite(operator, rules))
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(rule in rule()) {
        let text = rule.to_string();
        let read = parse_rule(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        prop_assert_eq!(read, rule);
    }

    #[test]
    fn no_text_panics(text in r#"([a-zA-Z(\[=<>!,+*/$#-]|"|\\|[0-9.]|now\(\)| |[^a]|RowCount|ColumnValues "a"|in|and|with|\)|\]){0,40}"#) {
        for error in [parse_rule(&text).err(), parse_analyzer(&text).err()].into_iter().flatten() {
            prop_assert!(text.get(error.span).is_some());
        }
    }

    #[test]
    fn texts_stand_for_themselves(content in "\\PC{0,12}") {
        if let Some(text) = Text::of(&content) {
            prop_assert_eq!(text.content(), content);
            let rule = format!("IsComplete {text}");
            prop_assert_eq!(parse_rule(&rule).map(|rule| rule.to_string()), Ok(rule));
        }
    }
}
