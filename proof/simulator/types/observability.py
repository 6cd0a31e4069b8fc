"""Amazon CloudWatch and its logs."""

from .kind import Kind, arn, call, remove, tag_map


def log_group(account, properties):
    logs, name = account.client("logs"), properties["LogGroupName"]
    key = {"kmsKeyId": properties["KmsKeyId"]} if "KmsKeyId" in properties else {}
    logs.create_log_group(logGroupName=name, tags=tag_map(properties), **key)
    if "RetentionInDays" in properties:
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(properties["RetentionInDays"]))
    return name


def delete_alarm(account, identity, properties):
    account.client("cloudwatch").delete_alarms(AlarmNames=[identity])


TYPES = [
    Kind(
        "AWS::Logs::LogGroup", log_group, remove("logs", "delete_log_group", "logGroupName"), "LogGroupName",
        {"Arn": arn("logs", "log-group:{}:*")},
    ),
    Kind(
        "AWS::CloudWatch::Alarm", call("cloudwatch", "put_metric_alarm", "AlarmName"), delete_alarm, "AlarmName",
        {"Arn": arn("cloudwatch", "alarm:{}")},
    ),
]  # fmt: skip
