"""Kinesis streams and Firehose delivery streams."""

from .normal import tags


def read(account):
    kinesis, firehose = account.client("kinesis"), account.client("firehose")
    for name in account.pages("kinesis", "list_streams", "StreamNames"):
        stream = kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]
        for monitoring in stream["EnhancedMonitoring"]:
            monitoring["ShardLevelMetrics"].sort()  # a set
        yield f"stream {name}", stream | {"tags": tags(kinesis.list_tags_for_stream(StreamName=name)["Tags"])}
    for name in firehose.list_delivery_streams()["DeliveryStreamNames"]:
        stream = firehose.describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]
        for destination in stream["Destinations"]:
            sort_parameters(destination)
        found = firehose.list_tags_for_delivery_stream(DeliveryStreamName=name)["Tags"]
        yield f"delivery stream {name}", stream | {"tags": tags(found)}


def sort_parameters(destination):
    """A processor's parameters have names, and no order."""
    processing = destination.get("ExtendedS3DestinationDescription", {}).get("ProcessingConfiguration", {})
    for processor in processing.get("Processors", []):
        processor.get("Parameters", []).sort(key=lambda each: (each["ParameterName"], each["ParameterValue"]))
