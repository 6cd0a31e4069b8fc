"""A small AWS Glue in memory: crawl history, job runs and the faults that the handler must survive."""

import json
import os
from datetime import UTC, datetime, timedelta
from unittest import mock

from botocore.exceptions import ClientError, ReadTimeoutError

from .events import BUCKET, CRAWLER, CRAWLER_2, JOB, UPSTREAM, UPSTREAM_2

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ENVIRONMENT = {
    "crawler": {"CRAWLER_NAME": CRAWLER},
    "job": {"UPSTREAM_JOB_NAME": UPSTREAM},
    "s3": {"BUCKET_NAME": BUCKET, "KEY_PREFIX": "orders/"},
    "schedule": {},
    "all_of": {"UPSTREAMS": json.dumps([{"crawler": CRAWLER}, {"crawler": CRAWLER_2}, {"job": UPSTREAM}])},
    "data_quality": {"GATE": "claims_gate", "MINIMUM_SCORE": "0.9", "EVALUATED_BY": json.dumps([UPSTREAM, UPSTREAM_2])},
    "event_pattern": {},
}


def refused(code, operation="StartJobRun"):
    return ClientError({"Error": {"Code": code, "Message": "told to"}}, operation)


def timed_out():
    return ReadTimeoutError(endpoint_url="https://glue.eu-west-1.amazonaws.com")


class World:
    """The state that the handler reads and the one call that changes it.

    `faults[operation]` is a list of exceptions for the next calls; `lost_answers` makes that many StartJobRun take
    effect and then time out. `hidden` crawls are not listed yet. `between` is called once, between look-up and start.
    """

    def __init__(self, handler, kind="crawler"):
        self.handler, self.kind = handler, kind
        self.now = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
        self.crawls, self.hidden, self.runs, self.results = [], set(), {JOB: [], UPSTREAM: []}, []
        self.faults, self.lost_answers, self.between = {}, 0, None
        self.page_size, self.calls, self.requests = 200, [], []

    # What happens in the world.

    def wait(self, span):
        self.now += span

    def crawl(self, state="COMPLETED", took=5 * MINUTE, crawler=CRAWLER):
        crawl = {"CrawlId": f"crawl-{len(self.crawls)}", "State": state, "StartTime": self.now, "crawler": crawler}
        self.wait(took)
        if state != "RUNNING":
            crawl["EndTime"] = self.now
        self.crawls.append(crawl)
        return crawl["CrawlId"]

    def run(self, job=JOB, state="RUNNING", **arguments):
        run = {"Id": f"jr_{job}_{len(self.runs[job])}", "JobName": job, "StartedOn": self.now, "JobRunState": state}
        run["Arguments"] = {f"--lakegen_{name}": value for name, value in arguments.items()}
        if state in ("SUCCEEDED", "FAILED"):
            run["CompletedOn"] = self.now
        self.runs[job].append(run)
        return run

    def evaluate(self, gate="claims_gate", score=1.0, job=UPSTREAM):
        """A gate is evaluated in a job: the id of the result."""
        result = {"ResultId": f"dqresult-{len(self.results)}", "JobName": job, "JobRunId": f"jr_{len(self.results)}"}
        result |= {"EvaluationContext": gate, "Score": score, "StartedOn": self.now, "CompletedOn": self.now + MINUTE}
        self.results.append(result)
        self.wait(MINUTE)
        return result["ResultId"]

    def end_runs(self, state, job=JOB):
        for run in self.runs[job]:
            if run["JobRunState"] in ("WAITING", "STARTING", "RUNNING"):
                run |= {"JobRunState": state, "CompletedOn": self.now}

    def values(self, name="crawl_id"):
        """One argument of every run of the job, in order of start."""
        return [run["Arguments"].get(f"--lakegen_{name}") for run in self.runs[JOB]]

    # The Glue client.

    def _called(self, operation):
        self.calls.append(operation)
        if self.faults.get(operation):
            raise self.faults[operation].pop(0)

    def _page(self, items, request, limit):
        size = min(request.get("MaxResults", limit), self.page_size)
        start = int(request.get("NextToken", 0))
        more = {"NextToken": str(start + size)} if start + size < len(items) else {}
        return items[start : start + size], more

    def list_crawls(self, CrawlerName, Filters, **request):  # noqa: N803
        self._called("ListCrawls")
        assert CrawlerName in (CRAWLER, CRAWLER_2) and request["MaxResults"] <= 1000
        [since] = Filters
        assert (since["FieldName"], since["FilterOperator"]) == ("START_TIME", "GE")
        oldest = int(since["FieldValue"]) / 1000
        shown = [c for c in self.crawls if c["StartTime"].timestamp() >= oldest and c["CrawlId"] not in self.hidden]
        shown = [c for c in shown if c["crawler"] == CrawlerName]
        items, more = self._page(shown, request, 100)
        return {"Crawls": items, **more}

    def get_job_runs(self, JobName, **request):  # noqa: N803
        self._called("GetJobRuns")
        items, more = self._page(self.runs[JobName][::-1], request, 200)
        answer = {"JobRuns": [dict(run) for run in items], **more}
        if JobName == JOB and self.between and not more:
            hook, self.between = self.between, None
            hook()
        return answer

    def list_data_quality_results(self, Filter, **request):  # noqa: N803
        self._called("ListDataQualityResults")
        assert set(Filter) == {"JobName", "StartedAfter"} and request["MaxResults"] <= 1000
        told = ("ResultId", "JobName", "JobRunId", "StartedOn")
        every = [result for result in self.results if result["JobName"] == Filter["JobName"]]
        every = [{key: result[key] for key in told} for result in every if result["StartedOn"] > Filter["StartedAfter"]]
        items, more = self._page(every, request, 1000)
        return {"Results": items, **more}

    def get_data_quality_result(self, ResultId):  # noqa: N803
        self._called("GetDataQualityResult")
        [found] = [result for result in self.results if result["ResultId"] == ResultId]
        return dict(found)

    def start_job_run(self, **request):
        self._called("StartJobRun")
        self.requests.append(request)
        assert set(request) == {"JobName", "JobRunQueuingEnabled", "Arguments"} and request["JobName"] == JOB
        assert all(type(value) is str for pair in request["Arguments"].items() for value in pair)
        if not request["JobRunQueuingEnabled"] and self.busy():
            raise refused("ConcurrentRunsExceededException")
        run = self.run(state="WAITING" if self.busy() else "RUNNING")
        run["Arguments"] = request["Arguments"]
        if self.lost_answers:
            self.lost_answers -= 1
            raise timed_out()
        return {"JobRunId": run["Id"]}

    def busy(self):
        return any(run["JobRunState"] in ("STARTING", "RUNNING", "STOPPING") for run in self.runs[JOB])

    # Lambda.

    def ring(self, event):
        """One invocation of the function."""
        environment = {"TRIGGER": self.kind, "JOB_NAME": JOB, **ENVIRONMENT[self.kind]}
        replaced = mock.patch.multiple(self.handler, glue=lambda attempts=4: self, now=lambda: self.now)
        with replaced, mock.patch.dict(os.environ, environment):
            return self.handler.handler(event, None)

    def outcome(self, event):
        return self.ring(event)["outcome"]

    def error(self, event):
        """The name of the exception that the invocation ends with."""
        try:
            result = self.ring(event)
        except Exception as error:
            return type(error).__name__
        return f"no error but {result}"
