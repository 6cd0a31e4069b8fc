"""What must hold of every rule, function and alarm before any event comes: permissions, dead letters, keys."""

import json

from ..aws import ACCOUNT_ID
from .iam import role_may, service_may
from .wanted import LOSES_EVENTS


def check(deployed, wanted, findings):
    for rule in deployed.rules:
        check_rule(deployed, rule, wanted, findings)
    for function in deployed.functions.values():
        check_function(deployed, function, wanted, findings)
    check_names(deployed, wanted, findings)
    check_schedules(deployed, wanted, findings)
    check_buckets(deployed, wanted, findings)
    check_alarms(deployed, wanted, findings)


def from_source(arn):
    return {"aws:SourceArn": arn, "aws:SourceAccount": ACCOUNT_ID}


def check_queue(deployed, arn, rule, wanted, findings):
    """What a rule sends to a queue arrives: it exists, lets this rule send, and its key lets EventBridge encrypt."""
    queue = deployed.queue(arn)
    if not findings.check(queue is not None, f"rule {rule.name}: its queue {arn} does not exist"):
        return
    may = service_may(queue.get("Policy"), "events.amazonaws.com", "sqs:SendMessage", arn, from_source(rule.arn))
    findings.check(may, f"rule {rule.name}: the policy of {arn} does not let it send")
    check_key(deployed, queue.get("KmsMasterKeyId"), "events.amazonaws.com", rule.arn, wanted, findings)


def check_key(deployed, key, service, source, wanted, findings):
    """If something is encrypted with a customer's key, the key's policy must let the service that writes use it.

    The policy of a key that existed before is its owner's."""
    if not key or key == wanted.key:
        return
    if not findings.check("key/" in key, f"{source}: {service} cannot write to what is encrypted with {key}"):
        return
    for action in ("kms:GenerateDataKey", "kms:Decrypt"):
        may = service_may(deployed.key_policy(key), service, action, key, from_source(source))
        findings.check(may, f"{source}: the policy of its key does not let {service} do {action}")


def check_rule(deployed, rule, wanted, findings):
    findings.check(rule.enabled, f"rule {rule.name} is disabled")
    findings.check(rule.targets or is_counted(deployed, rule), f"rule {rule.name} has no target, and no alarm")
    findings.check(bool(rule.pattern) != bool(rule.schedule), f"rule {rule.name} needs a pattern or a schedule")
    for target in rule.targets:
        if target["Arn"].split(":")[2] == "sqs":
            check_queue(deployed, target["Arn"], rule, wanted, findings)
        queue = (target.get("DeadLetterConfig") or {}).get("Arn")
        if findings.check(bool(queue), f"rule {rule.name}: its target {target['Id']} has no dead-letter queue"):
            check_queue(deployed, queue, rule, wanted, findings)


def is_counted(deployed, rule):
    """Whether an alarm watches how often a rule matches."""
    alarms = deployed.account.pages("cloudwatch", "describe_alarms", "MetricAlarms")
    wanted = {"Name": "RuleName", "Value": rule.name}
    return any(each.get("Namespace") == "AWS/Events" and wanted in each["Dimensions"] for each in alarms)


