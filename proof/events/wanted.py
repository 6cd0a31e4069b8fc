"""What a spec asks of its events: read from the file alone, by the naming rules that its documentation gives."""

from dataclasses import dataclass
from functools import cached_property

from ..aws import ACCOUNT_ID, REGION

EVERY_ALARM = ("crawler_failed", "job_failed", "job_timeout", "data_quality_failed", "dead_letter_not_empty")
KINDS = ("crawler", "job", "all_of", "s3", "schedule", "data_quality", "event_pattern", "on_demand")
LOSES_EVENTS = ("crawler", "job", "all_of", "data_quality")  # what waits for AWS Glue's own events, which get lost


@dataclass(frozen=True)
class Trigger:
    """What starts a job or a crawler. All names are physical."""

    starts: str
    kind: str  # one of KINDS but the last
    source: object  # the crawler, job, bucket, schedule, pattern or Gate; of all_of, pairs of kind and name
    prefix: str = ""
    what: str = "job"  # or crawler
    via: str = "lambda"  # or step_functions


@dataclass(frozen=True)
class Gate:
    """What data has to pass: the key in the spec, the jobs that evaluate it, and the least score."""

    key: str
    jobs: tuple
    score: float


@dataclass(frozen=True)
class Wanted:
    """The lake as far as events see it."""

    name: str
    crawlers: tuple
    jobs: tuple
    triggers: tuple
    alarms: frozenset
    gates: tuple = ()
    key: str = "create"  # the KMS key, as the spec says it: the ARN of one that exists already, or a word

    def triggered_by(self, kind, source, what="job"):
        """The jobs, or crawlers, that functions start when this alone has happened."""
        found = [each for each in self.triggers if each.what == what and each.via == "lambda"]
        return tuple(each.starts for each in found if (each.kind, each.source) == (kind, source))

    @cached_property
    def gatherers(self):
        """The triggers that wait for several successes."""
        return tuple(each for each in self.triggers if each.kind == "all_of")

    @cached_property
    def listeners(self):
        """The triggers that have a pattern of the user's."""
        return tuple(each for each in self.triggers if each.kind == "event_pattern" and each.via == "lambda")

    @cached_property
    def machines(self):
        """The triggers of state machines."""
        return tuple(each for each in self.triggers if each.via == "step_functions")


def wanted(spec):
    """The events that a spec wants handled: plain data, all scalars as text but those of event patterns."""

    def physical(key):
        return f"{spec['name']}-{key}".replace("_", "-")

    def bucket(key):
        imported = (spec["buckets"].get(key) or {}).get("import")
        return imported or f"{physical(key)}-{ACCOUNT_ID}-{REGION}"

    def gate(key):
        evaluating = [physical(name) for name, job in jobs.items() if key in ((job or {}).get("data_quality") or [])]
        return Gate(key, tuple(evaluating), float((spec["data_quality"][key] or {}).get("minimum_score", 1)))

    def source(kind, given):
        """The source of a trigger, and the prefix."""
        if kind == "s3":
            key, _, prefix = given.partition("/")
            return bucket(key), prefix
        if kind == "data_quality":
            return gate(given), ""
        if kind == "all_of":
            return tuple((kind, physical(key)) for upstream in given for kind, key in upstream.items()), ""
        return (physical(given) if kind in ("crawler", "job") else given), ""

    def triggers(what):
        for key, thing in (spec.get(f"{what}s") or {}).items():
            given = (thing or {}).get("trigger") or {"on_demand": True}
            [kind], via = set(KINDS) & set(given), given.get("via", "lambda")
            by_glue = via == "glue_workflow" or (what, kind) == ("crawler", "schedule")  # no event of EventBridge
            if kind != "on_demand" and not by_glue:
                yield Trigger(physical(key), kind, *source(kind, given[kind]), what, via)

    alarms, jobs = spec.get("alarms") or {}, spec.get("jobs") or {}
    return Wanted(
        name=spec["name"],
        crawlers=tuple(physical(key) for key in spec.get("crawlers") or {}),
        jobs=tuple(physical(key) for key in jobs),
        triggers=(*triggers("job"), *triggers("crawler")),
        alarms=frozenset(alarms.get("when", EVERY_ALARM)),
        gates=tuple(gate(key) for key in spec.get("data_quality") or {}),
        key=(spec.get("encryption") or {}).get("kms_key", "create"),
    )
