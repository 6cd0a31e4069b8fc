"""Log groups with what belongs to them, alarms and dashboards."""

from .normal import tags


def read(account):
    yield from logs(account)
    cloudwatch = account.client("cloudwatch")
    for alarm in account.pages("cloudwatch", "describe_alarms", "MetricAlarms"):
        found = tags(cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"])
        yield f"alarm {alarm['AlarmName']}", alarm | {"tags": found}
    for dashboard in account.pages("cloudwatch", "list_dashboards", "DashboardEntries"):
        name = dashboard["DashboardName"]
        yield f"dashboard {name}", cloudwatch.get_dashboard(DashboardName=name)


def logs(account):
    client = account.client("logs")
    for group in account.pages("logs", "describe_log_groups", "logGroups"):
        name, arn = group["logGroupName"], group["arn"].removesuffix(":*")
        streams = account.pages("logs", "describe_log_streams", "logStreams", logGroupName=name)
        filters = account.pages("logs", "describe_metric_filters", "metricFilters", logGroupName=name)
        group["streams"] = sorted(stream["logStreamName"] for stream in streams)
        group["filters"] = {each["filterName"]: each for each in filters}
        yield f"log group {name}", group | {"tags": client.list_tags_for_resource(resourceArn=arn).get("tags", {})}
    for policy in account.pages("logs", "describe_resource_policies", "resourcePolicies"):
        yield f"log policy {policy['policyName']}", {"policyDocument": policy["policyDocument"]}
