"""A small evaluator of IAM policies, for moto enforces none.

It knows the condition operators that data lakes use and raises ValueError for any other, so that a policy that it
cannot judge is never taken for granted.
"""

import fnmatch
import json

OPERATORS = {
    "StringEquals": lambda found, wanted: found == wanted,
    "StringLike": fnmatch.fnmatchcase,
    "ArnEquals": fnmatch.fnmatchcase,  # AWS: the same as ArnLike
    "ArnLike": fnmatch.fnmatchcase,
    "Bool": lambda found, wanted: found.lower() == wanted.lower(),
}


def listed(value):
    return value if isinstance(value, list) else [value]


def statements(policy):
    document = json.loads(policy) if isinstance(policy, str) else policy
    return listed(document["Statement"])


def word(value):
    """A value of a policy as AWS reads it: JSON's true is the word "true"."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def conditions_met(statement, context):
    """Whether every condition holds. A key that the request does not carry fails its condition, as on AWS."""
    carried = {key.lower(): value for key, value in ({"aws:SecureTransport": "true"} | context).items()}
    for operator, keys in (statement.get("Condition") or {}).items():
        if operator not in OPERATORS:
            raise ValueError(f"the proof cannot judge the condition operator {operator}")
        for key, wanted in keys.items():
            found = carried.get(key.lower())
            if found is None or not any(OPERATORS[operator](found, word(value)) for value in listed(wanted)):
                return False
    return True


def concerns(statement, action, resource):
    actions, resources = listed(statement.get("Action", [])), listed(statement.get("Resource", "*"))
    return any(fnmatch.fnmatchcase(action.lower(), each.lower()) for each in actions) and any(
        fnmatch.fnmatchcase(resource, each) for each in resources
    )


def names_principal(statement, service):
    principal = statement.get("Principal")
    if isinstance(principal, dict):
        return service in listed(principal.get("Service", [])) or "*" in listed(principal.get("AWS", []))
    return principal == "*"


def decide(found):
    """A deny wins; without an allow the answer is no."""
    effects = {statement["Effect"] for statement in found}
    return "Allow" in effects and "Deny" not in effects


def role_may(policies, action, resource, context=None):
    """Whether policies of a role, taken together, allow an action."""
    every = [statement for policy in policies for statement in statements(policy)]
    return decide([each for each in every if concerns(each, action, resource) and conditions_met(each, context or {})])


def service_may(policy, service, action, resource, context=None):
    """Whether a resource's own policy (JSON text, or None) lets an AWS service do something to it."""
    every = statements(policy) if policy else []
    return decide([
        each for each in every
        if names_principal(each, service) and concerns(each, action, resource) and conditions_met(each, context or {})
    ])  # fmt: skip
