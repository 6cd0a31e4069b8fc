"""Crawlers change their states, and jobs follow: duplicates, late events, two at once and lost ones."""

from datetime import timedelta

from . import samples
from .scenario import OTHER_ACCOUNT, iso


def misses(scenario):
    """Events of things that are not this lake's."""
    now = scenario.now
    for label, event in (
        ("another crawler's Succeeded", samples.crawler_state("someone-elses-crawler", "Succeeded", now)),
        ("another crawler's Failed", samples.crawler_state("someone-elses-crawler", "Failed", now)),
        ("another job's SUCCEEDED", samples.job_state("someone-elses-job", "SUCCEEDED", now)),
        ("another job's FAILED", samples.job_state("someone-elses-job", "FAILED", now)),
    ):
        scenario.send(label, event)


def play(scenario, crawler):
    send, state, now = scenario.send, samples.crawler_state, scenario.now
    jobs = scenario.wanted.triggered_by("crawler", crawler)
    early = state(crawler, "Succeeded", now + timedelta(hours=1))
    send(f"{crawler} Succeeded, no crawl visible yet", early, wakes=jobs, fails=jobs, about=scenario.plain)
    send(f"{crawler} Started", state(crawler, "Started", now))
    send(f"{crawler} Failed", state(crawler, "Failed", now), tells=scenario.alarm("crawler_failed"))
    late = samples.crawler_not_started(crawler, now)
    send(f"{crawler} could not start", late, tells=scenario.alarm("crawler_failed"))
    shout = state(crawler, "Succeeded", now)
    shout["detail"]["state"] = "SUCCEEDED"
    send(f"{crawler} SUCCEEDED, in the wrong case", shout)
    send(f"{crawler} Succeeded in another account", state(crawler, "Succeeded", now, account=OTHER_ACCOUNT))
    if not jobs:
        return
    first = scenario.crawl(crawler)
    event = state(crawler, "Succeeded", first["EndTime"])
    about = {
        "--lakegen_crawl_id": first["CrawlId"],
        "--lakegen_crawler": crawler,
        "--lakegen_crawl_started_at": iso(first["StartTime"]),
        "--lakegen_crawl_completed_at": iso(first["EndTime"]),
        "--lakegen_trigger": "event",
        "--lakegen_event_id": event["id"],
    }
    send(f"{crawler} Succeeded", event, starts=jobs, arguments=about)
    send(f"{crawler} Succeeded, delivered again", event, wakes=jobs)
    again = state(crawler, "Succeeded", first["EndTime"])
    send(f"{crawler} Succeeded, published again", again, wakes=jobs)
    newer = state(crawler, "Succeeded", first["EndTime"] + timedelta(hours=1))
    send(f"{crawler} Succeeded, its crawl not yet visible", newer, wakes=jobs, fails=jobs)
    scenario.reconcile(jobs, starts=(), label="everything was processed")
    second = scenario.crawl(crawler)
    event, about = state(crawler, "Succeeded", second["EndTime"]), {"--lakegen_crawl_id": second["CrawlId"]}
    send(f"{crawler} Succeeded, twice at once", event, jobs, jobs * 2, times=2, arguments=about)
    late = state(crawler, "Succeeded", first["EndTime"])
    send(f"{crawler} Succeeded, late by one crawl", late, wakes=jobs)
    lost = {"--lakegen_crawl_id": scenario.crawl(crawler)["CrawlId"], "--lakegen_trigger": "reconcile"}
    scenario.reconcile(jobs, starts=jobs, label=f"the event of {crawler} was lost", arguments=lost)
