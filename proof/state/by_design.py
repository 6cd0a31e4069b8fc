"""Differences between the targets that are meant. This is all of them; each says why, and what is compared instead.

Terraform uploads a job's script to the lake's own artifacts bucket. `aws cloudformation package` puts it into the
bucket that its user names, and the CDK into the bucket that `cdk bootstrap` made. So a script has three addresses:

1. Those two buckets belong to the tools, not to the lake: they are left out.
2. A job's script location is replaced by the text of the script that lies there, which must be the same.
   So are the files that its arguments name for Glue to load.
3. The job role's statement ReadScript names these three places. It must allow reading the script where it is; then its
   resource is left out. (Its other statements are compared.)
"""

import hashlib

from ..aws import ACCOUNT_ID, REGION
from ..events.iam import role_may
from .normal import order

LOADED = {"--extra-py-files", "--extra-files", "--extra-jars"}  # the arguments that name files
TOOL_BUCKETS = ("lakegen-proof-packages", f"cdk-hnb659fds-assets-{ACCOUNT_ID}-{REGION}")


def apply(account, state):
    """Replaces in a state what differs by design."""
    for bucket in TOOL_BUCKETS:
        state.pop(f"bucket {bucket}", None)
    for name in [name for name in state if name.startswith("job ")]:
        replace_script(account, state, state[name])


def content(account, uri):
    """What lies at an address: its text, or its checksum if it is none; None where nothing lies."""
    bucket, key = uri.removeprefix("s3://").split("/", 1)
    try:
        found = account.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    except account.client("s3").exceptions.NoSuchKey:
        return None
    try:
        return found.decode()
    except UnicodeDecodeError:
        return hashlib.sha256(found).hexdigest()


def replace_files(account, job):
    """What Glue loads beside the script. Addresses where nothing lies are the user's own, and stay."""
    for arguments in (job.get("DefaultArguments", {}), job.get("NonOverridableArguments", {})):
        for name in LOADED & set(arguments):
            arguments[name] = [loaded(account, uri) for uri in arguments[name].split(",")]


def loaded(account, uri):
    text = content(account, uri) if uri.split("/")[2] in buckets(account) else None
    return uri if text is None else {uri.rsplit("/", 1)[1]: text}


def buckets(account):
    return {bucket["Name"] for bucket in account.client("s3").list_buckets()["Buckets"]}


def replace_script(account, state, job):
    replace_files(account, job)
    bucket, key = job["Command"]["ScriptLocation"].removeprefix("s3://").split("/", 1)
    job["Command"]["ScriptLocation"] = content(account, job["Command"]["ScriptLocation"])
    role = state.get(f"role {job['Role'].rsplit('/', 1)[-1]}", {})
    for arn in role.get("attached", []):
        document = state[f"policy {arn.rsplit('/', 1)[-1]}"]["PolicyDocument"]
        for statement in document["Statement"]:
            if statement.get("Sid") == "ReadScript":
                readable = role_may([{"Statement": [statement]}], "s3:GetObject", f"arn:aws:s3:::{bucket}/{key}")
                statement["Resource"] = "the script" if readable else f"not s3://{bucket}/{key}"
        document["Statement"].sort(key=order)
