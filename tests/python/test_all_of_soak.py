"""Random histories of a job that waits for three upstreams, against a model of the promise. Deterministic by seed."""

import random

import pytest
from support.events import CRAWLER, CRAWLER_2, JOB, RECONCILE, UPSTREAM, crawl_event, job_event
from support.load import HANDLER, load
from support.world import HOUR, MINUTE, World, refused, timed_out

handler = load(HANDLER)
UPSTREAMS = (CRAWLER, CRAWLER_2, UPSTREAM)
DEAD = {"FAILED", "ERROR", "TIMEOUT", "EXPIRED"}


class History(World):
    """Upstreams succeed and fail; events are lost, repeated, late and shuffled; calls fail; runs queue and end."""

    def __init__(self, seed):
        super().__init__(handler, "all_of")
        self.chance, self.mailbox = random.Random(seed), []

    def upstream_ends(self, name):
        failed = self.chance.random() < 0.15
        if name == UPSTREAM:
            run = self.run(job=UPSTREAM, state="FAILED" if failed else "SUCCEEDED")
            event = job_event(self.now, run["Id"])
        else:
            crawl = self.crawl("FAILED" if failed else "COMPLETED", took=MINUTE, crawler=name)
            event = crawl_event(self.now, crawler=name)
            if self.chance.random() < 0.3:
                self.hidden.add(crawl)
        if not failed:
            self.mailbox += [event] * self.chance.choice([0, 1, 1, 1, 2, 3])

    def deliver(self, event):
        if self.chance.random() < 0.2:
            operation = self.chance.choice(["ListCrawls", "GetJobRuns", "StartJobRun"])
            self.faults = {operation: [self.chance.choice([refused("ThrottlingException"), timed_out()])]}
        self.lost_answers = int(self.chance.random() < 0.1)
        before = len(self.runs[JOB])
        try:
            self.ring(event)
        except handler.RetryLater:
            if event is not RECONCILE and self.chance.random() < 0.7:
                self.mailbox.append(event)
        self.faults, self.lost_answers = {}, 0
        assert len(self.runs[JOB]) - before <= 1, "one ring starts at most one run"
        self.check()

    def job_moves(self, fails=0.3):
        for run in self.runs[JOB]:
            if run["JobRunState"] == "RUNNING" and self.chance.random() < 0.5:
                run["JobRunState"] = self.chance.choice(sorted(DEAD)) if self.chance.random() < fails else "SUCCEEDED"
        for run in self.runs[JOB]:
            if run["JobRunState"] == "WAITING" and not self.busy():
                run["JobRunState"] = "RUNNING"

    def followers(self):
        """The runs that followed each success."""
        found = {}
        for run in self.runs[JOB]:
            for token in run["Arguments"]["--lakegen_all_of"].split(","):
                found.setdefault(token, []).append(run["JobRunState"])
        return found

    def check(self):
        for token, states in self.followers().items():
            assert all(state in DEAD for state in states[:-1]), f"{token} was used twice: {states}"
        assert sum(run["JobRunState"] == "WAITING" for run in self.runs[JOB]) <= 1, "the queue never grows"

    def newest(self):
        for name in UPSTREAMS[:2]:
            done = [c for c in self.crawls if c["crawler"] == name and c["State"] == "COMPLETED"]
            yield done and f"crawler/{name}={done[-1]['CrawlId']}"
        done = [run for run in self.runs[UPSTREAM] if run["JobRunState"] == "SUCCEEDED"]
        yield done and f"job/{UPSTREAM}={done[-1]['Id']}"

    def promise(self):
        """At rest: not all of the newest successes are unused, and what was used last was used well or given up on."""
        newest, followers = list(self.newest()), self.followers()
        if all(newest):
            used = [followers[token] for token in newest if token in followers]
            assert used, "everything has succeeded, and no run followed"
            assert any("SUCCEEDED" in states or len(states) >= 3 for states in used), used


@pytest.mark.parametrize("block", range(4))
def test_soak(block, capsys):
    for seed in range(block * 40, block * 40 + 40):
        history = History(seed)
        chance = history.chance
        for _ in range(60):
            history.wait(chance.randrange(1, 20) * MINUTE)
            for name in [name for name in sorted(history.hidden) if chance.random() < 0.6]:
                history.hidden.discard(name)
            step = chance.random()
            if step < 0.35:
                history.upstream_ends(chance.choice(UPSTREAMS))
            elif step < 0.65 and history.mailbox:
                history.deliver(history.mailbox.pop(chance.randrange(len(history.mailbox))))
            elif step < 0.75:
                history.deliver(RECONCILE)
            else:
                history.job_moves()
        history.hidden.clear()
        for _ in range(8):  # the storm is over: hourly reconcile only
            for _ in range(12):
                history.job_moves(fails=0)
            history.chance.random = lambda: 0.4  # no more faults; runs end at once
            history.wait(HOUR)
            history.deliver(RECONCILE)
        for _ in range(12):
            history.job_moves(fails=0)
        history.promise()
    capsys.readouterr()
