"""Runs a deployed state machine as far as lakes need: tasks that run Glue jobs, one after the other."""

import json

from .iam import role_may, service_may
from .wiring import from_source, glue_arn

RUN_JOB = ("states:::glue:startJobRun", "states:::glue:startJobRun.sync")
# What Step Functions does with AWS Glue in the role's name (its Developer Guide): waiting needs more than starting.
ACTIONS = {RUN_JOB[0]: ("glue:StartJobRun",)}
ACTIONS[RUN_JOB[1]] = ("glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun")


def trusts(deployed, role, service, source):
    """Whether a role lets a service assume it on behalf of something."""
    found = deployed.account.client("iam").get_role(RoleName=role)["Role"]
    policy = found["AssumeRolePolicyDocument"]
    return service_may(policy, service, "sts:AssumeRole", found["Arn"], from_source(source))


def execute(deployed, arn, event, findings):
    """Runs the tasks on an event. Returns the last job that was run, or None."""
    machine = deployed.account.client("stepfunctions").describe_state_machine(stateMachineArn=arn)
    definition, role, job = json.loads(machine["definition"]), machine["roleArn"].rsplit("/", 1)[1], None
    may = trusts(deployed, role, "states.amazonaws.com", arn)
    findings.check(may, f"state machine {machine['name']}: may not assume its role {role}")
    at = definition["StartAt"]
    while at:
        state = definition["States"][at]
        resource = state.get("Resource", "").split(":", 2)[-1]
        if not findings.check(resource in RUN_JOB, f"{machine['name']}: the proof cannot run its state {at}"):
            return job
        parameters = filled(state["Parameters"], event)
        job = parameters["JobName"]
        for action in ACTIONS[resource]:
            may = role_may(deployed.role_policies(role), action, glue_arn(deployed, "job", job))
            findings.check(may, f"state machine {machine['name']}: its role may not {action} of {job}")
        deployed.account.client("glue").start_job_run(**parameters)
        at = state.get("Next")
    return job


def filled(parameters, event):
    """Parameters with each `name.$` replaced by what its path finds in the event."""
    found = {}
    for name, value in parameters.items():
        if isinstance(value, dict):
            found[name] = filled(value, event)
        elif name.endswith(".$"):
            found[name.removesuffix(".$")] = look_up(value, event)
        else:
            found[name] = value
    return found


def look_up(path, event):
    """What a path of the States language finds: $.a.b or $['a-b']. KeyError if there is none: an execution fails."""
    for name in path.removeprefix("$").replace("['", ".").replace("']", "").split(".")[1:]:
        event = event[name]
    return event
