"""Real Iceberg tables, in place of S3 and of what the Data Catalog does for them.

A job's --conf is used as it was deployed, extensions and catalog, but for what talks to AWS: Iceberg's catalog in folders stands
in for that in the Data Catalog. A table's folder there is a link to the table's location, so that its files lie where its entry
in the Data Catalog says.
"""

from pathlib import Path

CATALOG = "spark.sql.catalog."
# What is exchanged: the wanted value, and in whose place which setting comes.
STAND_INS = {
    "catalog-impl": ("org.apache.iceberg.aws.glue.GlueCatalog", "type", "hadoop"),
    "io-impl": ("org.apache.iceberg.aws.s3.S3FileIO", "io-impl", "org.apache.iceberg.hadoop.HadoopFileIO"),
}


def settings(conf, warehouse):
    """Spark's settings from a job's --conf, `a=1 --conf b=2`. `warehouse` is the folder of the catalog here."""
    every = {}
    for pair in filter(None, map(str.strip, f" {conf}".split(" --conf "))):
        name, value = pair.split("=", 1)
        catalog, _, option = name.removeprefix(CATALOG).partition(".")
        if name.startswith(CATALOG) and option in STAND_INS:
            wanted, option, stand_in = STAND_INS[option]
            if value != wanted:
                raise ValueError(f"{name} is {value}, which nothing stands in for here")
            every[f"{CATALOG}{catalog}.{option}"] = stand_in
        else:
            every[name] = str(warehouse) if option == "warehouse" else value
    return every


def is_iceberg(table):
    return table.get("Parameters", {}).get("table_type", "").upper() == "ICEBERG"


def iceberg_tables(glue):
    """Every Iceberg table of the Data Catalog."""
    for page in glue.get_paginator("get_databases").paginate():
        for database in page["DatabaseList"]:
            for tables in glue.get_paginator("get_tables").paginate(DatabaseName=database["Name"]):
                yield from filter(is_iceberg, tables["TableList"])


class Tables:
    """While this is entered, the job's catalog of Iceberg tables, if it has one, knows those of the Data Catalog."""

    def __init__(self, spark):
        import boto3

        self.spark, self.glue, self.before = spark, boto3.client("glue"), {}
        conf = dict(spark.sparkContext.getConf().getAll())
        [name] = [name for name in conf if name.startswith(CATALOG) and name.endswith(".type")] or [None]
        self.catalog = name and name.split(".")[-2]
        self.warehouse = Path(conf[f"{CATALOG}{self.catalog}.warehouse"]) if name else None

    def __enter__(self):
        for table in iceberg_tables(self.glue) if self.catalog else ():
            name = f"{table['DatabaseName']}.{table['Name']}"
            self.create(name, table)
            self.before[name] = self.metadata(name), table["StorageDescriptor"]["Location"]

    def __exit__(self, kind, *_):
        from awsglue.context import say

        for name, (metadata, location) in {} if kind else self.before.items():
            if self.metadata(name) != metadata:
                say(wrote=location, committed=name.replace(".", "/"))

    def metadata(self, name):
        """The files that say what the table is, up to now."""
        return {row["file"] for row in self.spark.table(f"{self.catalog}.{name}.metadata_log_entries").collect()}

    def create(self, name, table):
        """An empty table, as Glue makes it when it creates the entry, unless it is there already."""
        from awsglue.context import local

        storage, folder = table["StorageDescriptor"], self.warehouse.joinpath(*name.split("."))
        Path(local(storage["Location"])).mkdir(parents=True, exist_ok=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.is_symlink():
            folder.symlink_to(local(storage["Location"]).rstrip("/"))
        columns = ", ".join(f"`{column['Name']}` {column['Type']}" for column in storage["Columns"])
        self.spark.sql(f"create table if not exists {self.catalog}.{name} ({columns}) using iceberg")
