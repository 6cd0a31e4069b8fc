"""One Spark session for tests that call a script's functions instead of running it, which takes a tenth of the time."""

import contextlib
import sys

from .spark import SHIM

CONF = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.session.timeZone": "UTC",
}


@contextlib.contextmanager
def spark_session(**conf):
    """A local session, and the stand-in for awsglue on the path."""
    from pyspark.sql import SparkSession

    sys.path.insert(0, str(SHIM))
    spark = SparkSession.builder.master("local[1]").config(map={**CONF, **conf}).getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()
        sys.path.remove(str(SHIM))


def plain_rows(frame):
    """The rows of a DataFrame as dictionaries, in the order of their text."""
    return sorted((row.asDict(recursive=True) for row in frame.collect()), key=str)
