"""EventBridge rules with their targets, queues, topics with their subscriptions."""

from .normal import tags


def read(account):
    yield from rules(account)
    yield from queues(account)
    yield from topics(account)


def rules(account):
    events = account.client("events")
    for listed in account.pages("events", "list_rules", "Rules"):
        rule = events.describe_rule(Name=listed["Name"])
        targets = account.pages("events", "list_targets_by_rule", "Targets", Rule=rule["Name"])
        rule["targets"] = {target["Id"]: target for target in targets}
        rule["tags"] = tags(events.list_tags_for_resource(ResourceARN=rule["Arn"])["Tags"])
        yield f"rule {rule['Name']}", rule


def queues(account):
    sqs = account.client("sqs")
    for url in account.pages("sqs", "list_queues", "QueueUrls"):
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        found["tags"] = sqs.list_queue_tags(QueueUrl=url).get("Tags", {})
        yield f"queue {url.rsplit('/', 1)[1]}", found


def topics(account):
    sns = account.client("sns")
    for listed in account.pages("sns", "list_topics", "Topics"):
        arn = listed["TopicArn"]
        found = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
        found["tags"] = tags(sns.list_tags_for_resource(ResourceArn=arn)["Tags"])
        subscriptions = account.pages("sns", "list_subscriptions_by_topic", "Subscriptions", TopicArn=arn)
        found["subscriptions"] = sorted(f"{each['Protocol']} {each['Endpoint']}" for each in subscriptions)
        yield f"topic {arn.rsplit(':', 1)[1]}", found
