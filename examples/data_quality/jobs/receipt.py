"""Writes a receipt for a delivery that has passed the gate: what was checked, and with which outcome.

Glue announces the result of a gate at once, and the gate writes it a moment later: so this waits for it.
"""

import json
import sys
import time

import boto3
from awsglue.utils import getResolvedOptions

PATIENCE_SECONDS, PAUSE_SECONDS = 600, 10


def bucket_and_prefix(path):
    bucket, _, prefix = path.removeprefix("s3://").partition("/")
    return bucket, prefix


def outcomes(s3, folder):
    """The outcome of each rule, as the gate has written it below the folder; none if it has not yet."""
    bucket, prefix = bucket_and_prefix(folder)
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    keys = [item["Key"] for page in pages for item in page.get("Contents", []) if item["Key"].endswith(".json")]
    lines = [line for key in keys for line in s3.get_object(Bucket=bucket, Key=key)["Body"].iter_lines()]
    return [json.loads(line) for line in lines]


def wait_for(s3, folder):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := outcomes(s3, folder)):
        if time.monotonic() > deadline:
            raise TimeoutError(f"no results in {folder}")
        time.sleep(PAUSE_SECONDS)
    return found


def receipt(run, found):
    rules = {outcome["Rule"]: outcome["Outcome"] for outcome in found}
    return {"run": run, "score": found[0]["score"], "rules": rules}


def main(argv):
    args = getResolvedOptions(argv, ["lakegen_reads", "lakegen_writes", "lakegen_upstream_run_id"])
    s3, run = boto3.client("s3"), args["lakegen_upstream_run_id"]
    found = wait_for(s3, f"{args['lakegen_reads']}gate=delivery/run={run}/")
    bucket, prefix = bucket_and_prefix(args["lakegen_writes"])
    s3.put_object(Bucket=bucket, Key=f"{prefix}{run}.json", Body=json.dumps(receipt(run, found)).encode())


if __name__ == "__main__":
    main(sys.argv)
