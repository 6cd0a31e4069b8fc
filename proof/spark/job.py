"""Runs a job script on Spark as Glue would: job.py SETTINGS.json SCRIPT ARGUMENT...

The settings are Spark's, as the job's --conf has them, in a context of the job's own. See iceberg.py for what they say of a
catalog of Iceberg tables.
"""

import json
import runpy
import sys
from pathlib import Path

from pyspark.sql import SparkSession

from proof.spark.iceberg import Tables

settings, *words = sys.argv[1:]
spark = SparkSession.builder.config(map=json.loads(Path(settings).read_text())).getOrCreate()
try:
    sys.argv, sys.path[0] = words, str(Path(words[0]).parent)
    with Tables(spark):
        runpy.run_path(words[0], run_name="__main__")
finally:
    spark.stop()
