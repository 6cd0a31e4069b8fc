//! Gates.

use super::{Rule, Severity};

rules! {
    DQDL = "LG-E200" "dqdl" Error {
        why: "Glue does not deploy a ruleset that it cannot parse, and says only that it cannot be parsed; what a rule type does not take, it says when the job runs.",
        fix: "See <https://docs.aws.amazon.com/glue/latest/dg/dqdl.html>."
    }
    GATE_EMPTY = "LG-E201" "gate-empty" Error {
        why: "Glue refuses a ruleset without rules, and a gate that checks nothing lets everything through.",
        fix: "Add `rules`, or `from_schema` with a schema that says something of its values."
    }
    RULE_COLUMN = "LG-E202" "rule-column" Error {
        why: "A rule about a column that the data does not have fails in every run.",
        fix: "Correct the name."
    }
    RULE_TYPE_MISMATCH = "LG-E203" "rule-type-mismatch" Error {
        why: "The rule asks something that values of this type do not answer, so it fails in every run.",
        fix: "Correct the rule, or the type of the column."
    }
    MINIMUM_SCORE = "LG-E204" "minimum-score" Error {
        why: "The score of an evaluation is the share of rules that hold: no run could fail, or none could pass.",
        fix: "Write a number from 0 to 1, such as `0.98`."
    }
    RULESET_SIZE = "LG-E205" "ruleset-size" Error {
        why: "Glue refuses a ruleset of more than 65,536 characters.",
        fix: "Split the gate in two."
    }
    GATE_NOT_CALLED = "LG-E206" "gate-not-called" Error {
        why: "A gate is evaluated by the script. A script that does not call it publishes rows that nobody has checked, while the spec says that somebody has.",
        fix: "Write `from lakegen_quality import gate` and, before each write, `good = gate(frame, \"<gate>\")`."
    }
    GATE_OF_BUILTIN = "LG-E207" "gate-of-builtin" Error {
        why: "A built-in script passes the rows of a table through the gates that name this table, and through no other.",
        fix: "Name a table in the gate that the job reads, with `builtin:unify` the one that it writes, or use a script of your own."
    }
    GATE_NEEDS_SPARK = "LG-E208" "gate-needs-spark" Error {
        why: "Glue evaluates rules on Spark, in Python: neither Python shell jobs nor Scala scripts can import `lakegen_quality`.",
        fix: "Use `type: glueetl` with a Python script, or remove `data_quality`."
    }
    QUARANTINE_STAYS_EMPTY = "LG-W200" "quarantine-stays-empty" Warning {
        why: "Only rules about single values tell which rows fail. Rules about the data as a whole fail without naming a row.",
        fix: "Add a rule such as `IsComplete`, `IsUnique` or `ColumnValues`, or remove `quarantine`."
    }
    GATE_WITHOUT_JOB = "LG-W201" "gate-without-job" Warning {
        why: "A gate is evaluated in a job. No job names this one, so nothing is checked.",
        fix: "Name it under `data_quality` of the job that writes the data."
    }
}
