"""What makes states comparable, and how differences are told."""

import json

import pytest

from proof.state.compare import ABSENT, differences
from proof.state.normal import clean, pattern, policy, renamed, tags
from proof.state.streams import sort_parameters

READ = {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["b", "a"]}
DENY = {"Sid": "Tls", "Effect": "Deny", "Action": "*", "Condition": {"Bool": {"aws:SecureTransport": False}}}


def document(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


@pytest.mark.parametrize(
    "other",
    [
        document(DENY, READ),
        document(READ | {"Action": ["s3:GetObject"]}, DENY),
        document(READ | {"Resource": ["a", "b"]}, DENY),
        document(READ, DENY | {"Condition": {"Bool": {"aws:SecureTransport": ["false"]}}}),
        json.dumps(document(READ, DENY)),
    ],
)
def test_policies_that_mean_the_same_are_equal(other):
    assert policy(other) == policy(document(READ, DENY))


@pytest.mark.parametrize(
    "other",
    [
        document(READ),
        document(READ | {"Action": "s3:PutObject"}, DENY),
        document(READ | {"Resource": ["a"]}, DENY),
        document(READ | {"Effect": "Deny"}, DENY),
        document(READ | {"Sid": "Other"}, DENY),
        document(READ | {"Condition": {"Bool": {"aws:SecureTransport": True}}}, DENY),
        document(READ, DENY | {"Condition": {"Bool": {"aws:SecureTransport": True}}}),
        document(READ, DENY) | {"Version": "2008-10-17"},
    ],
)
def test_policies_that_differ_stay_different(other):
    assert policy(other) != policy(document(READ, DENY))


def test_a_policy_with_one_statement_needs_no_list():
    assert policy({"Version": "2012-10-17", "Statement": READ}) == policy(document(READ))


def test_alternatives_of_a_pattern_have_no_order():
    assert pattern('{"detail":{"state":["A","B"]}}') == pattern('{"detail": {"state": ["B", "A"]}}')
    assert pattern('{"detail":{"state":["A"]}}') != pattern('{"detail":{"state":["a"]}}')
    assert pattern('{"$or":[{"a":["1"]},{"b":[{"prefix":"x"}]}]}') == pattern(
        '{"$or":[{"b":[{"prefix":"x"}]},{"a":["1"]}]}'
    )


def test_cleaning_drops_what_is_generated_or_empty_and_keeps_zero_and_false():
    found = {
        "Name": "a",
        "CreatedOn": 1,
        "RevisionId": "x",
        "Empty": [],
        "Nested": {"None": None},
        "Zero": 0,
        "No": False,
    }
    assert clean(found) == {"Name": "a", "Zero": 0, "No": False}


def test_cleaning_parses_documents():
    assert clean({"Configuration": '{"Version":1.0}'}) == {"Configuration": {"Version": 1}}
    assert clean({"targets": {"t": {"Input": '{"a":"b"}'}}}) == {"targets": {"t": {"Input": {"a": "b"}}}}
    assert clean({"Policy": json.dumps(document(READ))}) == {"Policy": policy(document(READ))}


def test_arguments_that_are_json_have_no_order():
    one, two = '{"a":1,"b":{"c":2.0}}', '{"b":{"c":2},"a":1}'
    assert clean({"DefaultArguments": {"--x": one}}) == clean({"DefaultArguments": {"--x": two}})
    assert clean({"DefaultArguments": {"--x": "{"}}) == {"DefaultArguments": {"--x": "{"}}


def test_numbers_of_patterns_have_one_spelling():
    assert pattern('{"a":[{"numeric":["=",5e6]}]}') == pattern('{"a":[{"numeric":["=",5000000]}]}')


def test_lists_keep_their_order():
    assert clean({"Exclusions": ["b", "a"]}) == {"Exclusions": ["b", "a"]}


def test_tags_of_every_spelling():
    wanted = {"team": "data"}
    assert (
        tags(wanted)
        == tags([{"Key": "team", "Value": "data"}])
        == tags([{"TagKey": "team", "TagValue": "data"}])
        == wanted
    )


def test_generated_ids_are_replaced_wherever_they_occur():
    state = {"a": {"Key": "arn:aws:kms:x:1:key/1234", "list": ["1234"]}}
    assert renamed(state, {"1234": "(alias/lake)"}) == {
        "a": {"Key": "arn:aws:kms:x:1:key/(alias/lake)", "list": ["(alias/lake)"]}
    }


def test_where_a_simulator_listens_makes_no_difference():
    first, second = (clean({"url": f"http://127.0.0.1:{port}/123456789012/dead"}) for port in (4001, 4002))
    assert first == second
    assert clean({"url": "http://10.0.0.1:4001/q"}) == {"url": "http://10.0.0.1:4001/q"}


def test_parameters_of_a_processor_have_no_order():
    def destination(*names):
        parameters = [{"ParameterName": name, "ParameterValue": name.lower()} for name in names]
        processing = {"Processors": [{"Type": "MetadataExtraction", "Parameters": parameters}]}
        return {"ExtendedS3DestinationDescription": {"ProcessingConfiguration": processing}}

    first, second = destination("Query", "Engine"), destination("Engine", "Query")
    sort_parameters(first)
    sort_parameters(second)
    assert first == second
    sort_parameters({})


def test_no_difference():
    assert differences({"one": {"a": [1, {"b": 2}]}, "two": {"a": [1, {"b": 2}]}, "three": {"a": [1, {"b": 2}]}}) == []


@pytest.mark.parametrize(
    ("third", "path", "value"),
    [
        ({"a": [1, {"b": 3}], "c": "x"}, "a[1] > b", 3),
        ({"a": [1], "c": "x"}, "a", [1]),
        ({"a": [1, {"b": 2}]}, "c", ABSENT),
        ({"a": [1, {"b": 2}], "c": "y"}, "c", "y"),
    ],
)
def test_a_difference_names_its_path_and_all_values(third, path, value):
    same = {"a": [1, {"b": 2}], "c": "x"}
    [found] = differences({"one": same, "two": same, "three": third})
    assert found.path == path
    assert found.values["three"] == value
    assert found.values["one"] == found.values["two"] != value
    assert path in str(found) and "three" in str(found)


def test_true_is_not_one():
    assert differences({"one": {"a": True}, "two": {"a": 1}})
