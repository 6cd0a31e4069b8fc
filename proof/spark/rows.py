"""Reads files with Spark, as a reader of the lake would: spark_rows.py FORMAT FOLDER HOW OUTPUT.json"""

import json
import sys

from pyspark.sql import SparkSession

kind, folder, how, output = sys.argv[1:]
spark = SparkSession.builder.getOrCreate()
reader = spark.read.format(kind).option("recursiveFileLookup", str(how == "folders are only folders").lower())
rows = [row.asDict(recursive=True) for row in reader.load(folder).collect()]
with open(output, "w") as file:
    json.dump(rows, file, default=str)
spark.stop()
