"""Amazon CloudWatch: alarms, dashboards and logs."""

from .kind import Kind, api_words, arn, call, remove, tag_map, text, without


def log_group(account, properties):
    logs, name = account.client("logs"), properties["LogGroupName"]
    key = {"kmsKeyId": properties["KmsKeyId"]} if "KmsKeyId" in properties else {}
    logs.create_log_group(logGroupName=name, tags=tag_map(properties), **key)
    if "RetentionInDays" in properties:
        logs.put_retention_policy(logGroupName=name, retentionInDays=int(properties["RetentionInDays"]))
    return name


def log_stream(account, properties):
    group, name = properties["LogGroupName"], properties["LogStreamName"]
    account.client("logs").create_log_stream(logGroupName=group, logStreamName=name)
    return name


def delete_log_stream(account, identity, properties):
    account.client("logs").delete_log_stream(logGroupName=properties["LogGroupName"], logStreamName=identity)


def metric_filter(account, properties):
    request = api_words(without(properties, "MetricTransformations"))
    transformations = [
        api_words(without(each, "Dimensions"))
        | {"dimensions": {pair["Key"]: pair["Value"] for pair in each.get("Dimensions", [])}}
        for each in properties["MetricTransformations"]
    ]
    account.client("logs").put_metric_filter(metricTransformations=transformations, **request)
    return properties["FilterName"]


def delete_metric_filter(account, identity, properties):
    account.client("logs").delete_metric_filter(logGroupName=properties["LogGroupName"], filterName=identity)


def log_policy(account, properties):
    name, document = properties["PolicyName"], text(properties["PolicyDocument"])
    account.client("logs").put_resource_policy(policyName=name, policyDocument=document)
    return name


def dashboard(account, properties):
    name, body = properties["DashboardName"], text(properties["DashboardBody"])
    account.client("cloudwatch").put_dashboard(DashboardName=name, DashboardBody=body)
    return name


def delete_dashboard(account, identity, properties):
    account.client("cloudwatch").delete_dashboards(DashboardNames=[identity])


def delete_alarm(account, identity, properties):
    account.client("cloudwatch").delete_alarms(AlarmNames=[identity])


TYPES = [
    Kind(
        "AWS::Logs::LogGroup", log_group, remove("logs", "delete_log_group", "logGroupName"), "LogGroupName",
        {"Arn": arn("logs", "log-group:{}:*")},
    ),
    Kind("AWS::Logs::LogStream", log_stream, delete_log_stream, "LogStreamName"),
    Kind("AWS::Logs::MetricFilter", metric_filter, delete_metric_filter, "FilterName"),
    Kind("AWS::Logs::ResourcePolicy", log_policy, remove("logs", "delete_resource_policy", "policyName"), "PolicyName"),
    Kind("AWS::CloudWatch::Dashboard", dashboard, delete_dashboard, "DashboardName"),
    Kind(
        "AWS::CloudWatch::Alarm", call("cloudwatch", "put_metric_alarm", "AlarmName"), delete_alarm, "AlarmName",
        {"Arn": arn("cloudwatch", "alarm:{}")},
    ),
]  # fmt: skip
