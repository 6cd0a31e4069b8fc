"""EvaluateDataQuality.process_rows. Knows the rules of the tests; any other raises NotImplementedError.

Rules are read here with regular expressions on purpose, not with lakegen's own reader: two readers have to agree.
"""

import re

from awsglue.context import say
from awsglue.dynamicframe import DynamicFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

OPERATORS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}
HEAD = re.compile(r'(?P<type>[A-Z]\w+)(?: "(?P<column>[^"]*)")?(?P<rest>.*)', re.DOTALL)
OUTCOMES = T.StructType(
    [T.StructField(name, T.StringType()) for name in ("Rule", "Outcome", "FailureReason")]
    + [T.StructField("EvaluatedMetrics", T.MapType(T.StringType(), T.DoubleType()))]
)


def rules_of(ruleset):
    """One rule a line between `Rules = [` and `]`, as lakegen prints them."""
    body = re.match(r"Rules = \[\n(.*?)\n\]\n", ruleset, re.DOTALL)
    if not body:
        raise ValueError("DataQuality rules cannot be parsed")
    return [line.strip().removesuffix(",") for line in body[1].split("\n")]


def literal(text):
    return text.strip()[1:-1].replace('\\"', '"') if text.strip().startswith('"') else float(text)


def compare(value, condition):
    operator, operand = re.fullmatch(r" ?(=|!=|>=|<=|>|<) (.+)", condition).groups()
    return OPERATORS[operator](value, literal(operand))


def row_test(kind, column, condition):
    """Which rows pass, as a column; None where the rule is not about rows. A missing value fails."""
    value = F.col(column) if column else None
    if kind in ("IsComplete", "Completeness"):
        return value.isNotNull()
    if kind in ("IsUnique", "Uniqueness"):
        from pyspark.sql import Window

        return F.count(F.lit(1)).over(Window.partitionBy(column)) == 1
    if kind != "ColumnValues":
        return None
    if found := re.fullmatch(r" (not )?in \[(.*)\]", condition):
        test = value.isin([literal(item) for item in re.findall(r'"(?:\\"|[^"])*"|[^,]+', found[2]) if item != "NULL"])
        test = test | value.isNull() if "NULL" in found[2].split(",") else test
        test = ~test if found[1] else test
    elif found := re.fullmatch(r' matches "(.*)"', condition):
        test = value.rlike(f"^(?:{found[1]})$")
    elif condition == " = NULL":
        test = value.isNull()
    else:
        test = compare(value, condition)
    return F.coalesce(test, F.lit(False))


class Rule:
    """One rule: what it says of a data frame, and of each row."""

    def __init__(self, text):
        self.text = text
        found = HEAD.fullmatch(text)
        if text.startswith("(") or not found:
            raise NotImplementedError(text)
        self.kind, self.column, rest = found["type"], found["column"], found["rest"]
        rest, _, self.threshold = rest.partition(" with threshold")
        rest, _, where = rest.partition(' where "')
        self.filter, self.condition = where.removesuffix('"').replace('\\"', '"'), rest
        self.rows = row_test(self.kind, self.column, self.condition)
        if self.rows is None and self.kind not in ("RowCount", "Mean"):
            raise NotImplementedError(text)

    def marks_rows(self):
        """Passed, Failed, or Skipped where the filter leaves the row out."""
        mark = F.when(self.rows, "Passed").otherwise("Failed")
        return F.when(F.expr(self.filter), mark).otherwise("Skipped") if self.filter else mark

    def outcome(self, rows):
        rows = rows.filter(self.filter) if self.filter else rows
        if self.rows is None:
            value = rows.count() if self.kind == "RowCount" else rows.agg(F.avg(self.column)).first()[0]
            passed = compare(value, self.condition)
        else:
            total = rows.count()
            value = rows.filter(F.col("__pass")).count() / total if total else 1.0
            share = self.condition if self.kind in ("Completeness", "Uniqueness") else self.threshold
            passed = compare(value, share) if share else value == 1.0
        return bool(passed), float(value)


class EvaluateDataQuality:
    def process_rows(
        self, frame, ruleset, publishing_options=None, additional_options=None, additional_data_sources=None
    ):
        df, outcomes, marks = frame.toDF(), [], []
        rules = [Rule(text) for text in rules_of(ruleset)]
        for rule in rules:
            tested = df if rule.rows is None else df.withColumn("__pass", rule.rows)
            passed, value = rule.outcome(tested)
            reason = None if passed else f"Value: {value} does not meet the constraint requirement!"
            outcomes.append((rule.text, "Passed" if passed else "Failed", reason, {rule.kind: value}))
        for n, rule in enumerate(rule for rule in rules if rule.rows is not None):
            marks.append((rule.text, f"__rule{n}"))
            df = df.withColumn(f"__rule{n}", rule.marks_rows())
        for column, mark in (("Pass", "Passed"), ("Fail", "Failed"), ("Skip", "Skipped")):
            named = [F.when(F.col(name) == mark, F.lit(text)) for text, name in marks]
            df = df.withColumn(f"DataQualityRules{column}", F.array_compact(F.array(*named)))
        failed = F.size("DataQualityRulesFail") > 0
        df = df.withColumn("DataQualityEvaluationResult", F.when(failed, "Failed").otherwise("Passed"))
        df = df.drop(*(name for _, name in marks))
        say(evaluated=publishing_options, outcomes=[outcome[:2] for outcome in outcomes])
        context = frame.glue_ctx
        told = context.spark_session.createDataFrame(outcomes, OUTCOMES)
        return {
            "originalData": frame,
            "ruleOutcomes": DynamicFrame.fromDF(told, context, "ruleOutcomes"),
            "rowLevelOutcomes": DynamicFrame.fromDF(df, context, "rowLevelOutcomes"),
        }
