"""Reads files with Spark, as a reader of the lake would: rows.py OUTPUTS.json ROWS.json

Each output has a `format`, `options` of its reader, a `folder`, and whether its folders are `partitions` or only folders.
"""

import json
import sys
from pathlib import Path

from pyspark.sql import SparkSession

asked, answered = map(Path, sys.argv[1:])
spark, rows = SparkSession.builder.getOrCreate(), {}
for name, output in json.loads(asked.read_text()).items():
    reader = spark.read.format(output["format"]).option("recursiveFileLookup", str(not output["partitions"]).lower())
    reader = reader.options(**output["options"])
    rows[name] = [row.asDict(recursive=True) for row in reader.load(output["folder"]).collect()]
answered.write_text(json.dumps(rows, default=str))
spark.stop()
