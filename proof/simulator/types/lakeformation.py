"""AWS Lake Formation, and the encryption of the Data Catalog: what an account has once stands under its number."""

from .kind import Kind, call, remove, without


def location(account, properties):
    account.client("lakeformation").register_resource(**properties)
    return properties["ResourceArn"]


def grant(account, properties):
    account.client("lakeformation").grant_permissions(**properties)
    return "grant"


def revoke(account, identity, properties):
    account.client("lakeformation").revoke_permissions(**properties)


def settings(account, properties):
    words = {"Admins": "DataLakeAdmins"}
    request = {words.get(key, key): value for key, value in without(properties, "MutationType").items()}
    account.client("lakeformation").put_data_lake_settings(DataLakeSettings=request)
    return "data lake settings"


def reset_settings(account, identity, properties):
    account.client("lakeformation").put_data_lake_settings(DataLakeSettings={})


def assign(account, properties):
    answer = account.client("lakeformation").add_lf_tags_to_resource(**properties)
    if answer["Failures"]:
        raise ValueError(answer["Failures"])
    return "tags"


def unassign(account, identity, properties):
    account.client("lakeformation").remove_lf_tags_from_resource(**properties)


def encryption(account, properties):
    passwords = properties["DataCatalogEncryptionSettings"].get("ConnectionPasswordEncryption", {})
    if "KmsKeyId" in passwords:  # what the API calls AwsKmsKeyId
        passwords["AwsKmsKeyId"] = passwords.pop("KmsKeyId")
    account.client("glue").put_data_catalog_encryption_settings(**properties)
    return "catalog encryption"


def reset_encryption(account, identity, properties):
    off = {
        "EncryptionAtRest": {"CatalogEncryptionMode": "DISABLED"},
        "ConnectionPasswordEncryption": {"ReturnConnectionPasswordEncrypted": False},
    }
    request = {"CatalogId": properties["CatalogId"], "DataCatalogEncryptionSettings": off}
    account.client("glue").put_data_catalog_encryption_settings(**request)


TYPES = [
    Kind("AWS::LakeFormation::Resource", location, remove("lakeformation", "deregister_resource", "ResourceArn")),
    Kind("AWS::LakeFormation::PrincipalPermissions", grant, revoke),
    Kind(
        "AWS::LakeFormation::Tag",
        call("lakeformation", "create_lf_tag", "TagKey"),
        remove("lakeformation", "delete_lf_tag", "TagKey"),
    ),
    Kind("AWS::LakeFormation::TagAssociation", assign, unassign),
    Kind("AWS::LakeFormation::DataLakeSettings", settings, reset_settings),
    Kind("AWS::Glue::DataCatalogEncryptionSettings", encryption, reset_encryption),
]
