"""A mutant: a template with one thing changed, and which part of the proof must notice."""

from collections.abc import Callable
from dataclasses import dataclass

EVENTS, EQUAL = "event path", "equality"


@dataclass(frozen=True)
class Mutant:
    name: str
    seen_by: str  # EVENTS or EQUAL, by itself
    change: Callable  # of a template, in place


def mutant(name, seen_by, into):
    """Registers a function that changes a template."""

    def register(change):
        into.append(Mutant(name, seen_by, change))
        return change

    return register


def one(template, kind, **named):
    """The properties of the only resource of a type that has these properties."""
    found = [
        resource["Properties"]
        for resource in template["Resources"].values()
        if resource["Type"] == kind and named.items() <= resource["Properties"].items()
    ]
    if len(found) != 1:
        raise LookupError(f"{len(found)} resources of {kind} with {named}: the mutant needs a new anchor")
    return found[0]


def logical(template, kind, **named):
    """The logical id of that resource."""
    properties = one(template, kind, **named)
    return next(key for key, resource in template["Resources"].items() if resource.get("Properties") is properties)


def statement(template, policy, sid):
    """A statement of a managed policy."""
    document = one(template, "AWS::IAM::ManagedPolicy", ManagedPolicyName=policy)["PolicyDocument"]
    [found] = [each for each in document["Statement"] if each["Sid"] == sid]
    return found


def permission(template, rule):
    """The logical id of the permission that lets a rule invoke its function, and its properties."""
    source = {"Fn::GetAtt": [logical(template, "AWS::Events::Rule", Name=rule), "Arn"]}
    [found] = [
        (key, resource["Properties"])
        for key, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Lambda::Permission" and resource["Properties"]["SourceArn"] == source
    ]
    return found
