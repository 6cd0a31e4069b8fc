"""IAM and AWS KMS."""

from .kind import Kind, text


def managed_policy(account, properties):
    request = {
        "PolicyName": properties.pop("ManagedPolicyName"),
        "PolicyDocument": text(properties.pop("PolicyDocument")),
    }
    return account.client("iam").create_policy(**request, **properties)["Policy"]["Arn"]


def delete_managed_policy(account, identity, properties):
    iam = account.client("iam")
    for role in account.pages("iam", "list_entities_for_policy", "PolicyRoles", PolicyArn=identity):
        iam.detach_role_policy(RoleName=role["RoleName"], PolicyArn=identity)
    iam.delete_policy(PolicyArn=identity)


def role(account, properties):
    iam, name = account.client("iam"), properties["RoleName"]
    managed, inline = properties.pop("ManagedPolicyArns", []), properties.pop("Policies", [])
    properties["AssumeRolePolicyDocument"] = text(properties["AssumeRolePolicyDocument"])
    iam.create_role(**properties)
    for arn in managed:
        iam.attach_role_policy(RoleName=name, PolicyArn=arn)
    for each in inline:
        iam.put_role_policy(RoleName=name, PolicyName=each["PolicyName"], PolicyDocument=text(each["PolicyDocument"]))
    return name


def delete_role(account, identity, properties):
    iam = account.client("iam")
    for each in account.pages("iam", "list_attached_role_policies", "AttachedPolicies", RoleName=identity):
        iam.detach_role_policy(RoleName=identity, PolicyArn=each["PolicyArn"])
    for name in account.pages("iam", "list_role_policies", "PolicyNames", RoleName=identity):
        iam.delete_role_policy(RoleName=identity, PolicyName=name)
    iam.delete_role(RoleName=identity)


def key(account, properties):
    kms = account.client("kms")
    rotation, _ = properties.pop("EnableKeyRotation", False), properties.pop("PendingWindowInDays", None)
    tags = [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in properties.pop("Tags", [])]
    policy = {"Policy": text(properties.pop("KeyPolicy"))} if "KeyPolicy" in properties else {}
    identity = kms.create_key(Tags=tags, **policy, **properties)["KeyMetadata"]["KeyId"]
    if rotation:
        kms.enable_key_rotation(KeyId=identity)
    return identity


def delete_key(account, identity, properties):
    account.client("kms").schedule_key_deletion(
        KeyId=identity, PendingWindowInDays=properties.get("PendingWindowInDays", 30)
    )


def alias(account, properties):
    account.client("kms").create_alias(**properties)
    return properties["AliasName"]


def delete_alias(account, identity, properties):
    account.client("kms").delete_alias(AliasName=identity)


TYPES = [
    Kind("AWS::IAM::ManagedPolicy", managed_policy, delete_managed_policy, "ManagedPolicyName"),
    Kind(
        "AWS::IAM::Role", role, delete_role, "RoleName",
        {"Arn": lambda found: f"arn:aws:iam::{found.account_id}:role{found.properties.get('Path', '/')}{found.id}"},
    ),
    Kind(
        "AWS::KMS::Key", key, delete_key, None,
        {
            "Arn": lambda found: f"arn:aws:kms:{found.region}:{found.account_id}:key/{found.id}",
            "KeyId": lambda found: found.id,
        },
    ),
    Kind("AWS::KMS::Alias", alias, delete_alias),
]  # fmt: skip
