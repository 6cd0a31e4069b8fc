"""What becomes of one event at one target: permissions on the way, and what runs at its end."""

import json
import threading
from dataclasses import dataclass, field

from .. import handler
from .calls import CALLS, needed
from .iam import role_may, service_may
from .state_machine import execute, trusts
from .wiring import constant_input

POLLING = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")


@dataclass
class Delivery:
    """What came of an event."""

    woken: list = field(default_factory=list)  # what each function that was invoked starts
    told: list = field(default_factory=list)  # topics that were published to
    errors: list = field(default_factory=list)  # of functions: (what it starts, error)
    started: list = field(default_factory=list)  # (job, run)
    crawled: list = field(default_factory=list)  # crawlers of which a crawl has begun


class Carrier:
    """Hands events over to targets, and checks each permission that this takes."""

    def __init__(self, deployed, findings):
        self.deployed, self.findings = deployed, findings
        self._slots = {
            arn: threading.Semaphore(function.concurrency or 100) for arn, function in deployed.functions.items()
        }

    def carry(self, rule, target, event, delivery):
        service, payload = target["Arn"].split(":")[2], constant_input(target) or event
        if service == "lambda":
            self._invoke(rule, target, payload, delivery)
        elif service == "sqs":
            self._enqueue(rule, target, payload, delivery)
        elif service == "states":
            self._execute(rule, target, payload, delivery)
        elif service == "sns":
            self._publish(rule, target, delivery)
        else:
            self.findings.check(False, f"rule {rule.name}: the proof cannot follow a target of {service}")

    def _assume(self, rule, target):
        """The policies of the role that EventBridge assumes for a target, which must trust this very rule."""
        name = target["RoleArn"].rsplit("/", 1)[1]
        may = trusts(self.deployed, name, "events.amazonaws.com", rule.arn)
        self.findings.check(may, f"rule {rule.name}: may not assume its role {name}")
        return self.deployed.role_policies(name)

    def _publish(self, rule, target, delivery):
        """EventBridge assumes the target's role; without one, the topic's policy must let it in unconditionally."""
        arn, topic = target["Arn"], self.deployed.topic(target["Arn"])
        if "RoleArn" not in target:
            may = service_may(topic["Policy"], "events.amazonaws.com", "sns:Publish", arn)
            self.findings.check(may, f"rule {rule.name}: the topic's policy does not let EventBridge publish")
        else:
            policies = self._assume(rule, target)
            may = role_may(policies, "sns:Publish", arn)
            self.findings.check(may, f"rule {rule.name}: its role may not publish to {arn}")
            key, via = topic.get("KmsMasterKeyId"), f"sns.{self.deployed.account.region}.amazonaws.com"
            for action in ("kms:GenerateDataKey", "kms:Decrypt") if key else ():
                may = may and role_may(policies, action, key, {"kms:ViaService": via})
                self.findings.check(may, f"rule {rule.name}: its role may not {action} for the topic")
        if may:
            delivery.told.append(arn.rsplit(":", 1)[1])

    def _execute(self, rule, target, event, delivery):
        """Starts an execution with the role of the target."""
        may = role_may(self._assume(rule, target), "states:StartExecution", target["Arn"])
        if self.findings.check(may, f"rule {rule.name}: its role may not start executions of {target['Arn']}"):
            delivery.woken.append(execute(self.deployed, target["Arn"], event, self.findings))

    def _enqueue(self, rule, target, event, delivery):
        """A message in a queue, which Lambda polls with the function's role. (That the rule may send: wiring.py.)"""
        arn, mapping = target["Arn"], self.deployed.mappings.get(target["Arn"])
        function = mapping and self.deployed.functions.get(mapping["FunctionArn"])
        if not self.findings.check(function, f"rule {rule.name}: nothing polls its queue {arn}"):
            return
        policies = self.deployed.role_policies(function.role)
        key, via = self.deployed.queue(arn).get("KmsMasterKeyId"), f"sqs.{self.deployed.account.region}.amazonaws.com"
        may = [self.findings.check(mapping["State"] == "Enabled", f"function {function.name}: does not poll {arn}")]
        for action in POLLING:
            may.append(role_may(policies, action, arn))
            self.findings.check(may[-1], f"function {function.name}: its role may not {action} on {arn}")
        if key:
            may.append(role_may(policies, "kms:Decrypt", key, {"kms:ViaService": via}))
            self.findings.check(may[-1], f"function {function.name}: its role may not decrypt what is in {arn}")
        if all(may):
            message = {"messageId": event.get("id", "1"), "body": json.dumps(event), "eventSourceARN": arn}
            self._run(function, {"Records": [message]}, delivery)

    def _invoke(self, rule, target, event, delivery):
        """Runs the function, if its policy lets this very rule in. EventBridge sends no source account to Lambda."""
        function = self.deployed.functions.get(target["Arn"])
        if not self.findings.check(function, f"rule {rule.name}: its target {target['Arn']} does not exist"):
            return
        who = {"aws:SourceArn": rule.arn}
        may = service_may(function.policy, "events.amazonaws.com", "lambda:InvokeFunction", function.arn, who)
        if self.findings.check(may, f"rule {rule.name}: the policy of {function.name} does not let it in"):
            self._run(function, event, delivery)

    def _run(self, function, event, delivery):
        with self._slots[function.arn]:
            outcome = handler.invoke(
                function.code, function.name, function.configuration["Handler"], function.variables, event,
                self.deployed.account.environment(), function.configuration["Timeout"],
            )  # fmt: skip
        delivery.woken.append(function.starts)
        if outcome.error:
            delivery.errors.append((function.starts, outcome.error))
        self._check_calls(function, outcome.calls)

    def _check_calls(self, function, calls):
        """The function's role allows every call that its handler made, and runs queue up behind an active one."""
        policies = self.deployed.role_policies(function.role)
        for service, operation, parameters in calls:
            known = service == "glue" and operation in CALLS
            if not self.findings.check(known, f"function {function.name}: unexpected call {service}:{operation}"):
                continue
            action, arn = needed(self.deployed, operation, parameters)
            self.findings.check(
                role_may(policies, action, arn),
                f"function {function.name}: its role {function.role} may not {action} on {arn}",
            )
            if operation == "StartJobRun":
                queued = parameters.get("JobRunQueuingEnabled") is True
                self.findings.check(queued, f"function {function.name}: starts runs without JobRunQueuingEnabled")
