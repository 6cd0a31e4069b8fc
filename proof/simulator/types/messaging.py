"""Amazon EventBridge, SNS and SQS, and EventBridge Scheduler."""

from .kind import Kind, arn, call, remove, tag_map, text


def rule(account, properties):
    events, name = account.client("events"), properties["Name"]
    targets = properties.pop("Targets", [])
    if "EventPattern" in properties:
        properties["EventPattern"] = text(properties["EventPattern"])
    events.put_rule(**properties)
    if targets:
        events.put_targets(Rule=name, Targets=targets)
    return name


def delete_rule(account, identity, properties):
    events = account.client("events")
    targets = events.list_targets_by_rule(Rule=identity)["Targets"]
    if targets:
        events.remove_targets(Rule=identity, Ids=[target["Id"] for target in targets])
    events.delete_rule(Name=identity)


def queue(account, properties):
    name, tags = properties.pop("QueueName"), tag_map(properties)
    properties.pop("Tags", None)
    attributes = {
        key: text(value) if isinstance(value, (dict, str)) else str(value) for key, value in properties.items()
    }
    return account.client("sqs").create_queue(QueueName=name, Attributes=attributes, tags=tags)["QueueUrl"]


def queue_policy(account, properties):
    for url in properties["Queues"]:
        attributes = {"Policy": text(properties["PolicyDocument"])}
        account.client("sqs").set_queue_attributes(QueueUrl=url, Attributes=attributes)
    return "queue-policy"


def topic(account, properties):
    name, tags = properties.pop("TopicName"), properties.pop("Tags", [])
    attributes = {key: text(value) for key, value in properties.items()}
    return account.client("sns").create_topic(Name=name, Attributes=attributes, Tags=tags)["TopicArn"]


def topic_policy(account, properties):
    for topic_arn in properties["Topics"]:
        account.client("sns").set_topic_attributes(
            TopicArn=topic_arn, AttributeName="Policy", AttributeValue=text(properties["PolicyDocument"])
        )
    return "topic-policy"


def subscription(account, properties):
    return account.client("sns").subscribe(ReturnSubscriptionArn=True, **properties)["SubscriptionArn"]


def queue_name(found):
    return found.id.rsplit("/", 1)[1]


TYPES = [
    Kind("AWS::Events::Rule", rule, delete_rule, "Name", {"Arn": arn("events", "rule/{}")}),
    Kind(
        "AWS::SQS::Queue", queue, remove("sqs", "delete_queue", "QueueUrl"), "QueueName",
        {
            "Arn": lambda found: f"arn:aws:sqs:{found.region}:{found.account_id}:{queue_name(found)}",
            "QueueName": queue_name,
            "QueueUrl": lambda found: found.id,
        },
    ),
    Kind("AWS::SQS::QueuePolicy", queue_policy),
    Kind(
        "AWS::SNS::Topic", topic, remove("sns", "delete_topic", "TopicArn"), "TopicName",
        {"TopicArn": lambda found: found.id, "TopicName": lambda found: found.id.rsplit(":", 1)[1]},
    ),
    Kind("AWS::SNS::TopicPolicy", topic_policy),
    Kind("AWS::SNS::Subscription", subscription, remove("sns", "unsubscribe", "SubscriptionArn")),
    Kind(
        "AWS::Scheduler::Schedule", call("scheduler", "create_schedule"),
        remove("scheduler", "delete_schedule"), "Name", {"Arn": arn("scheduler", "schedule/default/{}")},
    ),
    Kind(
        "AWS::Scheduler::ScheduleGroup", call("scheduler", "create_schedule_group"),
        remove("scheduler", "delete_schedule_group"), "Name", {"Arn": arn("scheduler", "schedule-group/{}")},
    ),
]  # fmt: skip
