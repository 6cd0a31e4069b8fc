"""Makes requests with sessions out of access-log lines that are new since the last run.

Reads the crawled table that --lakegen_reads names, with a job bookmark, so each file is read once. A session ends when its
client was silent for half an hour; one that goes on in a later run begins anew there, as both runs are minutes apart.
"""

import sys

import boto3
from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import Window
from pyspark.sql import functions as F

SILENCE_SECONDS = 30 * 60


def requests(lines):
    """The lines that can be read, with the types of the table."""
    return lines.select(
        "client_ip",
        F.to_timestamp("ts", "dd/MMM/yyyy:HH:mm:ss Z").alias("ts"),
        "method",
        "path",
        F.col("status").cast("int").alias("status"),
        F.col("bytes").cast("bigint").alias("bytes"),
    ).where("ts is not null and client_ip is not null")


def with_sessions(rows):
    """Adds session_id: the client and the second at which the session began."""
    by_client = Window.partitionBy("client_ip").orderBy("ts")
    silent = F.col("ts").cast("long") - F.lag(F.col("ts").cast("long")).over(by_client)
    begins = F.coalesce(silent >= SILENCE_SECONDS, F.lit(True))
    numbered = rows.withColumn("session", F.sum(begins.cast("int")).over(by_client))
    began = F.min("ts").over(Window.partitionBy("client_ip", "session")).cast("long")
    return numbered.withColumn("session_id", F.concat_ws("-", "client_ip", began)).drop("session")


def with_partitions(rows):
    """Adds the table's partition keys, the hour with two digits as the table's projection writes it."""
    return rows.withColumn("dt", F.date_format("ts", "yyyy-MM-dd")).withColumn("hour", F.date_format("ts", "HH"))


def main():
    args = getResolvedOptions(sys.argv, ["JOB_NAME", "lakegen_reads", "lakegen_writes"])
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    database, table = args["lakegen_reads"].split(".")
    lines = context.create_dynamic_frame.from_catalog(database=database, table_name=table, transformation_ctx="lines").toDF()
    if lines.columns:
        target = dict(zip(("DatabaseName", "Name"), args["lakegen_writes"].split("."), strict=True))
        location = boto3.client("glue").get_table(**target)["Table"]["StorageDescriptor"]["Location"]
        rows = with_partitions(with_sessions(requests(lines)))
        context.write_dynamic_frame.from_options(
            frame=DynamicFrame.fromDF(rows, context, "rows"),
            connection_type="s3",
            connection_options={"path": location, "partitionKeys": ["dt", "hour"]},
            format="parquet",
        )
    job.commit()


if __name__ == "__main__":
    main()
