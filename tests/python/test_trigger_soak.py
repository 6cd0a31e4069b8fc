"""A few hundred random histories against a model of the promises. Deterministic: a failing seed can be run again."""

import random

import pytest
from support.events import JOB, RECONCILE, crawl_event
from support.load import HANDLER, load
from support.world import HOUR, MINUTE, World, refused, timed_out

handler = load(HANDLER)
DEAD = {"FAILED", "ERROR", "TIMEOUT", "EXPIRED"}


class History(World):
    """A world in which events are lost, repeated, late and shuffled, calls fail, and runs queue and end by chance."""

    def __init__(self, seed):
        super().__init__(handler)
        self.chance = random.Random(seed)
        self.mailbox, self.page_size = [], self.chance.choice([3, 20, 200])

    def crawl_ends(self):
        crawl = self.crawl(self.chance.choice(["COMPLETED"] * 5 + ["FAILED"]), took=MINUTE)
        if self.crawls[-1]["State"] == "COMPLETED":
            copies = self.chance.choice([0, 1, 1, 1, 2, 3])  # lost, delivered, repeated
            self.mailbox += [crawl_event(self.now) for _ in range(copies)]
        if self.chance.random() < 0.3:
            self.hidden.add(crawl)

    def deliver(self, event):
        if self.chance.random() < 0.2:
            operation = self.chance.choice(["ListCrawls", "GetJobRuns", "StartJobRun"])
            fault = self.chance.choice([refused("ThrottlingException"), refused("AccessDeniedException"), timed_out()])
            self.faults = {operation: [fault]}
        self.lost_answers = int(self.chance.random() < 0.1)
        before = len(self.runs[JOB])
        error = None
        try:
            self.ring(event)
        except (handler.RetryLater, handler.Failed) as raised:
            error = raised
        self.faults, self.lost_answers = {}, 0
        assert len(self.runs[JOB]) - before <= 1, "one ring starts at most one run"
        if error and event is not RECONCILE and self.chance.random() < 0.7:
            self.mailbox.append(event)  # a retry; else the dead-letter queue has it
        self.check()

    def job_moves(self):
        """A run ends by chance; then the oldest one that waits starts."""
        for run in self.runs[JOB]:
            if run["JobRunState"] == "RUNNING" and self.chance.random() < 0.5:
                run["JobRunState"] = self.chance.choice(["SUCCEEDED"] * 6 + ["FAILED", "TIMEOUT", "ERROR"])
        for run in self.runs[JOB]:
            if run["JobRunState"] == "WAITING" and not self.busy():
                run["JobRunState"] = "RUNNING"
        if self.runs[JOB] and self.chance.random() < 0.02:
            self.runs[JOB][-1]["JobRunState"] = "STOPPED"

    def of(self, crawl):
        return [run for run in self.runs[JOB] if run["Arguments"]["--lakegen_crawl_id"] == crawl]

    def check(self):
        waiting = [run for run in self.runs[JOB] if run["JobRunState"] == "WAITING"]
        assert len(waiting) <= 1, "the queue never grows"
        for crawl in self.crawls:
            mine = self.of(crawl["CrawlId"])
            assert not mine or crawl["State"] == "COMPLETED"
            assert len(mine) <= 3, "three attempts at most"
            assert all(run["JobRunState"] in DEAD for run in mine[:-1]), "a second run only after a failed one"

    def promise(self):
        """At rest, the newest crawl has a run that is done, stopped by hand, or given up on after three attempts."""
        done = [crawl for crawl in self.crawls if crawl["State"] == "COMPLETED"]
        if done:
            mine = self.of(max(done, key=lambda crawl: crawl["EndTime"])["CrawlId"])
            states = [run["JobRunState"] for run in mine]
            assert states and (states[-1] in ("SUCCEEDED", "STOPPED") or len(states) == 3), states


@pytest.mark.parametrize("block", range(8))
def test_soak(block, capsys):
    for seed in range(block * 50, block * 50 + 50):
        history = History(seed)
        chance = history.chance
        for _ in range(40):
            history.wait(chance.randrange(1, 20) * MINUTE)
            for name in [name for name in history.hidden if chance.random() < 0.6]:
                history.hidden.discard(name)
            step = chance.random()
            if step < 0.25:
                history.crawl_ends()
            elif step < 0.65 and history.mailbox:
                history.deliver(history.mailbox.pop(chance.randrange(len(history.mailbox))))
            elif step < 0.75:
                history.deliver(RECONCILE)
            else:
                history.job_moves()
        history.hidden.clear()
        for _ in range(10):  # the storm is over: hourly reconcile only
            for _ in range(12):
                history.job_moves()
            history.chance.random = lambda: 0.4  # no more faults; runs end at once
            history.wait(HOUR)
            history.deliver(RECONCILE)
        for _ in range(12):
            history.job_moves()
        history.promise()
    capsys.readouterr()
