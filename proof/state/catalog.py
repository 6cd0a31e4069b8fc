"""The tables of the Data Catalog, with their partition indexes and their optimizers."""

from botocore.exceptions import ClientError

OPTIMIZERS = ("compaction", "retention", "orphan_file_deletion")


def read(account):
    for database in account.pages("glue", "get_databases", "DatabaseList"):
        for table in account.pages("glue", "get_tables", "TableList", DatabaseName=database["Name"]):
            names = {"DatabaseName": database["Name"], "TableName": table["Name"]}
            indexes = account.pages("glue", "get_partition_indexes", "PartitionIndexDescriptorList", **names)
            table["indexes"] = {index["IndexName"]: index for index in indexes}
            table["optimizers"] = {kind: optimizer(account, table, kind) for kind in OPTIMIZERS}
            yield f"table {database['Name']}.{table['Name']}", table


def optimizer(account, table, kind):
    """How a table is kept in shape, or None."""
    glue = account.client("glue")
    names = {"CatalogId": table["CatalogId"], "DatabaseName": table["DatabaseName"], "TableName": table["Name"]}
    try:
        return glue.get_table_optimizer(Type=kind, **names)["TableOptimizer"]["configuration"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "EntityNotFoundException":
            raise
        return None