def check_function(deployed, function, wanted, findings):
    """The code is the uploaded code; failures are kept; the role may start what the function is for and nothing else.

    One that starts a job looks up and starts, so it has to be alone. A crawler refuses a second start itself.
    """
    name, configuration = function.name, function.configuration
    findings.check(function.code_is_intact, f"function {name}: CodeSha256 is not that of the deployed zip")
    alone = function.concurrency == 1 or "JOB_NAME" not in function.variables
    findings.check(alone, f"function {name}: reserved concurrency {function.concurrency}, not 1")
    policies = deployed.role_policies(function.role)
    letters = configuration.get("DeadLetterConfig", {}).get("TargetArn", "")
    if findings.check(deployed.queue(letters) is not None, f"function {name}: its dead-letter queue does not exist"):
        may = role_may(policies, "sqs:SendMessage", letters)
        findings.check(may, f"function {name}: its role may not send to its dead-letter queue")
    group = configuration.get("LoggingConfig", {}).get("LogGroup", f"/aws/lambda/{name}")
    groups = deployed.account.client("logs").describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    findings.check(any(each["logGroupName"] == group for each in groups), f"function {name}: no log group {group}")
    stream = f"arn:aws:logs:{deployed.account.region}:{ACCOUNT_ID}:log-group:{group}:log-stream:1"
    findings.check(role_may(policies, "logs:PutLogEvents", stream), f"function {name}: its role may not write its log")
    own = function.starts
    for action, kind, names in (
        ("glue:StartJobRun", "job", wanted.jobs), ("glue:StartCrawler", "crawler", wanted.crawlers)
    ):  # fmt: skip
        for other in {*names, f"{own}-other", f"someone-elses-{kind}"} - {own}:
            may = role_may(policies, action, glue_arn(deployed, kind, other))
            findings.check(not may, f"function {name}: its role may start {other}, which is not its {kind}")


def glue_arn(deployed, kind, name):
    return f"arn:aws:glue:{deployed.account.region}:{ACCOUNT_ID}:{kind}/{name}"


def check_names(deployed, wanted, findings):
    """The crawlers and jobs of the spec are there, by the names that its documentation promises, and no others."""
    glue = deployed.account.client("glue")
    found = {crawler["Name"] for crawler in deployed.account.pages("glue", "get_crawlers", "Crawlers")}
    findings.check(found == set(wanted.crawlers), f"crawlers {sorted(found)}, wanted {sorted(wanted.crawlers)}")
    found = set(glue.list_jobs(MaxResults=1000)["JobNames"])
    findings.check(found == set(wanted.jobs), f"jobs {sorted(found)}, wanted {sorted(wanted.jobs)}")


def check_schedules(deployed, wanted, findings):
    """The schedules of the spec, and an hourly reconcile for each trigger whose events AWS may lose."""
    found = sorted(rule.schedule for rule in deployed.rules if rule.schedule)
    hourly = ["rate(1 hour)" for trigger in wanted.triggers if trigger.kind in LOSES_EVENTS]
    expected = sorted([trigger.source for trigger in wanted.triggers if trigger.kind == "schedule"] + hourly)
    findings.check(found == expected, f"scheduled rules {found}, wanted {expected}")


def check_buckets(deployed, wanted, findings):
    """A bucket whose objects start jobs hands its events to EventBridge."""
    s3 = deployed.account.client("s3")
    for trigger in wanted.triggers:
        if trigger.kind == "s3":
            found = s3.get_bucket_notification_configuration(Bucket=trigger.source)
            findings.check("EventBridgeConfiguration" in found, f"bucket {trigger.source} sends EventBridge nothing")


def check_alarms(deployed, wanted, findings):
    """Each function's dead letters raise an alarm that may publish to its topic."""
    alarms = deployed.account.pages("cloudwatch", "describe_alarms", "MetricAlarms")
    watched = {dimension["Value"] for alarm in alarms for dimension in alarm["Dimensions"]}
    if "dead_letter_not_empty" in wanted.alarms:
        for function in deployed.functions.values():
            queue = function.configuration.get("DeadLetterConfig", {}).get("TargetArn", "").rsplit(":", 1)[-1]
            findings.check(queue in watched, f"function {function.name}: no alarm watches its dead letters in {queue}")
    for alarm in alarms:
        for arn in (
            findings.check(alarm["AlarmActions"], f"alarm {alarm['AlarmName']} tells nobody") and alarm["AlarmActions"]
        ):
            topic, source = deployed.topic(arn), alarm["AlarmArn"]
            may = service_may(topic["Policy"], "cloudwatch.amazonaws.com", "sns:Publish", arn, from_source(source))
            findings.check(may, f"alarm {alarm['AlarmName']}: the topic's policy does not let it publish")
            check_key(deployed, topic.get("KmsMasterKeyId"), "cloudwatch.amazonaws.com", source, wanted, findings)


def constant_input(target):
    """The constant that a target is sent instead of the event, or None."""
    return json.loads(target["Input"]) if target.get("Input") else None
