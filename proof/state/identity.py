"""Roles with their policies, and keys."""

from .normal import tags


def read(account):
    yield from roles(account)
    yield from policies(account)
    yield from keys(account)


def roles(account):
    iam = account.client("iam")
    for listed in account.pages("iam", "list_roles", "Roles"):
        name = listed["RoleName"]
        role = iam.get_role(RoleName=name)["Role"]
        role["Tags"] = tags(role.get("Tags", []))
        attached = account.pages("iam", "list_attached_role_policies", "AttachedPolicies", RoleName=name)
        role["attached"] = sorted(policy["PolicyArn"] for policy in attached)
        role["inline"] = {
            policy: {"PolicyDocument": iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]}
            for policy in account.pages("iam", "list_role_policies", "PolicyNames", RoleName=name)
        }
        yield f"role {name}", role


def policies(account):
    iam = account.client("iam")
    for listed in account.pages("iam", "list_policies", "Policies", Scope="Local"):
        arn = listed["Arn"]
        policy = iam.get_policy(PolicyArn=arn)["Policy"]
        version = iam.get_policy_version(PolicyArn=arn, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
        policy |= {"PolicyDocument": version["Document"], "Tags": tags(policy.get("Tags", []))}
        yield f"policy {policy['PolicyName']}", policy


def aliases(account):
    found = account.pages("kms", "list_aliases", "Aliases")
    return [alias for alias in found if alias.get("TargetKeyId") and not alias["AliasName"].startswith("alias/aws/")]


def keys(account):
    kms = account.client("kms")
    known = {key["KeyId"] for key in account.pages("kms", "list_keys", "Keys")}
    for alias in aliases(account):
        identity = alias["TargetKeyId"]
        known.discard(identity)
        metadata = kms.describe_key(KeyId=identity)["KeyMetadata"]
        yield (
            f"key {alias['AliasName']}",
            metadata
            | {
                "rotated": kms.get_key_rotation_status(KeyId=identity)["KeyRotationEnabled"],
                "Policy": kms.get_key_policy(KeyId=identity, PolicyName="default")["Policy"],
                "tags": tags(account.pages("kms", "list_resource_tags", "Tags", KeyId=identity)),
            },
        )
    yield "keys without an alias", {"number": sum(1 for key in known if is_customers(kms, key))}


def is_customers(kms, key):
    return kms.describe_key(KeyId=key)["KeyMetadata"]["KeyManager"] == "CUSTOMER"


def key_names(account):
    """Generated key ids, by the alias that stands for them."""
    return {alias["TargetKeyId"]: f"({alias['AliasName']})" for alias in aliases(account)}
