"""Mends of moto's Amazon EventBridge."""

import fnmatch
import json

import moto.awslambda.models as functions
from moto.events.models import Rule
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from .core import note
from .mend import mend


def permitted(function, rule_arn):
    """Whether the function's own policy lets this rule invoke it. EventBridge sends no source account."""
    for statement in function.policy.statements:
        principal = statement.get("Principal")
        principal = principal.get("Service") if isinstance(principal, dict) else principal
        every = (statement.get("Condition") or {}).values()
        conditions = [(key.lower(), value) for condition in every for key, value in condition.items()]
        met = all(key == "aws:sourcearn" and fnmatch.fnmatchcase(rule_arn, value) for key, value in conditions)
        if principal == "events.amazonaws.com" and met:
            return True
    return False


def call(rule, target, event):
    """Invokes a Lambda target. What cannot be delivered goes to the target's dead-letter queue, if it has one."""
    _, _, _, region, account, *_ = target["Arn"].split(":")
    backend, failed = functions.lambda_backends[account][region], {}
    try:
        if not permitted(backend.get_function(target["Arn"]), rule.arn):
            raise PermissionError("no resource-based policy allows lambda:InvokeFunction")
    except Exception as error:  # whatever moto raises for a function that is not there
        note("DELIVERY FAILED:", rule.name, repr(error))
        queue = (target.get("DeadLetterConfig") or {}).get("Arn")
        if queue:
            _, _, _, region, account, name = queue.split(":")
            sqs_backends[account][region].send_message(name, json.dumps(event))
        return
    backend.invoke(target["Arn"], None, json.dumps(event), {}, failed)


@mend(
    "events",
    "PutEvents reaches SNS targets, and Lambda targets whose policy lets the rule in; else the dead-letter queue; "
    "nothing of a disabled rule (moto: NotImplementedError; a disabled rule delivers)",
)
def _deliver():
    plain = Rule.send_to_targets

    def send_to_targets(self, original_event, transform_input=True):
        if self.state != "ENABLED" or not self.event_pattern.matches_event(original_event):
            return
        others = []
        for target in self.targets:
            service = target["Arn"].split(":")[2]
            event = {key: value for key, value in original_event.items() if key != "ingestion-time"}
            if target.get("Input"):
                event = json.loads(target["Input"])
            if service == "lambda":
                call(self, target, event)
            elif service == "sns":
                _, _, _, region, account, _ = target["Arn"].split(":")
                sns_backends[account][region].publish(message=json.dumps(event), arn=target["Arn"])
            else:
                others.append(target)
        if others:
            everything, self.targets = self.targets, others
            try:
                plain(self, original_event, transform_input)
            finally:
                self.targets = everything

    Rule.send_to_targets = send_to_targets
