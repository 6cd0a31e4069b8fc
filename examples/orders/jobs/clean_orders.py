"""Cleans the orders that are new since the last run: casts, keeps the newest row of each, sets invalid rows aside.

Reads the crawled table raw_orders with a job bookmark, so each file is read once. After a failed run the next one reads
the same files and may append a row again: readers of curated/orders/ keep the newest row of each order, as
daily_revenue.py does.
"""

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F

TABLE = "raw_orders"
COLUMNS = {
    "order_id": "string",
    "customer_id": "string",
    "amount": "decimal(12,2)",
    "currency": "string",
    "country": "string",
    "status": "string",
    "ordered_at": "timestamp",
    "updated_at": "timestamp",
}
STATUSES = ("open", "paid", "shipped", "cancelled")


def parse_args(argv):
    """The database to read, and the locations for clean rows and for rejected ones."""
    args = getResolvedOptions(argv, ["JOB_NAME", "lakegen_reads", "lakegen_writes"])
    database = args["lakegen_reads"].split(",")[0].split(".")[0]
    clean, rejected = args["lakegen_writes"].split(",")
    return args, database, clean, rejected


def is_valid():
    """True for a row with its keys, a known status, and an amount and times that could be cast."""
    keys = F.col("order_id").isNotNull() & F.col("updated_at").isNotNull() & F.col("ordered_at").isNotNull()
    return F.coalesce(keys & (F.col("amount") >= 0) & F.col("status").isin(*STATUSES), F.lit(False))


def clean(rows):
    """Splits raw rows into clean ones, the newest of each order, and rejected ones as they came."""
    casts = [F.expr(f"try_cast(`{name}` as {kind})").alias(name) for name, kind in COLUMNS.items()]
    checked = rows.select(*casts, F.struct(*COLUMNS).alias("raw")).withColumn("valid", is_valid())
    good, bad = checked.where("valid").select(*COLUMNS), checked.where("not valid").select("raw.*")
    newest = good.groupBy("order_id").agg(F.max_by(F.struct(*COLUMNS), "updated_at").alias("row")).select("row.*")
    return newest.withColumn("dt", F.date_format("ordered_at", "yyyy-MM-dd")), bad


def write(context, rows, path, kind, keys=()):
    context.write_dynamic_frame.from_options(
        frame=DynamicFrame.fromDF(rows, context, "rows"),
        connection_type="s3",
        connection_options={"path": path, "partitionKeys": list(keys)},
        format=kind,
    )


def main(argv):
    args, database, clean_path, rejected_path = parse_args(argv)
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    new = context.create_dynamic_frame.from_catalog(database=database, table_name=TABLE, transformation_ctx=TABLE)
    rows = new.resolveChoice(specs=[("amount", "cast:string")]).toDF()
    if rows.columns and rows.take(1):
        good, bad = clean(rows)
        write(context, good, clean_path, "parquet", ["dt"])
        if bad.take(1):
            write(context, bad, rejected_path, "json")
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
