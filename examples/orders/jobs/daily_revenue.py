"""Counts the revenue of each day, country and currency from the newest state of every order.

Always counts everything and replaces the result, so a second run changes nothing. The old files go after the new ones
are there: a query in between sees both for a moment, but never none.
"""

import sys

import boto3
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F


def bucket_and_prefix(path):
    bucket, _, prefix = path.removeprefix("s3://").partition("/")
    return bucket, prefix


def revenue(orders):
    """The rows of the result: cancelled orders do not count, repeated rows of an order count once."""
    newest = orders.groupBy("order_id").agg(F.max_by(F.struct("*"), "updated_at").alias("row")).select("row.*")
    sold = newest.where(F.col("status") != "cancelled").withColumn("day", F.to_date("ordered_at"))
    totals = F.count("*").alias("orders"), F.sum("amount").alias("revenue")
    return sold.groupBy("day", "country", "currency").agg(*totals)


def objects(s3, path):
    bucket, prefix = bucket_and_prefix(path)
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    return [(bucket, item["Key"]) for page in pages for item in page.get("Contents", [])]


def main(argv):
    args = getResolvedOptions(argv, ["JOB_NAME", "lakegen_reads", "lakegen_writes"])
    source, target = args["lakegen_reads"], args["lakegen_writes"]
    context, s3 = GlueContext(SparkContext.getOrCreate()), boto3.client("s3")
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    orders = context.create_dynamic_frame.from_options(
        connection_type="s3", connection_options={"paths": [source], "recurse": True}, format="parquet"
    )
    old = objects(s3, target)
    context.write_dynamic_frame.from_options(
        frame=DynamicFrame.fromDF(revenue(orders.toDF()).coalesce(1), context, "revenue"),
        connection_type="s3",
        connection_options={"path": target},
        format="parquet",
    )
    for bucket, key in old:
        s3.delete_object(Bucket=bucket, Key=key)
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
