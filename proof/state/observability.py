"""Log groups and alarms."""

from .normal import tags


def read(account):
    logs, cloudwatch = account.client("logs"), account.client("cloudwatch")
    for group in account.pages("logs", "describe_log_groups", "logGroups"):
        arn = group["arn"].removesuffix(":*")
        yield (
            f"log group {group['logGroupName']}",
            group | {"tags": logs.list_tags_for_resource(resourceArn=arn).get("tags", {})},
        )
    for alarm in account.pages("cloudwatch", "describe_alarms", "MetricAlarms"):
        found = tags(cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"])
        yield f"alarm {alarm['AlarmName']}", alarm | {"tags": found}
