"""Writes a report: the quantity of each article, in a folder named after the time the run was scheduled for."""

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F


def folder(argv):
    """The report's folder: the scheduled day, or `manual` for a run that someone started."""
    if "--lakegen_scheduled_at" not in argv:
        return "manual/"
    return getResolvedOptions(argv, ["lakegen_scheduled_at"])["lakegen_scheduled_at"][:10] + "/"


def report(rows):
    return rows.groupBy("sku").agg(F.sum("quantity").alias("quantity"), F.count("*").alias("deliveries")).orderBy("sku")


def main(argv):
    args = getResolvedOptions(argv, ["JOB_NAME", "lakegen_reads", "lakegen_writes"])
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    rows = context.create_dynamic_frame.from_options(
        connection_type="s3",
        connection_options={"paths": [args["lakegen_reads"]], "recurse": True},
        format="parquet",
    ).toDF()
    context.write_dynamic_frame.from_options(
        frame=DynamicFrame.fromDF(report(rows).coalesce(1), context, "report"),
        connection_type="s3",
        connection_options={"path": args["lakegen_writes"] + folder(argv)},
        format="json",
    )
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
