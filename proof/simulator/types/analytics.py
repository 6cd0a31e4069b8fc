"""Amazon Athena."""

from .kind import Kind, call, remove, without


def work_group(properties):
    request = without(properties, "RecursiveDeleteOption", "State")
    if "WorkGroupConfiguration" in request:
        request["Configuration"] = request.pop("WorkGroupConfiguration")
    return request


def named_query(account, properties):
    return account.client("athena").create_named_query(**properties)["NamedQueryId"]


TYPES = [
    Kind(
        "AWS::Athena::WorkGroup", call("athena", "create_work_group", "Name", work_group),
        remove("athena", "delete_work_group", "WorkGroup"), "Name",
    ),
    Kind(
        "AWS::Athena::NamedQuery", named_query, remove("athena", "delete_named_query", "NamedQueryId"), None,
        {"NamedQueryId": lambda found: found.id},
    ),
]  # fmt: skip
