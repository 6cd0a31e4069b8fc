"""The mends of moto: what AWS documents holds in the simulated account. About ten seconds for one server."""

import io
import json
import time
import zipfile

import pytest
from botocore.exceptions import ClientError

from proof.aws import ACCOUNT_ID, REGION, Account
from proof.publish import publish_evaluation
from proof.server import reset, serving

ROLE = f"arn:aws:iam::{ACCOUNT_ID}:role/any"
RULE = f"arn:aws:events:{REGION}:{ACCOUNT_ID}:rule/ring"
TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
COMMAND = {"Name": "glueetl", "ScriptLocation": "s3://a/b.py"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("simulator") / "log") as account:
        yield account


@pytest.fixture
def account(server):
    reset(server)
    return Account(server.endpoint)


def bucket(account, name, statements=()):
    s3 = account.client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    if statements:
        s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": list(statements)}))
    return s3


def zipped(source):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.py", source)
    return packed.getvalue()


def function(account, source, **settings):
    account.client("iam").create_role(RoleName="any", AssumeRolePolicyDocument=TRUST)
    settings |= {"FunctionName": "f", "Runtime": "python3.13", "Handler": "index.handler", "Role": ROLE}
    account.client("lambda").create_function(Code={"ZipFile": zipped(source)}, **settings)


def stack(account, resources, **more):
    template = {"Resources": resources} | more
    account.client("cloudformation").create_stack(StackName="s", TemplateBody=json.dumps(template))


def test_a_missing_action_is_refused_at_once(account):
    started = time.monotonic()
    with pytest.raises(ClientError, match="Unsupported"):
        account.client("glue").get_column_statistics_task_settings(DatabaseName="d", TableName="t")
    assert time.monotonic() - started < 5


def test_a_missing_service_is_refused_at_once(account):
    with pytest.raises(ClientError, match="Unsupported"):
        account.client("gamelift").list_fleets()


