"""What AWS Lambda does around a handler, plus a journal of the AWS calls that it makes. Runs in a process of its own.

Importing this imports boto3 and reads its models, which takes longer than any handler does. So handler.py forks its
processes off one that has imported it.
"""

import importlib
import json
import os
import sys
import traceback

import boto3
import botocore.client

SERVICES = ("glue", "sqs")  # what the handlers talk to

for _service in SERVICES:
    boto3.client(
        _service, region_name="eu-west-1", aws_access_key_id="simulated", aws_secret_access_key="simulated"
    )  # fmt: skip
LOADER = boto3.DEFAULT_SESSION._session.get_component("data_loader")  # keeps the models that were read
boto3.DEFAULT_SESSION = None


class Context:
    memory_limit_in_mb, aws_request_id = 128, "simulated"

    def __init__(self, name):
        self.function_name = name

    def get_remaining_time_in_millis(self):
        return 30000


def serve(folder, entry, name, event, environment):
    """Runs `entry` on an event. Writes the files `journal`, `answer` and `errors` beside the folder of its code."""
    scratch = os.path.dirname(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(scratch)
    sys.path.insert(0, str(folder))
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - until the process ends
    note_calls(os.path.join(scratch, "journal"))
    boto3.setup_default_session()
    boto3.DEFAULT_SESSION._session.register_component("data_loader", LOADER)
    module, function = entry.rsplit(".", 1)
    try:
        result = getattr(importlib.import_module(module.replace("/", ".")), function)(event, Context(name))
        with open(os.path.join(scratch, "answer"), "w") as file:
            json.dump(result, file)
    except BaseException:
        with open(os.path.join(scratch, "errors"), "w") as file:
            traceback.print_exc(file=file)
        sys.exit(1)


def note_calls(journal):
    """Writes one line for each AWS call: service, operation, parameters."""
    call = botocore.client.BaseClient._make_api_call

    def noted(client, operation, parameters):
        with open(journal, "a") as lines:
            service = client.meta.service_model.service_name
            print(json.dumps([service, operation, parameters], default=str), file=lines)
        return call(client, operation, parameters)

    botocore.client.BaseClient._make_api_call = noted
