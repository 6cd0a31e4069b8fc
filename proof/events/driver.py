"""Plays EventBridge: matches an event, follows the targets, and runs what they lead to."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from .. import handler
from .iam import role_may, service_may
from .wiring import constant_input, from_source, job_arn

# What the handler may call, as IAM sees it: (action, the kind of resource, the parameter that names it).
CALLS = {
    "ListCrawls": ("glue:ListCrawls", "crawler", "CrawlerName"),
    "GetJobRuns": ("glue:GetJobRuns", "job", "JobName"),
    "StartJobRun": ("glue:StartJobRun", "job", "JobName"),
}


@dataclass
class Delivery:
    """What came of an event."""

    woken: list = field(default_factory=list)  # JOB_NAME of each function that was invoked
    told: list = field(default_factory=list)  # topics that were published to
    errors: list = field(default_factory=list)  # of functions
    started: list = field(default_factory=list)  # (job, run)


class Driver:
    def __init__(self, deployed, findings):
        self.deployed, self.findings = deployed, findings
        self._slots = {
            arn: threading.Semaphore(function.concurrency or 100) for arn, function in deployed.functions.items()
        }

    def send(self, event, times=1):
        """Delivers an event, as often as wanted at the same time, to every enabled rule that it matches."""
        rules = [rule for rule in self.deployed.rules if rule.enabled and rule.matches(event)]
        return self._observed(lambda delivery: self._fan_out(rules, event, times, delivery))

    def tick(self, rule, event, times=1):
        """Delivers what a scheduled rule sends."""
        rules = [rule] if rule.enabled else []
        return self._observed(lambda delivery: self._fan_out(rules, event, times, delivery))

    def _observed(self, act):
        delivery, before = Delivery(), self.deployed.job_runs()
        act(delivery)
        delivery.started = [(key[0], run) for key, run in self.deployed.job_runs().items() if key not in before]
        return delivery

    def _fan_out(self, rules, event, times, delivery):
        every = [(rule, target) for rule in rules for target in rule.targets] * times
        with ThreadPoolExecutor(max(1, len(every))) as pool:
            for done in [pool.submit(self._deliver, rule, target, event, delivery) for rule, target in every]:
                done.result()

    def _deliver(self, rule, target, event, delivery):
        service, payload = target["Arn"].split(":")[2], constant_input(target) or event
        if service == "lambda":
            self._invoke(rule, target, payload, delivery)
        elif service == "sns":
            self._publish(rule, target, delivery)
        else:
            self.findings.check(False, f"rule {rule.name}: the proof cannot follow a target of {service}")

    def _publish(self, rule, target, delivery):
        """EventBridge assumes the target's role; without one, the topic's policy must let it in unconditionally."""
        arn, topic = target["Arn"], self.deployed.topic(target["Arn"])
        if "RoleArn" not in target:
            may = service_may(topic["Policy"], "events.amazonaws.com", "sns:Publish", arn)
            self.findings.check(may, f"rule {rule.name}: the topic's policy does not let EventBridge publish")
        else:
            name = target["RoleArn"].rsplit("/", 1)[1]
            role = self.deployed.account.client("iam").get_role(RoleName=name)["Role"]
            trust, source = role["AssumeRolePolicyDocument"], from_source(rule.arn)
            may = service_may(trust, "events.amazonaws.com", "sts:AssumeRole", role["Arn"], source)
            self.findings.check(may, f"rule {rule.name}: may not assume its role {name}")
            policies = self.deployed.role_policies(name)
            may = role_may(policies, "sns:Publish", arn)
            self.findings.check(may, f"rule {rule.name}: its role {name} may not publish to {arn}")
            key, via = topic.get("KmsMasterKeyId"), f"sns.{self.deployed.account.region}.amazonaws.com"
            for action in ("kms:GenerateDataKey", "kms:Decrypt") if key else ():
                may = may and role_may(policies, action, key, {"kms:ViaService": via})
                self.findings.check(may, f"rule {rule.name}: its role {name} may not {action} for the topic")
        if may:
            delivery.told.append(arn.rsplit(":", 1)[1])

    def _invoke(self, rule, target, event, delivery):
        """Runs the function, if its policy lets this very rule in. EventBridge sends no source account to Lambda."""
        function = self.deployed.functions.get(target["Arn"])
        if not self.findings.check(function, f"rule {rule.name}: its target {target['Arn']} does not exist"):
            return
        who = {"aws:SourceArn": rule.arn}
        may = service_may(function.policy, "events.amazonaws.com", "lambda:InvokeFunction", function.arn, who)
        if not self.findings.check(may, f"rule {rule.name}: the policy of {function.name} does not let it in"):
            return
        variables = function.configuration.get("Environment", {}).get("Variables", {})
        with self._slots[function.arn]:
            outcome = handler.invoke(
                function.code, function.name, function.configuration["Handler"], variables, event,
                self.deployed.account.environment(), function.configuration["Timeout"],
            )  # fmt: skip
        delivery.woken.append(variables.get("JOB_NAME"))
        if outcome.error:
            delivery.errors.append(outcome.error)
        self._check_calls(function, outcome.calls)

    def _check_calls(self, function, calls):
        """The function's role allows every call that its handler made, and runs queue up behind an active one."""
        policies = self.deployed.role_policies(function.role)
        for service, operation, parameters in calls:
            known = service == "glue" and operation in CALLS
            if not self.findings.check(known, f"function {function.name}: unexpected call {service}:{operation}"):
                continue
            action, kind, parameter = CALLS[operation]
            arn = job_arn(self.deployed, parameters[parameter]).replace(":job/", f":{kind}/")
            self.findings.check(
                role_may(policies, action, arn),
                f"function {function.name}: its role {function.role} may not {action} on {arn}",
            )
            if operation == "StartJobRun":
                queued = parameters.get("JobRunQueuingEnabled") is True
                self.findings.check(queued, f"function {function.name}: starts runs without JobRunQueuingEnabled")
