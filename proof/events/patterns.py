"""Events that match patterns of the user's: each is one run, which is told what it is about."""

import json

from . import samples
from .scenario import now


def play(scenario, trigger):
    job, event = trigger.starts, matching(trigger.source)
    about = {
        "--lakegen_event_id": event["id"],
        "--lakegen_event_source": event["source"],
        "--lakegen_event_detail_type": event["detail-type"],
        "--lakegen_trigger": "event",
    }
    # That it wakes and starts the job, and others that listen, is what `send` expects of every event.
    scenario.send(f"{job}: an event of its pattern", event, arguments=about, tells=None, about=scenario.plain)
    scenario.send(f"{job}: the event, delivered again", event, tells=None, about=scenario.plain)
    scenario.findings.check((job, event["id"]) in scenario.heard, f"{job}: {event} does not match its pattern")
    twice = matching(trigger.source)
    scenario.send(f"{job}: an event, twice at once", twice, times=2, tells=None, about=scenario.plain)
    foreign = matching(trigger.source) | {"source": "someone.else", "detail-type": "Something Else"}
    scenario.send(f"{job}: an event from elsewhere", foreign, tells=None, about=scenario.plain)


def matching(pattern):
    """An event that a pattern of the usual operators matches."""
    found = example(pattern)
    event = samples.envelope(found.get("source", "a.source"), found.get("detail-type", "A Type"), {}, now())
    return json.loads(json.dumps(event | found))


def example(pattern):
    """A value for each field of a pattern; of alternatives, the first."""
    found = {}
    for name, wanted in pattern.items():
        if name == "$or":
            found |= example(wanted[0])
        elif isinstance(wanted, dict):
            found[name] = example(wanted)
        elif wanted[0] != {"exists": False}:
            found[name] = value(wanted[0])
    return found


def value(wanted):
    """A value that one alternative of a field takes."""
    if not isinstance(wanted, dict):
        return wanted
    [(operator, operand)] = wanted.items()
    if isinstance(operand, dict):  # {"prefix": {"equals-ignore-case": "a"}}
        [operand] = operand.values()
    if operator == "numeric":
        return number(dict(zip(operand[::2], operand[1::2], strict=True)))
    return {
        "prefix": lambda: f"{operand}x",
        "suffix": lambda: f"x{operand}",
        "wildcard": lambda: operand.replace("*", "x"),
        "equals-ignore-case": lambda: operand.upper(),
        "anything-but": lambda: "something else",
        "exists": lambda: "something",
        "cidr": lambda: operand.split("/")[0],
    }[operator]()


def number(bounds):
    if "=" in bounds:
        return bounds["="]
    low, high = bounds.get(">", bounds.get(">=")), bounds.get("<", bounds.get("<="))
    if low is not None and high is not None:
        return (low + high) / 2
    return low + 1 if low is not None else high - 1
