"""AWS Lambda."""

import io
import zipfile

from .kind import Kind, arn, remove, tag_map, whole, without


def function(account, properties):
    client = account.client("lambda")
    request = whole(without(properties, "ReservedConcurrentExecutions"), "Timeout", "MemorySize")
    request["Tags"] = tag_map(properties)
    if "KmsKeyArn" in request:
        request["KMSKeyArn"] = request.pop("KmsKeyArn")
    source = request["Code"].get("ZipFile")
    if source is not None:  # inline source becomes index.py, as the CloudFormation guide says
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("index.py", source)
        request["Code"] = {"ZipFile": packed.getvalue()}
    client.create_function(**request)
    name, reserved = properties["FunctionName"], properties.get("ReservedConcurrentExecutions")
    if reserved is not None:
        client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=int(reserved))
    return name


def permission(account, properties):
    source = properties.get("SourceArn", "any").rsplit("/", 1)[-1].replace(":", "-")
    identity = f"{properties['Principal'].split('.')[0]}-{source[:60]}"
    account.client("lambda").add_permission(StatementId=identity, **properties)
    return identity


def invoke_configuration(account, properties):
    account.client("lambda").put_function_event_invoke_config(**properties)
    return f"{properties['FunctionName']}|{properties['Qualifier']}"


def source_mapping(account, properties):
    request = whole(without(properties, "Tags"), "BatchSize", "MaximumBatchingWindowInSeconds", "MaximumRetryAttempts")
    return account.client("lambda").create_event_source_mapping(Tags=tag_map(properties), **request)["UUID"]


TYPES = [
    Kind(
        "AWS::Lambda::Function", function, remove("lambda", "delete_function", "FunctionName"), "FunctionName",
        {"Arn": arn("lambda", "function:{}")},
    ),
    Kind("AWS::Lambda::Permission", permission),
    Kind("AWS::Lambda::EventInvokeConfig", invoke_configuration),
    Kind(
        "AWS::Lambda::EventSourceMapping", source_mapping, remove("lambda", "delete_event_source_mapping", "UUID"),
        None,
        {"Id": lambda found: found.id, "EventSourceMappingArn": arn("lambda", "event-source-mapping:{}")},
    ),
]  # fmt: skip
