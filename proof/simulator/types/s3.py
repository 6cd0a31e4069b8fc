"""Amazon S3."""

from .kind import Kind, text


def encryption(settings):
    rules = []
    for rule in settings["ServerSideEncryptionConfiguration"]:
        rule = dict(rule)
        if "ServerSideEncryptionByDefault" in rule:
            rule["ApplyServerSideEncryptionByDefault"] = rule.pop("ServerSideEncryptionByDefault")
        rules.append(rule)
    return {"ServerSideEncryptionConfiguration": {"Rules": rules}}


def lifecycle(settings):
    rules = []
    for rule in settings["Rules"]:
        rule = dict(rule)
        if "Id" in rule:
            rule["ID"] = rule.pop("Id")
        rule["Filter"] = {"Prefix": rule.pop("Prefix", "")}
        if "ExpirationInDays" in rule:
            rule["Expiration"] = {"Days": rule.pop("ExpirationInDays")}
        if "Transitions" in rule:
            rule["Transitions"] = [
                {"Days": each["TransitionInDays"], "StorageClass": each["StorageClass"]} for each in rule["Transitions"]
            ]
        rules.append(rule)
    return {"LifecycleConfiguration": {"Rules": rules}}


def logging(settings):
    target = {"TargetBucket": settings["DestinationBucketName"], "TargetPrefix": settings.get("LogFilePrefix", "")}
    return {"BucketLoggingStatus": {"LoggingEnabled": target}}


def notification(settings):
    found = {}
    bridge = settings.get("EventBridgeConfiguration")
    if bridge is not None and bridge.get("EventBridgeEnabled", True):
        found["EventBridgeConfiguration"] = {}
    for kind, property_name, key in (
        ("Queue", "Queue", "QueueArn"), ("Topic", "Topic", "TopicArn"), ("Lambda", "Function", "LambdaFunctionArn"),
    ):  # fmt: skip
        for each in settings.get(f"{kind}Configurations", []):
            item = {key: each[property_name], "Events": [each["Event"]]}
            if "Filter" in each:
                item["Filter"] = {"Key": {"FilterRules": each["Filter"]["S3Key"]["Rules"]}}
            found.setdefault(key.removesuffix("Arn") + "Configurations", []).append(item)
    return {"NotificationConfiguration": found}


# property: (operation, its parameters made of the property)
SETTINGS = {
    "BucketEncryption": ("put_bucket_encryption", encryption),
    "PublicAccessBlockConfiguration": (
        "put_public_access_block", lambda settings: {"PublicAccessBlockConfiguration": settings}
    ),
    "OwnershipControls": ("put_bucket_ownership_controls", lambda settings: {"OwnershipControls": settings}),
    "VersioningConfiguration": ("put_bucket_versioning", lambda settings: {"VersioningConfiguration": settings}),
    "LifecycleConfiguration": ("put_bucket_lifecycle_configuration", lifecycle),
    "LoggingConfiguration": ("put_bucket_logging", logging),
    "NotificationConfiguration": ("put_bucket_notification_configuration", notification),
    "Tags": ("put_bucket_tagging", lambda tags: {"Tagging": {"TagSet": tags}}),
}  # fmt: skip


def bucket(account, properties):
    s3, name = account.client("s3"), properties.pop("BucketName")
    where = {} if account.region == "us-east-1" else {"LocationConstraint": account.region}
    s3.create_bucket(Bucket=name, **({"CreateBucketConfiguration": where} if where else {}))
    for setting, value in properties.items():
        operation, parameters = SETTINGS[setting]  # a property that is not in the table fails the stack
        getattr(s3, operation)(Bucket=name, **parameters(value))
    return name


def bucket_policy(account, properties):
    account.client("s3").put_bucket_policy(Bucket=properties["Bucket"], Policy=text(properties["PolicyDocument"]))
    return properties["Bucket"]


def delete_bucket(account, identity, properties):
    account.client("s3").delete_bucket(Bucket=identity)


def delete_policy(account, identity, properties):
    account.client("s3").delete_bucket_policy(Bucket=identity)


TYPES = [
    Kind(
        "AWS::S3::Bucket", bucket, delete_bucket, "BucketName",
        {
            "Arn": lambda found: f"arn:aws:s3:::{found.id}",
            "DomainName": lambda found: f"{found.id}.s3.amazonaws.com",
            "RegionalDomainName": lambda found: f"{found.id}.s3.{found.region}.amazonaws.com",
        },
    ),
    Kind("AWS::S3::BucketPolicy", bucket_policy, delete_policy),
]  # fmt: skip
