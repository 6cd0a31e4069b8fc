"""Differences between the targets that are meant. This is all of them; each says why, and what is compared instead.

Terraform uploads a job's script to the lake's own artifacts bucket. `aws cloudformation package` puts it into the
bucket that its user names, and the CDK into the bucket that `cdk bootstrap` made. So a script has three addresses:

1. Those two buckets belong to the tools, not to the lake: they are left out.
2. A job's script location is replaced by the text of the script that lies there, which must be the same.
3. The job role's statement ReadScript names these three places. It must allow reading the script where it is; then its
   resource is left out. (Its other statements are compared.)
"""

from ..aws import ACCOUNT_ID, REGION
from ..events.iam import role_may
from .normal import order

TOOL_BUCKETS = ("lakegen-proof-packages", f"cdk-hnb659fds-assets-{ACCOUNT_ID}-{REGION}")


def apply(account, state):
    """Replaces in a state what differs by design."""
    for bucket in TOOL_BUCKETS:
        state.pop(f"bucket {bucket}", None)
    for name in [name for name in state if name.startswith("job ")]:
        replace_script(account, state, state[name])


def replace_script(account, state, job):
    bucket, key = job["Command"]["ScriptLocation"].removeprefix("s3://").split("/", 1)
    job["Command"]["ScriptLocation"] = account.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    role = state.get(f"role {job['Role'].rsplit('/', 1)[-1]}", {})
    for arn in role.get("attached", []):
        document = state[f"policy {arn.rsplit('/', 1)[-1]}"]["PolicyDocument"]
        for statement in document["Statement"]:
            if statement.get("Sid") == "ReadScript":
                readable = role_may([{"Statement": [statement]}], "s3:GetObject", f"arn:aws:s3:::{bucket}/{key}")
                statement["Resource"] = "the script" if readable else f"not s3://{bucket}/{key}"
        document["Statement"].sort(key=order)
