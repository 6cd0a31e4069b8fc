"""Tables of the Data Catalog, by the names that a job's arguments have."""

import boto3


def location(name):
    """Where the data of a table, `database.table`, lies."""
    database, table = name.split(".")
    found = boto3.client("glue").get_table(DatabaseName=database, Name=table)["Table"]
    return found["StorageDescriptor"]["Location"]
