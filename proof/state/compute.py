"""AWS Lambda: configuration, code, who may invoke, how failures are handled."""

import base64
import io
import zipfile

from .normal import policy


def files(location):
    """The text of every file of a deployed zip."""
    content = base64.b64decode(location.removeprefix("data:application/zip;base64,"))
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name).decode() for name in sorted(archive.namelist())}


def permissions(text):
    """A resource policy without the statement ids, which each tool makes up."""
    found = policy(text)
    for statement in found["Statement"]:
        statement.pop("Sid")
    return policy(found)


def read(account):
    client = account.client("lambda")
    for listed in account.pages("lambda", "list_functions", "Functions"):
        name = listed["FunctionName"]
        full = client.get_function(FunctionName=name)
        running = ("State", "Version")
        found = {
            "configuration": {key: value for key, value in full["Configuration"].items() if key not in running},
            "code": files(full["Code"]["Location"]),
            "concurrency": full.get("Concurrency", {}).get("ReservedConcurrentExecutions"),
            "tags": full.get("Tags", {}),
        }
        try:
            found["may be invoked by"] = permissions(client.get_policy(FunctionName=name)["Policy"])
        except client.exceptions.ResourceNotFoundException:
            found["may be invoked by"] = None
        asynchronous = client.list_function_event_invoke_configs(FunctionName=name)
        found["asynchronous"] = asynchronous["FunctionEventInvokeConfigs"]
        yield f"function {name}", found
    for mapping in account.pages("lambda", "list_event_source_mappings", "EventSourceMappings"):
        function = mapping["FunctionArn"].rsplit(":", 1)[1]
        running = ("EventSourceMappingArn", "State")
        settings = {key: value for key, value in mapping.items() if key not in running}
        yield f"source of {function}: {mapping['EventSourceArn']}", settings
