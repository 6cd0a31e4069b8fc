"""Runs a deployed state machine as far as lakes need: JSONata, calls of AWS Glue, and starting itself by a name."""

import json
import re
import threading
from datetime import UTC, datetime

from botocore import xform_name

from .calls import needed
from .iam import role_may, service_may
from .jsonata import filled
from .wiring import from_source

RUN_JOB, START, CALL = "glue:startJobRun.sync", "states:startExecution", "aws-sdk:glue:"
# What Step Functions does with AWS Glue in the role's name (its Developer Guide): waiting needs more than starting.
RUN_ACTIONS = ("GetJobRun", "GetJobRuns", "BatchStopJobRun")
LEGAL_NAME = re.compile(r"[^\s<>{}\[\]?*\"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]{1,80}")
_names, _lock = set(), threading.Lock()


class TaskFailed(Exception):
    """A task's error, by the name that Step Functions gives it."""


def trusts(deployed, role, service, source):
    """Whether a role lets a service assume it on behalf of something."""
    found = deployed.account.client("iam").get_role(RoleName=role)["Role"]
    policy = found["AssumeRolePolicyDocument"]
    return service_may(policy, service, "sts:AssumeRole", found["Arn"], from_source(source))


def execute(deployed, arn, event, findings):
    """Runs an execution on an event. Returns the job that the state machine is there for."""
    machine = deployed.machine(arn)
    role = machine["roleArn"].rsplit("/", 1)[1]
    may = trusts(deployed, role, "states.amazonaws.com", arn)
    findings.check(may, f"state machine {machine['name']}: may not assume its role {role}")
    Execution(deployed, machine, role, event, findings).run()
    return deployed.runs_job(arn)


class Execution:
    def __init__(self, deployed, machine, role, event, findings):
        self.deployed, self.machine, self.role, self.findings = deployed, machine, role, findings
        self.event, self.variables = event, {}

    def run(self):
        definition = json.loads(self.machine["definition"])
        findings, name = self.findings, self.machine["name"]
        if not findings.check(definition.get("QueryLanguage") == "JSONata", f"{name}: the proof knows JSONata only"):
            return
        try:
            self.play(definition, self.event)
        except Exception as error:  # whatever it is, on AWS this execution fails
            findings.check(False, f"state machine {name}: fails: {type(error).__name__}: {error}")

    def play(self, machine, given):
        """Goes from state to state. Returns the output of the last one."""
        at = machine["StartAt"]
        while at:
            given, at = self.step(at, machine["States"][at], given)
        return given

    def step(self, name, state, given):
        context = {"Execution": {"Input": self.event}, "StateMachine": {"Id": self.machine["stateMachineArn"]}}
        states, kind, following = {"input": given, "context": context}, state["Type"], state.get("Next")
        if kind == "Choice":
            chosen = [each for each in state["Choices"] if filled(each["Condition"], states, self.variables)]
            following = chosen[0]["Next"] if chosen else state["Default"]
        elif kind == "Task":
            try:
                states["result"] = self.call(state, filled(state["Arguments"], states, self.variables))
            except TaskFailed as error:
                caught = [each for each in state.get("Catch", []) if str(error) in each["ErrorEquals"]]
                if not caught:
                    raise
                following = caught[0]["Next"]
                return {"Error": str(error)}, following
        elif kind == "Map":
            items = filled(state["Items"], states, self.variables)
            states["result"] = [self.play(state["ItemProcessor"], item) for item in items]
        elif kind not in ("Pass", "Wait", "Succeed"):
            raise ValueError(f"the proof cannot run the state {name}")
        output = filled(state["Output"], states, self.variables) if "Output" in state else states.get("result", given)
        self.variables |= filled(state.get("Assign", {}), states, self.variables)
        return output, following

    def call(self, state, arguments):
        service = state["Resource"].split(":::", 1)[1]
        if service == START:
            return self.start_itself(**arguments)
        operation = "StartJobRun" if service == RUN_JOB else service.removeprefix(CALL)
        operation = operation[0].upper() + operation[1:]
        action, arn = needed(self.deployed, operation, arguments)
        for action in [action, *(f"glue:{each}" for each in RUN_ACTIONS if service == RUN_JOB)]:
            self.may(action, arn)
        answer = getattr(self.deployed.account.client("glue"), xform_name(operation))(**arguments)
        answer.pop("ResponseMetadata", None)
        return json.loads(json.dumps(answer, default=written))

    def start_itself(self, StateMachineArn, Name, Input):  # noqa: N803
        self.may("states:StartExecution", StateMachineArn)
        if not LEGAL_NAME.fullmatch(Name):
            raise TaskFailed("StepFunctions.InvalidNameException")
        key = (self.deployed.account.endpoint, StateMachineArn, Name)
        with _lock:
            if key in _names:
                raise TaskFailed("StepFunctions.ExecutionAlreadyExistsException")
            _names.add(key)
        Execution(self.deployed, self.machine, self.role, Input, self.findings).run()
        return {"ExecutionArn": f"{StateMachineArn.replace(':stateMachine:', ':execution:')}:{Name}"}

    def may(self, action, arn):
        may = role_may(self.deployed.role_policies(self.role), action, arn)
        self.findings.check(may, f"state machine {self.machine['name']}: its role may not {action} on {arn}")


def written(time):
    """A time as Step Functions writes it."""
    return datetime.fromtimestamp(time.timestamp(), UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
