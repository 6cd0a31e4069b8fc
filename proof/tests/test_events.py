"""The evaluator of policies, and what a spec wants of its events."""

import json

import pytest
from moto.events.models import EventPattern

from proof.events.iam import role_may, service_may
from proof.events.patterns import matching
from proof.events.wanted import EVERY_ALARM, Trigger, wanted
from proof.render import read

JOB = "arn:aws:glue:eu-west-1:123456789012:job/orders-clean"
RULE = "arn:aws:events:eu-west-1:123456789012:rule/orders-rule"


def statement(**parts):
    return {"Effect": "Allow", "Action": "glue:StartJobRun", "Resource": JOB} | parts


def role(*statements):
    return [{"Version": "2012-10-17", "Statement": list(statements)}]


def resource(**parts):
    who = {"Principal": {"Service": "events.amazonaws.com"}, "Action": "lambda:InvokeFunction", "Resource": "f"}
    return {"Statement": [{"Effect": "Allow"} | who | parts]}


@pytest.mark.parametrize(
    ("policies", "may"),
    [
        (role(statement()), True),
        (role(statement(Action=["glue:GetJobRuns", "glue:startjobrun"])), True),
        (role(statement(Action="glue:*", Resource="*")), True),
        (role(statement(Resource=[JOB + "-other", JOB])), True),
        (role(), False),
        ([], False),
        (role(statement(Action="glue:GetJobRuns")), False),
        (role(statement(Resource=JOB + "-other")), False),
        (role(statement(Resource=JOB.upper())), False),
        (role(statement(), statement(Effect="Deny", Action="*", Resource="*")), False),
        (role(statement(Condition={"StringEquals": {"aws:PrincipalTag/team": "x"}})), False),
        (role(statement(Condition={"Bool": {"aws:SecureTransport": True}})), True),
        (role(statement(), statement(Effect="Deny", Condition={"Bool": {"aws:SecureTransport": False}})), True),
    ],
)
def test_roles(policies, may):
    assert role_may(policies, "glue:StartJobRun", JOB) is may


@pytest.mark.parametrize(
    ("policy", "may"),
    [
        (resource(), True),
        (resource(Condition={"ArnLike": {"AWS:SourceArn": RULE}}), True),
        (resource(Condition={"ArnEquals": {"aws:SourceArn": ["other", RULE]}}), True),
        (resource(Condition={"ArnLike": {"aws:SourceArn": RULE + "-other"}}), False),
        (resource(Condition={"StringEquals": {"aws:SourceAccount": "123456789012"}}), False),  # EventBridge sends none
        (resource(Principal={"Service": "s3.amazonaws.com"}), False),
        (resource(Principal={"AWS": "arn:aws:iam::123456789012:root"}), False),
        (resource(Principal="*"), True),
        (resource(Resource="g"), False),
        (None, False),
    ],
)
def test_resource_policies(policy, may):
    assert service_may(policy, "events.amazonaws.com", "lambda:InvokeFunction", "f", {"aws:SourceArn": RULE}) is may


def test_an_unknown_operator_is_not_taken_for_granted():
    with pytest.raises(ValueError, match="IpAddress"):
        role_may(role(statement(Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})), "glue:StartJobRun", JOB)


def test_what_a_spec_wants():
    lake = wanted({
        "name": "orders",
        "buckets": {"raw_data": {}, "theirs": {"import": "acme-exports"}},
        "crawlers": {
            "raw_orders": {},
            "late": {"trigger": {"schedule": "cron(0 2 * * ? *)"}},
            "after": {"trigger": {"job": "by_hand"}},
            "dropped": {"trigger": {"s3": "raw_data/drop/"}},
        },
        "jobs": {
            "by_crawler": {"trigger": {"crawler": "raw_orders"}},
            "by_job": {"trigger": {"job": "by_crawler"}},
            "by_object": {"trigger": {"s3": "raw_data/in/"}},
            "by_theirs": {"trigger": {"s3": "theirs/in/deep/"}},
            "by_clock": {"trigger": {"schedule": "rate(1 day)"}},
            "by_all": {"trigger": {"all_of": [{"crawler": "raw_orders"}, {"job": "by_job"}]}},
            "by_pattern": {"trigger": {"event_pattern": {"source": ["mine"]}}},
            "by_hand": {},
            "on_demand": {"trigger": {"on_demand": "true"}},
        },
    })  # fmt: skip
    assert lake.crawlers == ("orders-raw-orders", "orders-late", "orders-after", "orders-dropped")
    assert lake.triggers == (
        Trigger("orders-by-crawler", "crawler", "orders-raw-orders"),
        Trigger("orders-by-job", "job", "orders-by-crawler"),
        Trigger("orders-by-object", "s3", "orders-raw-data-123456789012-eu-west-1", "in/"),
        Trigger("orders-by-theirs", "s3", "acme-exports", "in/deep/"),
        Trigger("orders-by-clock", "schedule", "rate(1 day)"),
        Trigger("orders-by-all", "all_of", (("crawler", "orders-raw-orders"), ("job", "orders-by-job"))),
        Trigger("orders-by-pattern", "event_pattern", {"source": ["mine"]}),
        Trigger("orders-after", "job", "orders-by-hand", what="crawler"),
        Trigger("orders-dropped", "s3", "orders-raw-data-123456789012-eu-west-1", "drop/", "crawler"),
    )
    assert {"orders-by-hand", "orders-on-demand"} <= set(lake.jobs)
    assert lake.triggered_by("job", "orders-by-hand") == ()
    assert lake.triggered_by("job", "orders-by-hand", "crawler") == ("orders-after",)
    assert lake.triggered_by("job", "orders-by-crawler") == ("orders-by-job",)
    assert lake.alarms == frozenset(EVERY_ALARM)
    assert wanted({"name": "a", "alarms": {"when": ["job_failed"]}}).alarms == {"job_failed"}


@pytest.mark.parametrize(
    "pattern",
    [
        {"detail-type": [{"prefix": "Export"}], "detail": {"rows": [{"numeric": [">", 0, "<=", 5]}]}},
        {"source": [{"anything-but": ["aws.s3"]}], "detail": {"a": [{"exists": False}], "b": [{"suffix": ".done"}]}},
        {"detail": {"$or": [{"a": [{"wildcard": "x*z"}]}, {"b": [1]}], "c": [True, {"numeric": ["=", 2]}]}},
        {"source": [{"prefix": {"equals-ignore-case": "Acme"}}], "detail": {"ip": [{"cidr": "10.0.0.0/8"}]}},
    ],
)
def test_an_event_is_made_of_a_pattern(pattern):
    assert EventPattern.load(json.dumps(pattern)).matches_event(matching(pattern))


def test_only_patterns_are_read_with_their_types():
    pattern = "{ source: [mine, '1'], detail: { n: [1.10, true] } }"
    spec = read(f"name: 1.10\njobs: {{ a: {{ trigger: {{ event_pattern: {pattern} }} }}, b: {{}} }}\n")
    assert spec["name"] == "1.10"
    assert spec["jobs"]["a"]["trigger"]["event_pattern"] == {"source": ["mine", "1"], "detail": {"n": [1.1, True]}}
