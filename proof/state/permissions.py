"""AWS Lake Formation: where it hands out access, and to whom; and how the Data Catalog is encrypted."""

from ..aws import ACCOUNT_ID
from .normal import order


def read(account):
    client = account.client("lakeformation")
    for listed in client.list_resources()["ResourceInfoList"]:
        found = client.describe_resource(ResourceArn=listed["ResourceArn"])["ResourceInfo"]
        yield f"registered location {listed['ResourceArn']}", found
    settings = client.get_data_lake_settings()["DataLakeSettings"]
    if settings.get("DataLakeAdmins"):
        admins = sorted(settings["DataLakeAdmins"], key=order)
        # What is false is as good as not said.
        said = {key: value for key, value in settings.items() if value is not False}
        yield "data lake settings", said | {"DataLakeAdmins": admins}
    for tag in client.list_lf_tags()["LFTags"]:
        yield f"LF-tag {tag['TagKey']}", {"values": sorted(tag["TagValues"])}
    for grant in client.list_permissions()["PrincipalResourcePermissions"]:
        resource = {kind: without_account(on) for kind, on in grant["Resource"].items()}
        name = f"{grant['Principal']['DataLakePrincipalIdentifier']} on {order(resource)}"
        words = ("Permissions", "PermissionsWithGrantOption")
        yield f"grant to {name}", {key: sorted(grant.get(key) or []) for key in words} | {"granted": True}
    yield from assignments(account, client)
    yield from encryption(account)


def without_account(on):
    """A list of columns has no order; the catalog is the account's."""
    said = {key: value for key, value in on.items() if key != "CatalogId"}
    return {key: sorted(value, key=order) if isinstance(value, list) else value for key, value in said.items()}


def assignments(account, client):
    """What LF-tags say of databases, tables and columns."""
    for database in account.pages("glue", "get_databases", "DatabaseList"):
        name = database["Name"]
        found = client.get_resource_lf_tags(Resource={"Database": {"Name": name}})
        if found.get("LFTagOnDatabase"):
            yield f"LF-tags of {name}", said(found["LFTagOnDatabase"])
        for table in account.pages("glue", "get_tables", "TableList", DatabaseName=name):
            on = {"DatabaseName": name, "Name": table["Name"]}
            found = client.get_resource_lf_tags(Resource={"Table": on})
            if found.get("LFTagsOnTable"):
                yield f"LF-tags of {name}.{table['Name']}", said(found["LFTagsOnTable"])
            columns = [column["Name"] for column in table["StorageDescriptor"].get("Columns", [])]
            on |= {"ColumnNames": columns + [key["Name"] for key in table.get("PartitionKeys", [])]}
            for column in client.get_resource_lf_tags(Resource={"TableWithColumns": on}).get("LFTagsOnColumns", []):
                yield f"LF-tags of {name}.{table['Name']}.{column['Name']}", said(column["LFTags"])


def said(assigned):
    return {tag["TagKey"]: sorted(tag["TagValues"]) for tag in assigned}


def encryption(account):
    settings = account.client("glue").get_data_catalog_encryption_settings(CatalogId=ACCOUNT_ID)
    found = settings["DataCatalogEncryptionSettings"]
    if found["EncryptionAtRest"]["CatalogEncryptionMode"] != "DISABLED":
        yield "catalog encryption", found
