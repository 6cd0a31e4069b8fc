"""The handler with real boto3 clients: against moto's AWS Glue, and on the wire."""

import pytest
from botocore.awsrequest import AWSResponse
from moto import mock_aws
from support.events import CRAWLER, JOB, RECONCILE, UPSTREAM, crawl_event, job_event, object_event, tick_event
from support.load import HANDLER, load
from support.world import ENVIRONMENT


@pytest.fixture
def handler():
    return load(HANDLER)  # fresh, because its clients are cached


@pytest.fixture
def lake(handler):
    """A Glue client of a moto account that has the crawler and both jobs."""
    with mock_aws():
        glue = handler.glue()
        role = "arn:aws:iam::123456789012:role/any"
        target = {"S3Targets": [{"Path": "s3://raw/orders/"}]}
        glue.create_crawler(Name=CRAWLER, Role=role, DatabaseName="orders", Targets=target)
        for job in (JOB, UPSTREAM):
            glue.create_job(Name=job, Role=role, Command={"Name": "glueetl", "ScriptLocation": "s3://a/b.py"})
        yield glue


def ring(handler, monkeypatch, kind, event):
    for name, value in {"TRIGGER": kind, "JOB_NAME": JOB, **ENVIRONMENT[kind]}.items():
        monkeypatch.setenv(name, value)
    return handler.handler(event, None)


def test_crawler(handler, lake, monkeypatch):
    assert ring(handler, monkeypatch, "crawler", RECONCILE)["outcome"] == "nothing"
    lake.start_crawler(Name=CRAWLER)
    crawl = lake.list_crawls(CrawlerName=CRAWLER)["Crawls"][0]
    assert crawl["State"] == "COMPLETED"
    event = crawl_event(crawl["EndTime"])
    assert ring(handler, monkeypatch, "crawler", event)["outcome"] == "started"
    assert ring(handler, monkeypatch, "crawler", event)["duplicate"]
    assert ring(handler, monkeypatch, "crawler", RECONCILE)["duplicate"]
    [run] = lake.get_job_runs(JobName=JOB)["JobRuns"]
    assert run["Arguments"]["--lakegen_crawl_id"] == crawl["CrawlId"]


def test_job(handler, lake, monkeypatch):
    run_id = lake.start_job_run(JobName=UPSTREAM)["JobRunId"]
    event = job_event(handler.now(), run_id)
    assert ring(handler, monkeypatch, "job", event)["outcome"] == "started"
    assert ring(handler, monkeypatch, "job", RECONCILE)["duplicate"]


def test_s3_and_schedule(handler, lake, monkeypatch):
    for kind, event in (("s3", object_event(handler.now(), "orders/a")), ("schedule", tick_event(handler.now()))):
        assert ring(handler, monkeypatch, kind, event)["outcome"] == "started"
        assert ring(handler, monkeypatch, kind, event)["duplicate"]
    assert len(lake.get_job_runs(JobName=JOB)["JobRuns"]) == 2


def test_a_deleted_job_and_a_deleted_crawler_fail_for_good(handler, lake, monkeypatch):
    lake.delete_job(JobName=JOB)
    with pytest.raises(handler.Failed, match="EntityNotFoundException"):
        ring(handler, monkeypatch, "schedule", tick_event(handler.now()))
    lake.delete_crawler(Name=CRAWLER)
    with pytest.raises(handler.Failed, match="EntityNotFoundException"):
        ring(handler, monkeypatch, "crawler", RECONCILE)


def test_reads_are_retried_by_the_sdk_and_the_start_is_not(handler, monkeypatch):
    sent = []

    def refuse(request, **_):
        sent.append(request.headers["X-Amz-Target"].decode().split(".")[1])
        return AWSResponse(request.url, 500, {}, Raw())

    monkeypatch.setattr("time.sleep", lambda seconds: None)
    for client, call in ((handler.glue(), "get_job_runs"), (handler.glue(attempts=1), "start_job_run")):
        client.meta.events.register("before-send.glue", refuse)
        with pytest.raises(client.exceptions.ClientError):
            getattr(client, call)(JobName=JOB)
    assert sent == ["GetJobRuns"] * 4 + ["StartJobRun"]


def test_the_start_uses_the_client_that_does_not_retry(handler, lake, monkeypatch):
    asked, real = [], handler.glue
    monkeypatch.setattr(handler, "glue", lambda attempts=4: asked.append(attempts) or real(attempts))
    ring(handler, monkeypatch, "schedule", tick_event(handler.now()))
    assert asked == [4, 1]


class Raw:
    """An empty HTTP body."""

    def stream(self, *_, **__):
        return iter([b"{}"])
