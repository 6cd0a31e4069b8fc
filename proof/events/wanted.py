"""What a spec asks of its events: read from the file alone, by the naming rules that its documentation gives."""

from dataclasses import dataclass

from ..aws import ACCOUNT_ID, REGION

EVERY_ALARM = ("crawler_failed", "job_failed", "job_timeout", "dead_letter_not_empty")


@dataclass(frozen=True)
class Trigger:
    """What starts a job. All names are physical."""

    job: str
    kind: str  # crawler, job, s3 or schedule
    source: str  # the crawler, the upstream job, the bucket, or the schedule expression
    prefix: str = ""


@dataclass(frozen=True)
class Wanted:
    """The lake as far as events see it."""

    name: str
    crawlers: tuple
    jobs: tuple
    triggers: tuple
    alarms: frozenset

    def triggered_by(self, kind, source):
        return tuple(trigger.job for trigger in self.triggers if (trigger.kind, trigger.source) == (kind, source))


def wanted(spec):
    """The events that a spec (plain data, all scalars as text) wants handled."""

    def physical(key):
        return f"{spec['name']}-{key}".replace("_", "-")

    def bucket(key):
        imported = (spec["buckets"].get(key) or {}).get("import")
        return imported or f"{physical(key)}-{ACCOUNT_ID}-{REGION}"

    def trigger(job, given):
        if "schedule" in given:
            return Trigger(job, "schedule", given["schedule"])
        if "s3" in given:
            key, _, prefix = given["s3"].partition("/")
            return Trigger(job, "s3", bucket(key), prefix)
        [kind] = {"crawler", "job"} & set(given)
        return Trigger(job, kind, physical(given[kind]))

    jobs = spec.get("jobs") or {}
    alarms = spec.get("alarms") or {}
    return Wanted(
        name=spec["name"],
        crawlers=tuple(physical(key) for key in spec.get("crawlers") or {}),
        jobs=tuple(physical(key) for key in jobs),
        triggers=tuple(trigger(physical(key), job["trigger"]) for key, job in jobs.items() if job.get("trigger")),
        alarms=frozenset(alarms.get("when", EVERY_ALARM)),
    )
