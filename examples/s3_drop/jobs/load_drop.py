"""Appends the partner files that are new since the last run as Parquet, one folder for each partner.

Started for the arrival of an object, but it takes everything that its bookmark has not seen: a hundred files that
arrive together need two runs, not a hundred.
"""

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F


def load(rows):
    """Typed rows; those without a partner or with an unreadable quantity are left out."""
    typed = rows.select("partner", "sku", F.expr("try_cast(quantity as int)").alias("quantity"), "delivered_on")
    return typed.where("partner is not null and quantity is not null")


def main(argv):
    args = getResolvedOptions(argv, ["JOB_NAME", "lakegen_reads", "lakegen_writes"])
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    new = context.create_dynamic_frame.from_options(
        connection_type="s3",
        connection_options={"paths": [args["lakegen_reads"]], "recurse": True},
        format="csv",
        format_options={"withHeader": True},
        transformation_ctx="incoming",
    ).toDF()
    if new.columns and new.take(1):
        context.write_dynamic_frame.from_options(
            frame=DynamicFrame.fromDF(load(new), context, "deliveries"),
            connection_type="s3",
            connection_options={"path": args["lakegen_writes"], "partitionKeys": ["partner"]},
            format="parquet",
        )
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
