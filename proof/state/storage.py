"""Buckets with every setting."""

from botocore.exceptions import ClientError

from .normal import tags

SETTINGS = {
    "encryption": ("get_bucket_encryption", "ServerSideEncryptionConfiguration"),
    "versioning": ("get_bucket_versioning", "Status"),
    "public access": ("get_public_access_block", "PublicAccessBlockConfiguration"),
    "ownership": ("get_bucket_ownership_controls", "OwnershipControls"),
    "Policy": ("get_bucket_policy", "Policy"),
    "lifecycle": ("get_bucket_lifecycle_configuration", "Rules"),
    "logging": ("get_bucket_logging", "LoggingEnabled"),
    "cors": ("get_bucket_cors", "CORSRules"),
    "replication": ("get_bucket_replication", "ReplicationConfiguration"),
    "object lock": ("get_object_lock_configuration", "ObjectLockConfiguration"),
    "tags": ("get_bucket_tagging", "TagSet"),
}
UNSET = ("NoSuch", "NotFound", "ServerSideEncryptionConfigurationNotFoundError", "OwnershipControlsNotFoundError")


def setting(s3, bucket, operation, key):
    try:
        return getattr(s3, operation)(Bucket=bucket).get(key)
    except ClientError as error:
        if not any(word in error.response["Error"]["Code"] for word in UNSET):
            raise
        return None


def read(account):
    s3 = account.client("s3")
    for bucket in s3.list_buckets()["Buckets"]:
        name = bucket["Name"]
        found = {what: setting(s3, name, *how) for what, how in SETTINGS.items()}
        found["tags"] = tags(found["tags"] or [])
        notification = s3.get_bucket_notification_configuration(Bucket=name)
        found["EventBridge"] = "EventBridgeConfiguration" in notification
        found["notifications"] = [
            {key: value for key, value in each.items() if key != "Id"}  # made up where none is given
            for kind, every in notification.items()
            if kind.endswith("Configurations")
            for each in every
        ]
        yield f"bucket {name}", found
