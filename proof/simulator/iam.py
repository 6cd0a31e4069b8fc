"""Mends of moto's IAM and AWS KMS."""

import json

from moto.iam.models import Role
from moto.kms.models import Key

from .mend import mend


@mend("iam", "inline policies of a CloudFormation role are kept as JSON (moto: Python's spelling of a dictionary)")
def _inline_policies():
    plain = Role.put_policy

    def put_policy(self, policy_name, policy_json):
        plain(self, policy_name, policy_json if isinstance(policy_json, str) else json.dumps(policy_json))

    Role.put_policy = put_policy


@mend("kms", "a key's KeyUsage is ENCRYPT_DECRYPT if left out (moto: nothing)")
def _key_usage():
    plain = Key.__init__

    def __init__(self, policy, key_usage, *others, **more):
        plain(self, policy, key_usage or "ENCRYPT_DECRYPT", *others, **more)

    Key.__init__ = __init__
