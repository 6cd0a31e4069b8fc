"""Takes over the stock of this hour from the ERP's database, each warehouse a partition."""

import csv
import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F
from retail.tables import location


def warehouses(path="warehouses.csv"):
    """The ERP's codes and what they are called here. Glue puts the file beside the script."""
    with open(path, newline="") as file:
        return {row["code"]: row["warehouse"] for row in csv.DictReader(file)}


def stock(rows, names, minimum):
    """Typed rows of known warehouses with at least so many pieces, with the partition keys of the table."""
    name = F.create_map(*(F.lit(text) for pair in names.items() for text in pair))[F.col("warehouse").cast("string")]
    found = rows.select("sku", F.col("pieces").cast("int").alias("pieces"), name.alias("warehouse"))
    now = F.current_timestamp()
    keys = {"dt": F.date_format(now, "yyyy-MM-dd"), "hour": F.date_format(now, "HH")}
    return found.where(F.col("warehouse").isNotNull() & (F.col("pieces") >= minimum)).withColumns(keys)


def main(argv):
    args = getResolvedOptions(argv, ["JOB_NAME", "lakegen_reads", "lakegen_writes", "minimum_pieces"])
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    database, table = args["lakegen_reads"].split(".")
    levels = context.create_dynamic_frame.from_catalog(database=database, table_name=table).toDF()
    rows = stock(levels, warehouses(), int(args["minimum_pieces"]))
    writer = rows.write.mode("overwrite").option("partitionOverwriteMode", "dynamic")
    writer.partitionBy("warehouse", "dt", "hour").parquet(location(args["lakegen_writes"]))
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
