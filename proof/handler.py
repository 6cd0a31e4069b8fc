"""Runs the handler of a deployed function in a Python process of its own, and writes down the AWS calls it makes."""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

# What AWS Lambda does around a handler, plus a journal: one line for each AWS call, with its parameters.
RUNTIME = """
import importlib, json, sys
import botocore.client

folder, entry, name, journal, answer = sys.argv[1:]
call = botocore.client.BaseClient._make_api_call

def noted(client, operation, parameters):
    with open(journal, "a") as lines:
        service = client.meta.service_model.service_name
        print(json.dumps([service, operation, parameters], default=str), file=lines)
    return call(client, operation, parameters)

botocore.client.BaseClient._make_api_call = noted
sys.path.insert(0, folder)
module, function = entry.rsplit(".", 1)

class Context:
    function_name, memory_limit_in_mb, aws_request_id = name, 128, "simulated"
    def get_remaining_time_in_millis(self):
        return 30000

result = getattr(importlib.import_module(module.replace("/", ".")), function)(json.load(sys.stdin), Context())
with open(answer, "w") as file:
    json.dump(result, file)
"""


@dataclass(frozen=True)
class Outcome:
    """What came of one invocation: the answer, or the last line of its error; and the AWS calls made."""

    answer: object = None
    error: str | None = None
    calls: list = field(default_factory=list)  # [service, operation, parameters]


def invoke(code, name, entry, variables, event, environment, timeout=60):
    """Runs `entry` of the zip file `code` on an event. `environment` leads to the simulated account."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, journal, answer = Path(scratch, "code"), Path(scratch, "journal"), Path(scratch, "answer")
        zipfile.ZipFile(io.BytesIO(code)).extractall(folder)
        command = [sys.executable, "-B", "-c", RUNTIME, folder, entry, name, journal, answer]
        done = subprocess.run(
            command, input=json.dumps(event), env=environment | {"AWS_LAMBDA_FUNCTION_NAME": name} | variables,
            cwd=scratch, capture_output=True, text=True, timeout=timeout + 60,
        )  # fmt: skip
        lines = journal.read_text().splitlines() if journal.exists() else []
        calls = [json.loads(line) for line in lines]
        if done.returncode:
            return Outcome(error=(done.stderr.strip().splitlines() or ["no error text"])[-1], calls=calls)
        return Outcome(answer=json.loads(answer.read_text()), calls=calls)
