"""Mends of moto's AWS Lambda."""

import base64
import json

import moto.awslambda.models as models

from .. import handler
from ..aws import Account
from .core import note
from .mend import endpoint, mend

KEPT = ("DeadLetterConfig", "LoggingConfig")


@mend("lambda", "DeadLetterConfig and LoggingConfig are kept (moto: dropped)")
def _kept_settings():
    function = models.LambdaFunction
    init, read, update = function.__init__, function.get_configuration, function.update_configuration

    def __init__(self, account_id, spec, region, version=1):
        self.kept = {key: spec[key] for key in KEPT if spec.get(key)}
        init(self, account_id, spec, region, version)

    def get_configuration(self, on_create=False):
        return read(self, on_create) | self.kept

    def update_configuration(self, updates):
        self.kept |= {key: updates[key] for key in KEPT if key in updates}
        self.tracing_config = updates.get("TracingConfig", self.tracing_config)
        return update(self, updates)

    function.__init__ = __init__
    function.get_configuration = get_configuration
    function.update_configuration = update_configuration


@mend(
    "lambda", "GetFunction's Code.Location leads to the deployed zip: a data: URL (moto: an address that is not there)"
)
def _code_location():
    plain = models.LambdaFunction.get_code

    def get_code(self):
        answer = plain(self)
        if getattr(self, "code_bytes", None):
            location = "data:application/zip;base64," + base64.b64encode(self.code_bytes).decode()
            answer["Code"] = {"RepositoryType": "S3", "Location": location}
        return answer

    models.LambdaFunction.get_code = get_code


@mend("lambda", "Invoke runs the deployed Python handler, in a process of its own (moto: docker, or a fixed answer)")
def _invoke():
    def invoke(self, function_name, qualifier, body, headers, response_headers):
        function = self.get_function(function_name, qualifier)
        outcome = handler.invoke(
            function.code_bytes, function.function_name, function.handler, function.environment_vars,
            json.loads(body or "{}"), Account(endpoint(), function.region).environment(), function.timeout,
        )  # fmt: skip
        note("INVOKED:", function_name, outcome.error or outcome.answer)
        if outcome.error:
            response_headers["x-amz-function-error"] = "Unhandled"
            return json.dumps({"errorMessage": outcome.error}).encode()
        return json.dumps(outcome.answer).encode()

    models.LambdaBackend.invoke = invoke
