"""Makes values of different deployments comparable, without losing what a deployment means."""

import json
import re

# Made up by the service, or about its clockwork: never the same twice, and nothing that lakegen could set.
GENERATED = frozenset(
    """
    AlarmConfigurationUpdatedTimestamp ApproximateNumberOfMessages ApproximateNumberOfMessagesDelayed
    ApproximateNumberOfMessagesNotVisible AttachmentCount CodeSha256 CodeSize CrawlElapsedTime CreateDate
    CreateTime CreateTimestamp CreatedBy CreatedOn CreatedTimeStamp CreatedTimestamp CreationDate CreationTime
    DefaultVersionId LastModified LastModifiedOn LastModifiedTimestamp LastProcessingResult LastUpdateStatus
    LastUpdateTimestamp LastUpdated NamedQueryId PolicyId ResponseMetadata RevisionId RoleId RoleLastUsed
    StateReason StateReasonData StateTransitionReason StateTransitionedTimestamp StateUpdatedTimestamp StateValue
    StreamCreationTimestamp SubscriptionsConfirmed SubscriptionsDeleted SubscriptionsPending UUID UpdateDate
    UpdateTime VersionId createdAt creationDate creationTime metricFilterCount storedBytes updateDate updatedAt
    uploadSequenceToken
    """.split()  # noqa: SIM905 - easier to read and to add to
)

# JSON texts, by the name of what holds them; those of POLICIES are IAM documents.
POLICIES = frozenset({"Policy", "policyDocument", "PolicyDocument", "AssumeRolePolicyDocument", "KeyPolicy"})
PROGRAMS = frozenset({"DashboardBody", "definition"})  # in which nothing is empty for nothing
ARGUMENTS = frozenset({"DefaultArguments", "NonOverridableArguments"})
DOCUMENTS = frozenset({"Configuration", "Input", "EffectiveDeliveryPolicy", "DeliveryPolicy", "RedrivePolicy"})


# Where this deployment's simulator listens, in the address of a queue.
ENDPOINT = re.compile(r"^http://127\.0\.0\.1:\d+/")


def order(value):
    return json.dumps(value, sort_keys=True, default=str)


def listed(value):
    return value if isinstance(value, list) else [value]


def policy(document):
    """An IAM document: statements, actions, resources, principals and condition values have no order.

    One value and a list of one value are the same; true is the word "true".
    """
    document = json.loads(document) if isinstance(document, str) else document

    def values(value):
        words = [str(each).lower() if isinstance(each, bool) else each for each in listed(value)]
        return sorted(words, key=order)

    def part(value):
        return {key: part(each) for key, each in value.items()} if isinstance(value, dict) else values(value)

    statements = [
        {key: each if key in ("Sid", "Effect") else part(each) for key, each in statement.items()}
        for statement in listed(document["Statement"])
    ]
    return {"Version": document.get("Version"), "Statement": sorted(statements, key=order)}


def pattern(text):
    """An event pattern: the alternatives of a field have no order."""

    def part(value):
        if isinstance(value, dict):
            return {key: part(each) for key, each in value.items()}
        return sorted((part(each) for each in value), key=order) if isinstance(value, list) else number(value)

    return part(json.loads(text))


def number(value):
    """JSON has one kind of number: Terraform writes 1.0 as 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def arguments(found):
    """A job's arguments: those that are JSON objects are parsed, for their keys have no order."""

    def parsed(value):
        try:
            return clean(json.loads(value)) if value.startswith("{") else value
        except ValueError:
            return value

    return {name: parsed(value) for name, value in found.items()}


def tags(found):
    """Tags as a map, however a service spells them."""
    if isinstance(found, dict):
        return dict(found)
    spellings = (("Key", "Value"), ("TagKey", "TagValue"), ("key", "value"))
    return {tag[key]: tag.get(value) for tag in found for key, value in spellings if key in tag}


def clean(value, name=""):
    """A value without what is generated, without what is empty, and with JSON texts parsed."""
    if name in POLICIES and value:
        return policy(value)
    if name == "EventPattern" and value:
        return pattern(value)
    if name in ARGUMENTS and value:
        return arguments(value)
    if name in PROGRAMS and isinstance(value, str):
        return json.loads(value)
    if name in DOCUMENTS and isinstance(value, str) and value:
        return clean(json.loads(value))
    if isinstance(value, dict):
        kept = {key: clean(each, key) for key, each in value.items() if key not in GENERATED}
        return {key: each for key, each in kept.items() if each not in (None, "", [], {})}
    if isinstance(value, list):
        return [clean(each) for each in value]
    if isinstance(value, str):
        return ENDPOINT.sub("http://simulator/", value)
    return number(value)


def renamed(value, names):
    """A value in which each text of `names` is replaced by what it stands for: generated ids, by what carries them."""
    text = json.dumps(value)
    for found, name in names.items():
        text = text.replace(found, name)
    return json.loads(text)
