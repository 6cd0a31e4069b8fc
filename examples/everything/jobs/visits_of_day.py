"""Makes one row for each visitor and day out of the visits that are new since the last run."""

import sys

from awsglue.context import GlueContext
from awsglue.dynamicframe import DynamicFrame
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext
from pyspark.sql import functions as F


def days(visits):
    totals = F.sum("clicks").alias("clicks"), F.count("*").alias("minutes")
    return visits.groupBy("id", F.date_format("first", "yyyy-MM-dd").alias("dt")).agg(*totals)


def main(argv):
    args = getResolvedOptions(argv, ["JOB_NAME", "lakegen_reads", "lakegen_writes"])
    context = GlueContext(SparkContext.getOrCreate())
    job = Job(context)
    job.init(args["JOB_NAME"], args)
    new = context.create_dynamic_frame.from_options(
        connection_type="s3",
        connection_options={"paths": [args["lakegen_reads"]], "recurse": True},
        format="parquet",
        transformation_ctx="visits",
    ).toDF()
    if new.columns and new.take(1):
        context.write_dynamic_frame.from_options(
            frame=DynamicFrame.fromDF(days(new), context, "days"),
            connection_type="s3",
            connection_options={"path": args["lakegen_writes"], "partitionKeys": ["dt"]},
            format="parquet",
        )
    job.commit()


if __name__ == "__main__":
    main(sys.argv)
