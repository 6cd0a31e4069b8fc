"""Objects arrive or jobs succeed, and crawls begin: one for all events that came before it.

A crawl serves the events up to five seconds before it began, since their times are whole seconds and clocks differ.
"""

import time
from datetime import timedelta

from . import samples
from .scenario import now

MARGIN = 6  # seconds


def play(scenario, trigger):
    crawler, about = trigger.starts, {trigger.starts}

    def event(age=timedelta(0)):
        """The awaited event. Each is of a run or an object of its own."""
        if trigger.kind == "s3":
            return samples.object_created(trigger.source, f"{trigger.prefix}2026/a b.csv", now() - age)
        return samples.job_state(trigger.source, "SUCCEEDED", now() - age, scenario.run(trigger.source))

    def send(label, found, crawls=(), times=1):
        wakes = [crawler] * times
        scenario.send(f"{trigger.source}: {label}", found, wakes=wakes, times=times, crawls=crawls, about=about)

    send("an event", event(), crawls=[crawler])
    send("an event from before the crawl", event(timedelta(hours=1)))
    send("an event, twice at once", event(), crawls=[crawler], times=2)
    if trigger.kind == "job":
        time.sleep(MARGIN)
        scenario.crawl(crawler)
        scenario.reconcile([crawler], (), label="everything was crawled", about=about)
        scenario.run(trigger.source)
        scenario.reconcile([crawler], (), label="an event was lost", crawls=[crawler], about=about)
