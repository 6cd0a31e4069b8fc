"""Follows the clicks and keeps the visits of each minute: visitor, first and last click, and how many there were."""

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F

CLICK = "visitor struct<id:string,country:string>, page string, at timestamp"


def visits(clicks):
    """One row for each visitor and minute; clicks that come more than ten minutes late are left out."""
    parsed = clicks.select(F.from_json(F.col("data").cast("string"), CLICK).alias("click")).select("click.*")
    by_minute = parsed.withWatermark("at", "10 minutes").groupBy(F.window("at", "1 minute"), "visitor.id")
    counted = by_minute.agg(F.min("at").alias("first"), F.max("at").alias("last"), F.count("*").alias("clicks"))
    return counted.drop("window").withColumn("dt", F.date_format("first", "yyyy-MM-dd"))


def main(argv):
    names = ["JOB_NAME", "lakegen_reads", "lakegen_writes", "lakegen_checkpoint_location"]
    args = getResolvedOptions(argv, names)
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    stream = {"streamARN": args["lakegen_reads"].removeprefix("stream:"), "startingPosition": "TRIM_HORIZON"}
    clicks = context.create_data_frame.from_options(connection_type="kinesis", connection_options=stream)
    writer = visits(clicks).writeStream.format("parquet").partitionBy("dt").outputMode("append")
    places = {"path": args["lakegen_writes"], "checkpointLocation": args["lakegen_checkpoint_location"]}
    writer.options(**places).trigger(processingTime="1 minute").start().awaitTermination()


if __name__ == "__main__":
    main(sys.argv)
