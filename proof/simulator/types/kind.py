"""What the types of all services are made of."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field


def nothing(account, identity, properties):
    """For what goes with the resource that it belongs to."""


@dataclass(frozen=True)
class Kind:
    """A CloudFormation type: how to create it (returning its physical id) and delete it, and its attributes."""

    name: str
    create: Callable  # (account, properties) -> physical id
    delete: Callable = nothing  # (account, physical id, properties)
    named: str | None = None  # the property that names it, if a name is made up when it is left out
    attributes: dict = field(default_factory=dict)  # name -> function of the deployed resource


def call(service, operation, identity="Name", prepare=lambda properties: properties):
    """A creation that is one API call with the properties as parameters. `identity` finds the physical id in them."""

    def create(account, properties):
        request = prepare(properties)
        getattr(account.client(service), operation)(**request)
        return identity(request) if callable(identity) else request[identity]

    return create


def remove(service, operation, parameter="Name"):
    def delete(account, identity, properties):
        getattr(account.client(service), operation)(**{parameter: identity})

    return delete


def without(properties, *names):
    return {key: value for key, value in properties.items() if key not in names}


def whole(properties, *names):
    """The properties with these as whole numbers: CloudFormation also takes "5" for 5."""
    return {key: int(value) if key in names else value for key, value in properties.items()}


def text(document):
    return document if isinstance(document, str) else json.dumps(document)


def tag_map(properties):
    return {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}


def arn(service, resource):
    """An attribute: the ARN of the deployed resource, `{}` standing for its physical id."""
    return lambda found: f"arn:aws:{service}:{found.region}:{found.account_id}:{resource.format(found.id)}"


def api_words(value):
    """A property with its keys as most newer services spell them: as CloudFormation does, but for the first letter."""
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: api_words(each) for key, each in value.items()}
    return [api_words(each) for each in value] if isinstance(value, list) else value
