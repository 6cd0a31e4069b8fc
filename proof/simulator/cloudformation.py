"""Mends of moto's CloudFormation."""

import copy
import functools
import json

import moto.cloudformation.models as models
import moto.cloudformation.parsing as parsing  # moto's own types must be there before ours, which then win
import moto.cloudformation.responses as responses
from botocore.exceptions import BotoCoreError, ClientError
from moto.cloudformation.exceptions import UnformattedGetAttTemplateException, ValidationError
from moto.core.common_models import CloudFormationModel

from ..aws import Account
from .mend import endpoint, mend
from .types import TYPES

KEEP_ALIVE = []  # moto finds its types through __subclasses__(), which holds weak references


@functools.cache
def account(region):
    """This server's own account. Its clients are made once: making one costs more than a call."""
    return Account(endpoint(), region)


def model_of(kind):
    """A CloudFormation type of moto's that creates its resources through their service's own API."""

    class Model(CloudFormationModel):
        __module__ = "moto.cloudformation"  # moto reads the service out of this

        def __init__(self, identity, properties, account_id, region):
            self.id, self.properties, self.account_id, self.region = identity, properties, account_id, region

        @property
        def account(self):
            return account(self.region)

        @property
        def physical_resource_id(self):
            return self.id

        @staticmethod
        def cloudformation_name_type():
            return kind.named or ""

        @staticmethod
        def cloudformation_type():
            return kind.name

        @classmethod
        def has_cfn_attr(cls, attr):
            return attr in kind.attributes

        def get_cfn_attribute(self, attribute_name):
            if attribute_name not in kind.attributes:
                raise UnformattedGetAttTemplateException()
            return kind.attributes[attribute_name](self)

        @classmethod
        def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
            properties = json.loads(json.dumps(cloudformation_json.get("Properties", {})))
            if kind.named:
                properties.setdefault(kind.named, resource_name)
            try:
                identity = kind.create(account(region_name), copy.deepcopy(properties))
            except (BotoCoreError, ClientError, KeyError) as error:
                raise ValidationError(resource_name, f"{kind.name} {resource_name}: {error!r}") from error
            return cls(identity, properties, account_id, region_name)

        @classmethod
        def update_from_cloudformation_json(cls, original_resource, new_resource_name, *others):
            original_resource.delete()
            return cls.create_from_cloudformation_json(new_resource_name, *others)

        @classmethod
        def delete_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name):
            kind.delete(account(region_name), resource_name, cloudformation_json.get("Properties", {}))

        def delete(self, account_id=None, region_name=None):
            kind.delete(account(self.region), self.id, self.properties)

    Model.__name__ = kind.name.replace("::", "")
    return Model


@mend(
    "cloudformation",
    f"{len(TYPES)} types are created through their services' APIs, which know every property: types/ "
    "(moto: passed over in silence, or half of the properties dropped)",
)
def _types():
    KEEP_ALIVE.extend(model_of(kind) for kind in TYPES)


def dotted(value):
    """A function with its attribute in one piece: moto's parsers split A.B.C at every dot."""
    if isinstance(value, dict) and isinstance(value.get("Fn::GetAtt"), list):
        name, *attribute = value["Fn::GetAtt"]
        return {"Fn::GetAtt": [name, ".".join(attribute)]}
    return value


@mend("cloudformation", "!GetAtt A.B.C and ${A.B.C} are the attribute B.C of A (moto: the attribute B)")
def _dotted_attributes():
    tag, value = responses.yaml_tag_constructor, parsing.clean_json
    responses.yaml_tag_constructor = models.yaml_tag_constructor = lambda *node: dotted(tag(*node))
    parsing.clean_json = lambda json, resources: value(dotted(json), resources)


@mend("cloudformation", "a stack that a change set has made has its outputs (moto: none)")
def _outputs():
    plain = models.ChangeSet.apply

    def apply(self):
        plain(self)
        self.stack.template_dict = self.template_dict
        self.stack.output_map = self.stack._create_output_map()

    models.ChangeSet.apply = apply


@mend(
    "cloudformation",
    "a TemplateURL that the AWS CLI or the CDK made for this server is read (moto: amazonaws.com only)",
)
def _template_url():
    plain = responses.get_stack_from_s3_url

    def read(template_url, account_id, partition):
        own = endpoint() + "/"
        if template_url.startswith(own):
            template_url = "https://s3.amazonaws.com/" + template_url.removeprefix(own)
        return plain(template_url, account_id=account_id, partition=partition)

    responses.get_stack_from_s3_url = read
