"""Writes the revenue of each day and channel as CSV for the accountants, all of it anew each time."""

import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F
from retail.tables import location


def revenue(sales):
    """One row for each day and channel, in the order of the table's columns."""
    days = sales.withColumn("day", F.date_format("sold_at", "yyyy-MM-dd"))
    totals = days.groupBy("day", "channel").agg(F.sum("amount").cast("decimal(14,2)").alias("revenue"))
    return totals.orderBy("day", "channel")


def main(argv):
    args = getResolvedOptions(argv, ["JOB_NAME", "lakegen_reads", "lakegen_writes"])
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    sales = context.spark_session.table(f"glue_catalog.{args['lakegen_reads']}")  # an Iceberg table
    writer = revenue(sales).coalesce(1).write.mode("overwrite")
    writer.csv(location(args["lakegen_writes"]), sep=";", quote='"', escape="\\", header=True)
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
