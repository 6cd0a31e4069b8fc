"""What a spec asks of its events: read from the file alone, by the naming rules that its documentation gives."""

from dataclasses import dataclass
from functools import cached_property

from ..aws import ACCOUNT_ID, REGION

EVERY_ALARM = ("crawler_failed", "job_failed", "job_timeout", "data_quality_failed", "dead_letter_not_empty")
KINDS = ("crawler", "job", "all_of", "s3", "schedule", "event_pattern", "on_demand")
LOSES_EVENTS = ("crawler", "job", "all_of")  # what waits for AWS Glue's own events, which get lost


@dataclass(frozen=True)
class Trigger:
    """What starts a job or a crawler. All names are physical."""

    starts: str
    kind: str  # one of KINDS but the last
    source: object  # the crawler, the job, the bucket, the schedule, the pattern; of all_of, pairs of kind and name
    prefix: str = ""
    what: str = "job"  # or crawler


@dataclass(frozen=True)
class Wanted:
    """The lake as far as events see it."""

    name: str
    crawlers: tuple
    jobs: tuple
    triggers: tuple
    alarms: frozenset
    gated: frozenset = frozenset()  # the jobs that evaluate data quality gates

    def triggered_by(self, kind, source, what="job"):
        """The jobs, or crawlers, that this alone starts."""
        found = [each for each in self.triggers if each.what == what]
        return tuple(each.starts for each in found if (each.kind, each.source) == (kind, source))

    @cached_property
    def gatherers(self):
        """The triggers that wait for several successes."""
        return tuple(each for each in self.triggers if each.kind == "all_of")

    @cached_property
    def listeners(self):
        """The triggers that have a pattern of the user's."""
        return tuple(each for each in self.triggers if each.kind == "event_pattern")


def wanted(spec):
    """The events that a spec wants handled: plain data, all scalars as text but those of event patterns."""

    def physical(key):
        return f"{spec['name']}-{key}".replace("_", "-")

    def bucket(key):
        imported = (spec["buckets"].get(key) or {}).get("import")
        return imported or f"{physical(key)}-{ACCOUNT_ID}-{REGION}"

    def source(kind, given):
        """The source of a trigger, and the prefix."""
        if kind == "s3":
            key, _, prefix = given.partition("/")
            return bucket(key), prefix
        if kind == "all_of":
            return tuple((kind, physical(key)) for upstream in given for kind, key in upstream.items()), ""
        return (physical(given) if kind in ("crawler", "job") else given), ""

    def triggers(what):
        for key, thing in (spec.get(f"{what}s") or {}).items():
            [kind] = set(KINDS) & set((thing or {}).get("trigger") or {"on_demand": True})
            if kind != "on_demand" and (what, kind) != ("crawler", "schedule"):  # Glue's own, no rule
                yield Trigger(physical(key), kind, *source(kind, thing["trigger"][kind]), what)

    alarms, jobs = spec.get("alarms") or {}, spec.get("jobs") or {}
    return Wanted(
        name=spec["name"],
        crawlers=tuple(physical(key) for key in spec.get("crawlers") or {}),
        jobs=tuple(physical(key) for key in jobs),
        triggers=(*triggers("job"), *triggers("crawler")),
        alarms=frozenset(alarms.get("when", EVERY_ALARM)),
        gated=frozenset(physical(key) for key, job in jobs.items() if (job or {}).get("data_quality")),
    )
