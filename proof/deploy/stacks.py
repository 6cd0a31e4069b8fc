"""What is true of every CloudFormation stack, whoever deploys it."""

import functools

from awscli.customizations.cloudformation.yamlhelper import yaml_parse

from ..state.unseen import of_stack


@functools.cache
def known_types():
    """The types that the simulated CloudFormation creates; it passes over all others and calls them complete."""
    from moto.cloudformation.parsing import get_model_map

    from ..simulator.types import TYPES

    return frozenset(get_model_map()) | {kind.name for kind in TYPES}


def template_of(account, name):
    template = account.client("cloudformation").get_template(StackName=name)["TemplateBody"]
    return yaml_parse(template) if isinstance(template, str) else template


def resources_of(account, name):
    return account.pages("cloudformation", "list_stack_resources", "StackResourceSummaries", StackName=name)


def check_stack(account, name, findings):
    """The stack and each of its resources is complete, and none was passed over."""
    stack = account.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    reason = stack.get("StackStatusReason", "")
    findings.check(stack["StackStatus"] == "CREATE_COMPLETE", f"stack {name}: {stack['StackStatus']} {reason}")
    found, declared = resources_of(account, name), template_of(account, name)["Resources"]
    findings.check(len(found) == len(declared), f"stack {name}: {len(found)} resources of {len(declared)}")
    for resource in found:
        kind, logical = resource["ResourceType"], resource["LogicalResourceId"]
        known = kind in known_types() or kind == "AWS::CDK::Metadata"
        findings.check(known, f"{logical}: IGNORED, no {kind} is simulated")
        findings.check(resource["ResourceStatus"].endswith("_COMPLETE"), f"{logical}: {resource['ResourceStatus']}")


def unseen(account, rendered, scratch):
    """What only the template knows."""
    stack = account.client("cloudformation").describe_stacks(StackName=rendered.name)["Stacks"][0]
    identities = {
        resource["LogicalResourceId"]: resource["PhysicalResourceId"]
        for resource in resources_of(account, rendered.name)
    }
    return of_stack(template_of(account, rendered.name), identities, stack.get("Outputs", []))
