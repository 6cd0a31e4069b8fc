"""State machines run jobs: one run for each thing that happens, however often its event comes, or if it does not."""

from . import samples
from .gates import evaluation
from .patterns import matching
from .scenario import now
from .wanted import LOSES_EVENTS


def play(scenario, trigger):
    job = trigger.starts
    once = {"starts": [job], "about": {job}, "tells": None}
    if trigger.kind == "schedule":
        for rule in scenario.driver.deployed.rules:
            if rule.schedule == trigger.source and scenario.leads_to(rule, job):
                event = samples.tick(rule.arn, now())
                arguments = {"--lakegen_event_id": event["id"], "--lakegen_trigger": "event"}
                scenario.tick(f"{job}: its time has come", rule, event, arguments=arguments, **once)
                scenario.tick(f"{job}: its time has come, again", rule, event, wakes=[job], about={job})
        return
    event, known = happened(scenario, trigger)
    arguments = known | {"--lakegen_event_id": event["id"], "--lakegen_trigger": "event"}
    again = {"about": {job}, "tells": None}
    scenario.send(f"{job}: an event for its state machine", event, arguments=arguments, **once)
    scenario.send(f"{job}: the same event", event, wakes=[job], **again)
    event, _ = happened(scenario, trigger)
    scenario.send(f"{job}: an event, twice at once", event, wakes=[job, job], times=2, **once)
    if trigger.kind in LOSES_EVENTS:
        scenario.reconcile([job], (), label="everything was processed", about={job})
        _, known = happened(scenario, trigger)
        arguments = known | {"--lakegen_trigger": "reconcile"}
        scenario.reconcile([job], [job], label="an event was lost", arguments=arguments, about={job})
        scenario.reconcile([job], (), label="what was lost was made good", about={job})


def happened(scenario, trigger):
    """Something happens that a trigger waits for: its event, and what the run is told of it."""
    source = trigger.source
    if trigger.kind == "crawler":
        crawl = scenario.crawl(source)
        event = samples.crawler_state(source, "Succeeded", crawl["EndTime"])
        return event, {"--lakegen_crawl_id": crawl["CrawlId"], "--lakegen_crawler": source}
    if trigger.kind == "job":
        run = scenario.run(source)
        about = {"--lakegen_upstream_run_id": run, "--lakegen_upstream_job": source}
        return samples.job_state(source, "SUCCEEDED", now(), run), about
    if trigger.kind == "data_quality":
        gate, job = source, source.jobs[0]
        result = evaluation(scenario, gate.key, job, gate.score)
        about = {"--lakegen_data_quality_result_id": result, "--lakegen_upstream_job": job}
        return samples.gate_evaluated(gate.key, job, now(), gate.score, result=result), about
    if trigger.kind == "s3":
        key = f"{trigger.prefix}2026/a b.csv"
        return samples.object_created(source, key, now(), version=f"machine-{next(samples.VERSIONS)}"), {
            "--lakegen_object_key": key,
        }  # fmt: skip
    return matching(source), {}
