"""CloudFormation types, each created through its service's API: boto3 refuses what the service does not know."""

from . import analytics, awslambda, glue, identity, lakeformation, messaging, observability, s3, streams, workflows

TYPES = [
    *s3.TYPES, *glue.TYPES, *awslambda.TYPES, *identity.TYPES, *messaging.TYPES, *observability.TYPES, *analytics.TYPES,
    *streams.TYPES, *workflows.TYPES, *lakeformation.TYPES,
]  # fmt: skip
