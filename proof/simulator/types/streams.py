"""Amazon Kinesis and Amazon Data Firehose."""

from .kind import Kind, arn, remove, tag_map, whole


def stream(account, properties):
    kinesis, name = account.client("kinesis"), properties["Name"]
    shards = {"ShardCount": int(properties["ShardCount"])} if "ShardCount" in properties else {}
    mode = {"StreamModeDetails": properties["StreamModeDetails"]} if "StreamModeDetails" in properties else {}
    kinesis.create_stream(StreamName=name, **shards, **mode)
    hours, encryption, tags = (properties.get(key) for key in ("RetentionPeriodHours", "StreamEncryption", "Tags"))
    if hours is not None and int(hours) != 24:  # what a stream is made with
        kinesis.increase_stream_retention_period(StreamName=name, RetentionPeriodHours=int(hours))
    if encryption:
        kinesis.start_stream_encryption(StreamName=name, **encryption)
    if tags:
        kinesis.add_tags_to_stream(StreamName=name, Tags=tag_map(properties))
    if properties.get("DesiredShardLevelMetrics"):
        metrics = properties["DesiredShardLevelMetrics"]
        kinesis.enable_enhanced_monitoring(StreamName=name, ShardLevelMetrics=metrics)
    return name


# The numbers of a destination that CloudFormation also takes as texts.
NUMBERS = ("IntervalInSeconds", "SizeInMBs", "DurationInSeconds")


def numbers(value):
    if isinstance(value, dict):
        return {key: numbers(each) for key, each in whole(value, *NUMBERS).items()}
    return [numbers(each) for each in value] if isinstance(value, list) else value


def delivery_stream(account, properties):
    account.client("firehose").create_delivery_stream(**numbers(properties))
    return properties["DeliveryStreamName"]


TYPES = [
    Kind(
        "AWS::Kinesis::Stream", stream, remove("kinesis", "delete_stream", "StreamName"), "Name",
        {"Arn": arn("kinesis", "stream/{}")},
    ),
    Kind(
        "AWS::KinesisFirehose::DeliveryStream", delivery_stream,
        remove("firehose", "delete_delivery_stream", "DeliveryStreamName"), "DeliveryStreamName",
        {"Arn": arn("firehose", "deliverystream/{}")},
    ),
]  # fmt: skip
