"""Publishes the claims that are new since the last run, if their delivery can be trusted; bad rows are set aside.

Reads each file once, with a job bookmark. Writing is the last step, so that a run that fails before it has published nothing;
the next one takes the same files again.
"""

import sys

import boto3
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from lakegen_quality import gate
from pyspark.context import SparkContext
from pyspark.sql import functions as F


def described(name):
    """Location, columns and partition keys of a table, `database.table`."""
    database, table = name.split(".")
    found = boto3.client("glue").get_table(DatabaseName=database, Name=table)["Table"]
    storage = found["StorageDescriptor"]
    return storage["Location"], storage["Columns"], found["PartitionKeys"]


def typed(rows, columns):
    """The rows with the columns of a table and nothing else."""
    return rows.select(*(F.col(column["Name"]).cast(column["Type"]).alias(column["Name"]) for column in columns))


def main(argv):
    args = getResolvedOptions(argv, ["JOB_NAME", "lakegen_reads", "lakegen_writes"])
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    database, table = args["lakegen_reads"].split(".")
    new = context.create_dynamic_frame.from_catalog(database=database, table_name=table, transformation_ctx="claims")
    if new.toDF().take(1):
        gate(new, "delivery")  # raises if the delivery is broken: nothing below happens
        good = gate(new, "rows").toDF()
        location, columns, keys = described(args["lakegen_writes"])
        rows = typed(good, columns + keys)
        context.write_dynamic_frame.from_options(
            frame=DynamicFrame.fromDF(rows, context, "rows"),
            connection_type="s3",
            connection_options={"path": location, "partitionKeys": [key["Name"] for key in keys]},
            format="parquet",
        )
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
