"""State machines run jobs: one execution, and one run, for each event. They have no memory of what came before."""

from . import samples
from .patterns import matching
from .scenario import now


def play(scenario, trigger):
    job = trigger.starts
    expected = {"starts": [job], "about": {job}}
    if trigger.kind == "schedule":
        for rule in scenario.driver.deployed.rules:
            if rule.schedule == trigger.source and any(job in target["Arn"] for target in rule.targets):
                event = samples.tick(rule.arn, now())
                arguments = {"--lakegen_event_id": event["id"], "--lakegen_trigger": "event"}
                scenario.tick(f"{job}: its time has come", rule, event, arguments=arguments, **expected)
        return
    event = awaited(scenario, trigger)
    arguments = {"--lakegen_event_id": event["id"], "--lakegen_trigger": "event"}
    scenario.send(f"{job}: an event for its state machine", event, arguments=arguments, tells=None, **expected)


def awaited(scenario, trigger):
    """The event that a trigger waits for, of something that has happened."""
    source = trigger.source
    if trigger.kind == "crawler":
        return samples.crawler_state(source, "Succeeded", scenario.crawl(source)["EndTime"])
    if trigger.kind == "job":
        return samples.job_state(source, "SUCCEEDED", now(), scenario.run(source))
    if trigger.kind == "data_quality":
        return samples.gate_evaluated(source.key, source.jobs[0], now(), source.score)
    if trigger.kind == "s3":
        return samples.object_created(source, f"{trigger.prefix}2026/a b.csv", now())
    return matching(source)
