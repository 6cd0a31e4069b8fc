"""Mends of moto's Amazon S3."""

import json
import types

import moto.s3.models as models
import moto.s3.responses as responses
from moto.core.responses import ActionResult, EmptyResult
from moto.iam.access_control import IAMPolicy, PermissionResult

from .mend import mend


def listed(value):
    return value if isinstance(value, list) else [value]


def holds(statement):
    """Whether a statement applies to a request of this harness: plain HTTP on loopback, which stands in for TLS."""
    for operator, keys in statement.get("Condition", {}).items():
        for key, wanted in keys.items():
            if operator != "Bool" or key.lower() != "aws:securetransport":
                return False
            if "true" not in [str(value).lower() for value in listed(wanted)]:
                return False
    return True


@mend("s3", "a bucket-policy statement whose Condition does not hold does not apply (moto: it denies)")
def _policy_conditions():
    def get_permission(self, action, resource):
        if self.policy is None:
            return PermissionResult.NEUTRAL
        document = json.loads(self.policy.decode())
        document["Statement"] = [
            {key: value for key, value in statement.items() if key != "Condition"}
            for statement in listed(document["Statement"])
            if holds(statement)
        ]
        return IAMPolicy(json.dumps(document)).is_action_permitted(action, resource)

    models.FakeBucket.get_permission = get_permission


@mend(
    "s3", "PutBucketLogging takes a target policy with a string Principal or a wider prefix (moto: AttributeError, 500)"
)
def _logging_target():
    plain = models.FakeBucket._log_permissions_enabled_policy

    def permitted(target_bucket, target_prefix):
        policy = target_bucket.policy
        if not policy:
            return False
        document = json.loads(policy.decode())
        everything = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/"
        statements = [item for item in listed(document["Statement"]) if isinstance(item.get("Principal"), dict)]
        for statement in statements:
            statement["Action"] = listed(statement.get("Action"))
            for resource in listed(statement.get("Resource")):
                if resource.endswith("*") and (everything + (target_prefix or "")).startswith(resource[:-1]):
                    statement["Resource"] = everything + "*"
        seen = json.dumps(document | {"Statement": statements}).encode()
        bucket = types.SimpleNamespace(policy=seen, partition=target_bucket.partition, name=target_bucket.name)
        return plain(bucket, target_prefix)

    models.FakeBucket._log_permissions_enabled_policy = staticmethod(permitted)


@mend("s3", "GetBucketNotificationConfiguration gives EventBridgeConfiguration back (moto: stored, not given back)")
def _event_bridge_notification():
    def item(found, arn):
        answer = {"Id": found.id, arn: found.arn, "Events": found.events}
        if found.filters:
            answer["Filter"] = {"Key": {"FilterRules": found.filters["S3Key"]["FilterRule"]}}
        return answer

    def get_bucket_notification(self):
        found = self.backend.get_bucket_notification_configuration(self.bucket_name)
        self.data["Action"] = "GetBucketNotificationConfiguration"
        if not found:
            return self.serialized(EmptyResult())
        answer = {
            "TopicConfigurations": [item(each, "TopicArn") for each in found.topic],
            "QueueConfigurations": [item(each, "QueueArn") for each in found.queue],
            "LambdaFunctionConfigurations": [item(each, "LambdaFunctionArn") for each in found.cloud_function],
        }
        if found.event_bridge is not None:
            answer["EventBridgeConfiguration"] = {}
        return self.serialized(ActionResult(answer))

    responses.S3Response.get_bucket_notification = get_bucket_notification
