"""Runs what is deployed on the example's data, crawlers and job scripts, as its expected.json says: see README.md."""

import importlib.util
import json
import sys

from ..server import ROOT
from . import java

SHIM = ROOT / "tests/python/glue_shim"
sys.path.append(str(SHIM))  # the crawler's stand-in reads grok patterns as that of awsglue does


def missing():
    """Why no script can be run here, or None."""
    if not importlib.util.find_spec("pyspark"):
        return "no pyspark: pip install pyspark==3.5.4"
    if not java.iceberg():
        return "no library of Iceberg: pip install snowpark-connect-deps-iceberg==1.0.3"
    return None if java.home() else "no java in JAVA_HOME or on PATH: Spark 3.5 runs on Java 17"


def announce():
    """Says loudly that Spark was asked for and is not here. Returns whether it is here."""
    reason = missing()
    if reason:
        print(f"\n*** SPARK WAS ASKED FOR AND IS NOT HERE: {reason} ***\n", file=sys.stderr)
    return not reason


def prove(account, rendered, scratch, findings):
    """Runs the example's crawlers and jobs and checks what was written. Without expected.json there is nothing to run."""
    from .bench import Bench

    file = rendered.example / "expected.json"
    if file.exists():
        Bench(account, rendered, scratch / "spark", findings).prove(json.loads(file.read_text()))