def test_a_statement_whose_condition_does_not_hold_does_not_deny(account):
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::first/*"}
    s3 = bucket(account, "first", [deny | {"Condition": {"Bool": {"aws:SecureTransport": False}}}])
    s3.put_object(Bucket="first", Key="k", Body=b"")
    bucket(account, "second", [deny | {"Resource": "arn:aws:s3:::second/*"}])
    with pytest.raises(ClientError, match="Forbidden"):
        s3.put_object(Bucket="second", Key="k", Body=b"")


def test_logging_needs_a_policy_and_takes_any_spelling_of_it(account):
    allow = {"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:PutObject"}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::logs/*"}
    deny |= {"Condition": {"Bool": {"aws:SecureTransport": False}}}
    s3 = bucket(account, "logs")
    bucket(account, "first")
    status = {"LoggingEnabled": {"TargetBucket": "logs", "TargetPrefix": "b/"}}
    with pytest.raises(ClientError, match="InvalidTargetBucketForLogging"):
        s3.put_bucket_logging(Bucket="first", BucketLoggingStatus=status)
    policy = {"Version": "2012-10-17", "Statement": [deny, allow | {"Resource": "arn:aws:s3:::logs/*"}]}
    s3.put_bucket_policy(Bucket="logs", Policy=json.dumps(policy))
    s3.put_bucket_logging(Bucket="first", BucketLoggingStatus=status)
    assert json.loads(s3.get_bucket_policy(Bucket="logs")["Policy"]) == policy


def test_a_bucket_says_that_it_tells_eventbridge(account):
    s3 = bucket(account, "first")
    s3.put_bucket_notification_configuration(Bucket="first", NotificationConfiguration={"EventBridgeConfiguration": {}})
    assert "EventBridgeConfiguration" in s3.get_bucket_notification_configuration(Bucket="first")


def test_a_job_keeps_all_its_settings(account):
    glue = account.client("glue")
    glue.create_job(Name="j", Role=ROLE, Command=COMMAND, JobRunQueuingEnabled=True)
    found = glue.get_job(JobName="j")["Job"]
    assert found["JobRunQueuingEnabled"] is True and found["MaxRetries"] == 0 and "ExecutionClass" not in found
    glue.update_job(JobName="j", JobUpdate={"Role": ROLE, "Command": COMMAND, "Timeout": 5, "ExecutionClass": "FLEX"})
    found = glue.get_job(JobName="j")["Job"]
    assert found["Timeout"] == 5 and found["ExecutionClass"] == "FLEX" and "JobRunQueuingEnabled" not in found


def test_job_runs_come_newest_first(account):
    glue = account.client("glue")
    glue.create_job(Name="j", Role=ROLE, Command=COMMAND)
    runs = [glue.start_job_run(JobName="j")["JobRunId"] for _ in range(2) if glue.get_job_runs(JobName="j")]
    assert [run["Id"] for run in glue.get_job_runs(JobName="j")["JobRuns"]] == runs[::-1]


def test_crawls_are_found_by_time(account):
    glue = account.client("glue")
    glue.create_crawler(Name="c", Role=ROLE, DatabaseName="d", Targets={"S3Targets": [{"Path": "s3://b/"}]})
    glue.update_crawler(Name="c", DatabaseName="e")
    assert glue.get_crawler(Name="c")["Crawler"]["DatabaseName"] == "e"
    glue.start_crawler(Name="c")

    def crawls(operator, seconds):
        value = str(int((time.time() + seconds) * 1000))
        wanted = {"FieldName": "START_TIME", "FilterOperator": operator, "FieldValue": value}
        return len(glue.list_crawls(CrawlerName="c", Filters=[wanted])["Crawls"])

    assert (crawls("GE", -60), crawls("GE", 60), crawls("LT", 60), crawls("LT", -60)) == (1, 0, 1, 0)


def test_rulesets_classifiers_and_connections(account):
    glue = account.client("glue")
    glue.create_data_quality_ruleset(Name="r", Ruleset="Rules = [ RowCount > 0 ]")
    assert glue.get_data_quality_ruleset(Name="r")["CreatedOn"]
    glue.create_classifier(JsonClassifier={"Name": "k", "JsonPath": "$[*]"})
    assert glue.get_classifiers()["Classifiers"] == [{"JsonClassifier": {"Name": "k", "JsonPath": "$[*]"}}]
    settings = {"Name": "n", "ConnectionType": "JDBC", "ConnectionProperties": {"JDBC_CONNECTION_URL": "jdbc:x"}}
    glue.create_connection(ConnectionInput=settings)
    assert settings.items() <= glue.get_connection(Name="n")["Connection"].items()
    glue.delete_connection(ConnectionName="n")
    with pytest.raises(ClientError, match="EntityNotFound"):
        glue.get_connection(Name="n")


def test_evaluations_of_data_quality(account):
    glue, begun = account.client("glue"), time.time()
    results = [
        publish_evaluation(account, {"JobName": job, "JobRunId": "jr_1", "EvaluationContext": "g", "Score": 0.5, "StartedOn": begun})
        for job in ("a", "b")
    ]  # fmt: skip
    listed = glue.list_data_quality_results(Filter={"JobName": "b", "StartedAfter": begun - 1})["Results"]
    assert [each["ResultId"] for each in listed] == results[1:] and "Score" not in listed[0]
    assert not glue.list_data_quality_results(Filter={"StartedAfter": begun + 1})["Results"]
    found = glue.get_data_quality_result(ResultId=results[1])
    assert (found["EvaluationContext"], found["Score"], found["StartedOn"].timestamp()) == ("g", 0.5, pytest.approx(begun, abs=1))


def test_a_function_keeps_all_its_settings_and_its_code(account):
    letters, log = {"TargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:q"}, {"LogFormat": "JSON", "LogGroup": "/g"}
    function(account, "handler = None", DeadLetterConfig=letters, LoggingConfig=log)
    found = account.client("lambda").get_function(FunctionName="f")
    assert found["Configuration"]["DeadLetterConfig"] == letters
    assert found["Configuration"]["LoggingConfig"] == log
    assert found["Code"]["Location"].startswith("data:application/zip;base64,UEsDB")


def test_invoke_runs_the_handler_and_tells_its_error(account):
    function(account, "def handler(event, context):\n    return {'sum': event['a'] + 1}")
    client = account.client("lambda")
    assert json.load(client.invoke(FunctionName="f", Payload=b'{"a": 1}')["Payload"]) == {"sum": 2}
    answer = client.invoke(FunctionName="f", Payload=b"{}")
    assert answer["FunctionError"] == "Unhandled"
    assert json.load(answer["Payload"]) == {"errorMessage": "KeyError: 'a'"}


def test_put_events_invokes_only_functions_that_let_the_rule_in(account):
    bucket(account, "rung")
    function(
        account, "import boto3\ndef handler(event, context):\n    boto3.client('s3').put_object(Bucket='rung', Key='k')"
    )
    events, sqs, client = (account.client(name) for name in ("events", "sqs", "lambda"))
    queue = sqs.create_queue(QueueName="letters")["QueueUrl"]
    events.put_rule(Name="ring", EventPattern='{"source":["mine"]}')
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:function:f"
    letters = {"Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:letters"}
    events.put_targets(Rule="ring", Targets=[{"Id": "f", "Arn": arn, "DeadLetterConfig": letters}])

    def ring():
        events.put_events(Entries=[{"Source": "mine", "DetailType": "d", "Detail": "{}"}])
        rung = account.client("s3").list_objects_v2(Bucket="rung")["KeyCount"]
        kept = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])["Attributes"]
        return rung, int(kept["ApproximateNumberOfMessages"])

    assert ring() == (0, 1)
    who = {"FunctionName": "f", "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com"}
    client.add_permission(StatementId="other", SourceArn=RULE + "-other", **who)
    assert ring() == (0, 2)
    client.add_permission(StatementId="right", SourceArn=RULE, **who)
    events.disable_rule(Name="ring")
    assert ring() == (0, 2)
    events.enable_rule(Name="ring")
    assert ring() == (1, 2)


def test_a_key_says_what_it_is_for(account):
    kms = account.client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyUsage"] == "ENCRYPT_DECRYPT"


def test_a_stack_creates_what_moto_passes_over(account):
    crawler = {
        "Name": "c",
        "Role": ROLE,
        "DatabaseName": {"Ref": "Database"},
        "Targets": {"S3Targets": [{"Path": "s3://b/"}]},
    }
    resources = {
        "Database": {
            "Type": "AWS::Glue::Database",
            "Properties": {"CatalogId": {"Ref": "AWS::AccountId"}, "DatabaseInput": {"Name": "d"}},
        },
        "Crawler": {"Type": "AWS::Glue::Crawler", "Properties": crawler},
        "Group": {
            "Type": "AWS::Logs::LogGroup",
            "Properties": {"LogGroupName": "/g", "RetentionInDays": 7, "Tags": [{"Key": "team", "Value": "data"}]},
        },
    }
    stack(account, resources, Outputs={"Name": {"Value": {"Ref": "Crawler"}}})
    [found] = account.client("cloudformation").describe_stacks(StackName="s")["Stacks"]
    assert found["StackStatus"] == "CREATE_COMPLETE"
    assert found["Outputs"][0]["OutputValue"] == "c"
    assert account.client("glue").get_crawler(Name="c")["Crawler"]["DatabaseName"] == "d"
    [group] = account.client("logs").describe_log_groups()["logGroups"]
    assert group["retentionInDays"] == 7


def test_a_property_that_the_service_does_not_have_fails_the_stack(account):
    wrong = {"Name": "c", "Role": ROLE, "Targets": {}, "Nonsense": 1}
    with pytest.raises(ClientError, match="Crawler.*Nonsense"):
        stack(account, {"Crawler": {"Type": "AWS::Glue::Crawler", "Properties": wrong}})
