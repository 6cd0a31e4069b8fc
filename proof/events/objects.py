"""Objects are created, and jobs follow, one run for each version of an object."""

from . import samples
from .scenario import OTHER_ACCOUNT


def misses(scenario, bucket, prefix, beside):
    """Events about objects that nobody waits for. `beside` are those who are woken by the folder itself."""
    created, send, now = samples.object_created, scenario.send, scenario.now
    key = f"{prefix}2026/a b.csv"
    if prefix:
        send(f"object outside {prefix}", created(bucket, "elsewhere/a.csv", now))
        send(f"object beside {prefix}", created(bucket, prefix.removesuffix("/") + "-beside/a.csv", now))
        send(f"the folder {prefix} itself", created(bucket, prefix, now), wakes=beside, about=set(beside))
    send(f"object below {prefix} of another bucket", created("someone-elses-bucket", key, now))
    send(f"object below {prefix} deleted", samples.object_deleted(bucket, key, now))
    send(f"{bucket} of another account", created(bucket, key, now, account=OTHER_ACCOUNT))


def play(scenario, bucket, prefix):
    created, send, now = samples.object_created, scenario.send, scenario.now
    key = f"{prefix}2026/a b.csv"
    every = [each for each in scenario.wanted.triggers if each.source == bucket and key.startswith(each.prefix)]
    jobs = tuple(each.starts for each in every if each.what == "job")
    misses(scenario, bucket, prefix, [each.starts for each in every])
    if not jobs:
        return
    event = created(bucket, key, now)
    about = {
        "--lakegen_object_key": key,
        "--lakegen_object_version": "v1",
        "--lakegen_trigger": "event",
        "--lakegen_event_id": event["id"],
    }
    send(f"object below {prefix}", event, starts=jobs, arguments=about)
    send(f"object below {prefix}, delivered again", event, wakes=jobs)
    newer = created(bucket, key, now, version="v2", sequencer="617f08299329d190")
    about = {"--lakegen_object_version": "v2"}
    send(f"object below {prefix}, twice at once", newer, jobs, jobs * 2, times=2, arguments=about)
