"""Step Functions: state machines. Their definitions are compared as they are, for there null and {} mean something."""

from .normal import tags


def read(account):
    client = account.client("stepfunctions")
    for listed in account.pages("stepfunctions", "list_state_machines", "stateMachines"):
        machine = client.describe_state_machine(stateMachineArn=listed["stateMachineArn"])
        found = client.list_tags_for_resource(resourceArn=listed["stateMachineArn"])["tags"]
        yield f"state machine {listed['name']}", machine | {"tags": tags(found)}
