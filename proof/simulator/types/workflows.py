"""AWS Step Functions."""

import re

from .kind import Kind, api_words, remove, tag_map, text, without

PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def state_machine(account, properties):
    values = properties.pop("DefinitionSubstitutions", {})
    definition = text(properties.pop("Definition", None) or properties.pop("DefinitionString"))
    tags = [{"key": key, "value": value} for key, value in tag_map(properties).items()]
    request = api_words(without(properties, "DefinitionString", "StateMachineName", "StateMachineType", "Tags"))
    if "StateMachineType" in properties:
        request["type"] = properties["StateMachineType"]
    if values:
        definition = PLACEHOLDER.sub(lambda found: str(values[found[1]]), definition)
    request |= {"name": properties["StateMachineName"], "definition": definition, "tags": tags}
    return account.client("stepfunctions").create_state_machine(**request)["stateMachineArn"]


TYPES = [
    Kind(
        "AWS::StepFunctions::StateMachine", state_machine,
        remove("stepfunctions", "delete_state_machine", "stateMachineArn"), "StateMachineName",
        {"Arn": lambda found: found.id, "Name": lambda found: found.id.rsplit(":", 1)[1]},
    ),
]  # fmt: skip
