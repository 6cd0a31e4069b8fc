"""A crawler, its queue and the job before it, in memory: what the function that starts crawls sees and does."""

import json
import os
from datetime import UTC, datetime
from unittest import mock

from .events import BUCKET, CRAWLER, UPSTREAM
from .world import MINUTE, refused

ENVIRONMENT = {
    "s3": {"BUCKET_NAME": BUCKET, "KEY_PREFIX": "orders/"},
    "job": {"UPSTREAM_JOB_NAME": UPSTREAM},
}


class CrawlWorld:
    """`queue` holds the messages that are left; a crawl that runs ends when `end_crawl` is called.

    `faults[operation]` is a list of exceptions for the next calls. `lost_answers` makes that many StartCrawler take
    effect and then fail.
    """

    def __init__(self, handler, kind="s3"):
        self.handler, self.kind = handler, kind
        self.now = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
        self.crawls, self.runs, self.queue, self.given_up = [], [], [], []
        self.faults, self.lost_answers, self.hidden = {}, 0, set()
        self.serial = 0

    # What happens in the world.

    def wait(self, span):
        self.now += span

    def send(self, event):
        self.serial += 1
        self.queue.append({"messageId": f"m-{self.serial}", "body": event if type(event) is str else json.dumps(event)})

    def running(self):
        return any(crawl["State"] == "RUNNING" for crawl in self.crawls)

    def begin_crawl(self):
        self.crawls.append({"CrawlId": f"crawl-{len(self.crawls)}", "State": "RUNNING", "StartTime": self.now})

    def end_crawl(self, state="COMPLETED", took=5 * MINUTE):
        self.wait(took)
        self.crawls[-1] |= {"State": state, "EndTime": self.now}

    def run(self, state="SUCCEEDED"):
        self.runs.insert(0, {"Id": f"jr-{len(self.runs)}", "StartedOn": self.now, "JobRunState": state, "CompletedOn": self.now})

    # The clients.

    def _called(self, operation):
        if self.faults.get(operation):
            raise self.faults[operation].pop(0)

    def list_crawls(self, CrawlerName, Filters, **request):  # noqa: N803
        self._called("ListCrawls")
        [since] = Filters
        assert CrawlerName == CRAWLER and (since["FieldName"], since["FilterOperator"]) == ("START_TIME", "GE")
        oldest = int(since["FieldValue"]) / 1000
        shown = [c for c in self.crawls if c["StartTime"].timestamp() >= oldest and c["CrawlId"] not in self.hidden]
        return {"Crawls": [dict(crawl) for crawl in shown]}

    def get_job_runs(self, JobName, **request):  # noqa: N803
        self._called("GetJobRuns")
        assert JobName == UPSTREAM
        return {"JobRuns": [dict(run) for run in self.runs]}

    def start_crawler(self, Name):  # noqa: N803
        self._called("StartCrawler")
        assert Name == CRAWLER
        if self.running():
            raise refused("CrawlerRunningException", "StartCrawler")
        self.begin_crawl()
        if self.lost_answers:
            self.lost_answers -= 1
            raise refused("InternalServiceException", "StartCrawler")
        return {}

    def send_message(self, QueueUrl, MessageBody):  # noqa: N803
        assert QueueUrl == "https://dead-letters"
        self.given_up.append(MessageBody)

    # Lambda's poller.

    def poll(self):
        """Hands every message over as one batch, and keeps those that the function reports. Returns what it logged."""
        batch, self.queue = self.queue, []
        environment = {"START_CRAWLER": CRAWLER, "DEAD_LETTERS": "https://dead-letters", "TRIGGER": self.kind}
        said = []
        replaced = mock.patch.multiple(
            self.handler, client=lambda service: self, now=lambda: self.now,
            log=lambda level, outcome, **more: said.append(outcome),
        )  # fmt: skip
        with replaced, mock.patch.dict(os.environ, environment | ENVIRONMENT[self.kind]):
            failed = {item["itemIdentifier"] for item in self.handler.handler({"Records": batch}, None)["batchItemFailures"]}
        assert failed <= {message["messageId"] for message in batch}
        self.queue += [message for message in batch if message["messageId"] in failed]
        return said[-1]

    def ring(self, *events):
        for event in events:
            self.send(event)
        return self.poll()
