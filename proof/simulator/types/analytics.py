"""Amazon Athena, EMR Serverless and Redshift Serverless: what reads a lake."""

from .kind import Kind, api_words, call, remove, tag_map, whole, without


def work_group(account, properties):
    athena, name = account.client("athena"), properties["Name"]
    request = without(properties, "RecursiveDeleteOption", "State")
    if "WorkGroupConfiguration" in request:
        request["Configuration"] = whole(request.pop("WorkGroupConfiguration"), "BytesScannedCutoffPerQuery")
    athena.create_work_group(**request)
    if "State" in properties:
        athena.update_work_group(WorkGroup=name, State=properties["State"])
    return name


def named_query(account, properties):
    return account.client("athena").create_named_query(**properties)["NamedQueryId"]


def application(account, properties):
    """CloudFormation says maps of capacities and log types as lists of pairs."""
    pairs = {pair["Key"]: pair["Value"] for pair in properties.pop("InitialCapacity", [])}
    logs = properties.get("MonitoringConfiguration", {}).get("CloudWatchLoggingConfiguration", {})
    types = {pair["Key"]: pair["Value"] for pair in logs.pop("LogTypeMap", [])}
    tags = tag_map(properties)
    request = api_words(without(properties, "Tags")) | {"tags": tags}
    if pairs:
        request["initialCapacity"] = {name: api_words(value) for name, value in pairs.items()}
    if types:
        request["monitoringConfiguration"]["cloudWatchLoggingConfiguration"]["logTypes"] = types
    return account.client("emr-serverless").create_application(**request)["applicationId"]


def delete_application(account, identity, properties):
    emr = account.client("emr-serverless")
    emr.stop_application(applicationId=identity)
    emr.delete_application(applicationId=identity)


def redshift(kind):
    """Namespaces and work groups: the API's own words, but for their case."""

    def create(account, properties):
        tags = [{"key": key, "value": value} for key, value in tag_map(properties).items()]
        request = api_words(whole(without(properties, "Tags"), "BaseCapacity", "MaxCapacity", "Port")) | {"tags": tags}
        client = account.client("redshift-serverless")
        return getattr(client, f"create_{kind}")(**request)[kind][f"{kind}Name"]

    return create


def shown(kind, *path):
    """An attribute of a namespace or a work group that the service makes up."""

    def read(found):
        client = found.account.client("redshift-serverless")
        value = getattr(client, f"get_{kind}")(**{f"{kind}Name": found.id})[kind]
        for key in path:
            value = value[key]
        return value

    return read


TYPES = [
    Kind("AWS::Athena::WorkGroup", work_group, remove("athena", "delete_work_group", "WorkGroup"), "Name"),
    Kind(
        "AWS::Athena::NamedQuery", named_query, remove("athena", "delete_named_query", "NamedQueryId"), None,
        {"NamedQueryId": lambda found: found.id},
    ),
    Kind(
        "AWS::EMRServerless::Application", application, delete_application, "Name",
        {
            "ApplicationId": lambda found: found.id,
            "Arn": lambda found: f"arn:aws:emr-serverless:{found.region}:{found.account_id}:/applications/{found.id}",
        },
    ),
    Kind(
        "AWS::RedshiftServerless::Namespace", redshift("namespace"),
        remove("redshift-serverless", "delete_namespace", "namespaceName"), "NamespaceName",
        {
            "Namespace.NamespaceArn": shown("namespace", "namespaceArn"),
            "Namespace.NamespaceId": shown("namespace", "namespaceId"),
            "Namespace.NamespaceName": lambda found: found.id,
            "Namespace.AdminPasswordSecretArn": shown("namespace", "adminPasswordSecretArn"),
        },
    ),
    Kind(
        "AWS::RedshiftServerless::Workgroup", redshift("workgroup"),
        remove("redshift-serverless", "delete_workgroup", "workgroupName"), "WorkgroupName",
        {
            "Workgroup.WorkgroupArn": shown("workgroup", "workgroupArn"),
            "Workgroup.WorkgroupId": shown("workgroup", "workgroupId"),
            "Workgroup.WorkgroupName": lambda found: found.id,
            "Workgroup.Endpoint.Address": shown("workgroup", "endpoint", "address"),
            "Workgroup.Endpoint.Port": shown("workgroup", "endpoint", "port"),
        },
    ),
]  # fmt: skip
