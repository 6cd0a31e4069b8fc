"""Leaves a note for finance: which run's sales have passed the gate. Finance's own system looks for such notes."""

import json
import sys

import botocore.session
from awsglue.utils import getResolvedOptions

TOLD = ("lakegen_upstream_job", "lakegen_upstream_run_id", "lakegen_data_quality_result_id")


def main(argv):
    args = getResolvedOptions(argv, ["lakegen_writes", *TOLD])
    bucket, _, prefix = args["lakegen_writes"].removeprefix("s3://").partition("/")
    note = {name.removeprefix("lakegen_"): args[name] for name in TOLD}
    key = f"{prefix}{args['lakegen_upstream_run_id']}.json"
    s3 = botocore.session.get_session().create_client("s3")
    s3.put_object(Bucket=bucket, Key=key, Body=json.dumps(note).encode())


if __name__ == "__main__":
    main(sys.argv)
