"""Several successes make one run (`all_of`): it starts with the last of them, and once for all."""

from . import samples
from .scenario import now

FOLLOWED = "--lakegen_all_of"


class Gathering:
    """A job that waits for all of some crawlers and jobs, which may have succeeded before."""

    def __init__(self, scenario, trigger):
        self.scenario, self.upstreams, self.job = scenario, trigger.source, trigger.starts

    def succeed(self, kind, name):
        """Lets an upstream succeed. Returns the event that tells of it."""
        if kind == "crawler":
            return samples.crawler_state(name, "Succeeded", self.scenario.crawl(name)["EndTime"])
        return samples.job_state(name, "SUCCEEDED", now(), self.scenario.run(name))

    def runs(self, job):
        return self.scenario.account.pages("glue", "get_job_runs", "JobRuns", JobName=job)

    def newest(self, kind, name):
        """The newest success of an upstream as the run is told of it, or None."""
        if kind == "crawler":
            every = [(crawl["EndTime"], crawl["CrawlId"]) for crawl in self.scenario.crawls(name)]
        else:
            every = [(run["CompletedOn"], run["Id"]) for run in self.runs(name)]
        return f"{kind}/{name}={max(every)[1]}" if every else None

    def wanted(self):
        """What a run has to follow now, or None: something has not succeeded since the last run, or ever."""
        successes = [self.newest(*upstream) for upstream in self.upstreams]
        followed = {success for run in self.runs(self.job) for success in run["Arguments"].get(FOLLOWED, "").split(",")}
        return None if None in successes or followed & set(successes) else ",".join(successes)

    def expectation(self, ring):
        followed = self.wanted()
        arguments = {FOLLOWED: followed, "--lakegen_trigger": ring}
        return {"starts": [self.job] if followed else [], "arguments": arguments, "about": {self.job}}

    def send(self, label, event, times=1):
        wakes = [self.job] * times
        self.scenario.send(f"{self.job}, {label}", event, wakes=wakes, times=times, **self.expectation("event"))


def play(scenario, trigger):
    gathering = Gathering(scenario, trigger)
    for kind, name in gathering.upstreams:
        event = gathering.succeed(kind, name)
        gathering.send(f"{name} succeeded", event)
    gathering.send("the last event, delivered again", event)
    for kind, name in reversed(gathering.upstreams):
        event = gathering.succeed(kind, name)
        gathering.send(f"{name} succeeded again, told twice at once", event, times=2)
    for kind, name in gathering.upstreams:
        gathering.succeed(kind, name)
    scenario.reconcile([gathering.job], label="all events were lost", **gathering.expectation("reconcile"))
