"""The deployment as the event path sees it, read back once through the services' APIs."""

import base64
import functools
import hashlib
import json
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rule:
    name: str
    arn: str
    pattern: str | None
    schedule: str | None
    enabled: bool
    targets: list

    def matches(self, event):
        """moto's matcher agreed with AWS's own event-ruler on each of 143 pairs of pattern and event."""
        from moto.events.models import EventPattern

        return bool(self.pattern) and EventPattern.load(self.pattern).matches_event(event)


@dataclass(frozen=True)
class Function:
    name: str
    arn: str
    configuration: dict
    policy: str | None  # who may invoke it
    code: bytes
    concurrency: int | None

    @property
    def variables(self):
        return self.configuration.get("Environment", {}).get("Variables", {})

    @property
    def starts(self):
        """The job or the crawler that it is there for."""
        return self.variables.get("JOB_NAME") or self.variables.get("START_CRAWLER")

    @property
    def role(self):
        return self.configuration["Role"].rsplit("/", 1)[1]

    @property
    def code_is_intact(self):
        return base64.b64encode(hashlib.sha256(self.code).digest()).decode() == self.configuration["CodeSha256"]


@dataclass(eq=False)
class Deployed:
    """Rules and functions of one account, and look-ups of what they lead to."""

    account: object
    rules: list = field(default_factory=list)
    functions: dict = field(default_factory=dict)  # by ARN
    mappings: dict = field(default_factory=dict)  # the event source mapping of a queue, by the queue's ARN

    @functools.cache  # noqa: B019 - lives as long as its proof
    def role_policies(self, role):
        return role_policies(self.account, role)

    @functools.cache  # noqa: B019
    def machine(self, arn):
        return self.account.client("stepfunctions").describe_state_machine(stateMachineArn=arn)

    def runs_job(self, arn):
        """The job that a state machine runs, or None."""
        states = json.loads(self.machine(arn)["definition"])["States"].values()
        return next((each["Arguments"]["JobName"] for each in states if "startJobRun" in each.get("Resource", "")), None)

    @functools.cache  # noqa: B019
    def queue(self, arn):
        """The attributes of a queue, or None if there is none."""
        sqs = self.account.client("sqs")
        try:
            url = sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[1])["QueueUrl"]
        except sqs.exceptions.QueueDoesNotExist:
            return None
        return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]

    @functools.cache  # noqa: B019
    def topic(self, arn):
        return self.account.client("sns").get_topic_attributes(TopicArn=arn)["Attributes"]

    @functools.cache  # noqa: B019
    def key_policy(self, key):
        return self.account.client("kms").get_key_policy(KeyId=key, PolicyName="default")["Policy"]

    @functools.cached_property
    def jobs(self):
        """The names of all jobs: an event starts them, it makes none."""
        return [job["Name"] for job in self.account.pages("glue", "get_jobs", "Jobs")]

    @functools.cached_property
    def crawlers(self):
        """The names of all crawlers."""
        return [crawler["Name"] for crawler in self.account.pages("glue", "get_crawlers", "Crawlers")]

    def job_runs(self):
        """Every run of every job by (job, run id)."""
        return {
            (job, run["Id"]): run
            for job in self.jobs
            for run in self.account.pages("glue", "get_job_runs", "JobRuns", JobName=job)
        }

    def crawls(self):
        """Every crawl of every crawler, as (crawler, crawl id)."""
        return {
            (crawler, crawl["CrawlId"])
            for crawler in self.crawlers
            for crawl in self.account.client("glue").list_crawls(CrawlerName=crawler, MaxResults=1000)["Crawls"]
        }

    def leading_to(self, rule):
        """The functions that a rule's targets lead to, at once or by a queue."""
        arns = [target["Arn"] for target in rule.targets]
        arns = [self.mappings[arn]["FunctionArn"] if arn in self.mappings else arn for arn in arns]
        return [self.functions[arn] for arn in arns if arn in self.functions]


def read(account):
    deployed = Deployed(account)
    for rule in account.pages("events", "list_rules", "Rules"):
        targets = account.pages("events", "list_targets_by_rule", "Targets", Rule=rule["Name"])
        found = account.client("events").describe_rule(Name=rule["Name"])
        deployed.rules.append(
            Rule(
                rule["Name"], found["Arn"], found.get("EventPattern"), found.get("ScheduleExpression"),
                found["State"] == "ENABLED", targets,
            )
        )  # fmt: skip
    for listed in account.pages("lambda", "list_functions", "Functions"):
        function = read_function(account, listed["FunctionName"])
        deployed.functions[function.arn] = function
    for mapping in account.pages("lambda", "list_event_source_mappings", "EventSourceMappings"):
        deployed.mappings[mapping["EventSourceArn"]] = mapping
    return deployed


def read_function(account, name):
    client = account.client("lambda")
    found = client.get_function(FunctionName=name)
    try:
        policy = client.get_policy(FunctionName=name)["Policy"]
    except client.exceptions.ResourceNotFoundException:
        policy = None
    configuration, location = found["Configuration"], found["Code"]["Location"]
    code = base64.b64decode(location.removeprefix("data:application/zip;base64,"))
    concurrency = found.get("Concurrency", {}).get("ReservedConcurrentExecutions")
    return Function(name, configuration["FunctionArn"], configuration, policy, code, concurrency)


def role_policies(account, role):
    """Every policy document of a role, inline and attached."""
    iam, documents = account.client("iam"), []
    for name in account.pages("iam", "list_role_policies", "PolicyNames", RoleName=role):
        documents.append(iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"])
    for attached in account.pages("iam", "list_attached_role_policies", "AttachedPolicies", RoleName=role):
        version = iam.get_policy(PolicyArn=attached["PolicyArn"])["Policy"]["DefaultVersionId"]
        found = iam.get_policy_version(PolicyArn=attached["PolicyArn"], VersionId=version)
        documents.append(found["PolicyVersion"]["Document"])
    return documents
