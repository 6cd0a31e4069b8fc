"""What is true of every CloudFormation stack, whoever deploys it."""

import functools

from awscli.customizations.cloudformation.yamlhelper import yaml_parse


@functools.cache
def known_types():
    """The types that the simulated CloudFormation creates; it passes over all others and calls them complete."""
    from moto.cloudformation.parsing import get_model_map

    from ..simulator.types import TYPES

    return frozenset(get_model_map()) | {kind.name for kind in TYPES}


def check_stack(account, name, findings):
    """The stack and each of its resources is complete, and none was passed over."""
    cloudformation = account.client("cloudformation")
    stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    reason = stack.get("StackStatusReason", "")
    findings.check(stack["StackStatus"] == "CREATE_COMPLETE", f"stack {name}: {stack['StackStatus']} {reason}")
    found = account.pages("cloudformation", "list_stack_resources", "StackResourceSummaries", StackName=name)
    template = cloudformation.get_template(StackName=name)["TemplateBody"]
    template = yaml_parse(template) if isinstance(template, str) else template
    findings.check(
        len(found) == len(template["Resources"]),
        f"stack {name}: {len(found)} resources of {len(template['Resources'])} in the template",
    )
    for resource in found:
        kind, logical = resource["ResourceType"], resource["LogicalResourceId"]
        findings.check(
            kind in known_types() or kind == "AWS::CDK::Metadata", f"{logical}: IGNORED, no {kind} is simulated"
        )
        findings.check(resource["ResourceStatus"].endswith("_COMPLETE"), f"{logical}: {resource['ResourceStatus']}")
