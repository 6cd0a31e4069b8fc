"""Mends of moto's AWS Step Functions."""

import json

from moto.stepfunctions.responses import StepFunctionResponse

from .mend import mend

LOGGING = {"level": "OFF", "includeExecutionData": False}


@mend(
    "states",
    "ValidateStateMachineDefinition and ListStateMachineVersions exist; the former parses the States language "
    "(moto: no such actions, so Terraform cannot even plan a state machine)",
)
def _state_machines():
    from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser

    def validate_state_machine_definition(self):
        answer = {"result": "OK", "diagnostics": [], "truncated": False}
        try:
            AmazonStateLanguageParser.parse(self._get_param("definition"))
        except Exception as error:  # the parser raises many kinds
            found = {"severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED", "message": str(error)[:900]}
            answer = {"result": "FAIL", "diagnostics": [found], "truncated": False}
        return 200, {}, json.dumps(answer)

    def list_state_machine_versions(self):
        return 200, {}, json.dumps({"stateMachineVersions": []})

    StepFunctionResponse.validate_state_machine_definition = validate_state_machine_definition
    StepFunctionResponse.list_state_machine_versions = list_state_machine_versions


@mend("states", "a state machine says the defaults of its logging and tracing (moto: nothing)")
def _defaults():
    plain = StepFunctionResponse._describe_state_machine

    def described(self, arn):
        machine = self.stepfunction_backend.describe_state_machine(arn)
        machine.loggingConfiguration = LOGGING | (machine.loggingConfiguration or {})
        machine.tracingConfiguration = {"enabled": False} | (machine.tracingConfiguration or {})
        return plain(self, arn)

    StepFunctionResponse._describe_state_machine = described
