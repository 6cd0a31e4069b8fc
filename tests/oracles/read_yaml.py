"""Reads CloudFormation templates in YAML as the AWS command line does, by PyYAML's SafeLoader (YAML 1.1), and prints them as JSON.

    read_yaml.py TEMPLATE...        prints {TEMPLATE: {"value": ...} or {"error": "..."}}

The short forms of functions (!Sub) become the long ones. Anchors, aliases and keys given twice are errors, and so is a value
that JSON does not know, such as the date that YAML 1.1 sees in 2012-10-17.
"""

import json
import sys

import yaml


class Loader(yaml.SafeLoader):
    """SafeLoader, with functions, without what a template must not contain."""

    def compose_node(self, parent, index):
        event = self.peek_event()
        if getattr(event, "anchor", None) is not None:
            raise yaml.MarkedYAMLError(problem=f"anchor or alias {event.anchor}", problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node, deep=False):
        mapping = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            raise yaml.MarkedYAMLError(problem="a key is given twice, or merged", problem_mark=node.start_mark)
        return mapping


def function(loader, suffix, node):
    """The long form of a short one."""
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", function)


def read(path):
    """The template at a path, or why it is none."""
    try:
        with open(path, encoding="utf-8") as file:
            value = yaml.load(file, Loader)
        json.dumps(value, allow_nan=False)
    except (yaml.YAMLError, TypeError, ValueError) as error:
        return {"error": str(error)}
    return {"value": value}


json.dump({path: read(path) for path in sys.argv[1:]}, sys.stdout)
