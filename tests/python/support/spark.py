"""Runs a job script as AWS Glue does: a Python process with its arguments, on Spark, with a stand-in for awsglue."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from .load import source

SHIM = Path(__file__).parents[1] / "glue_shim"
SUBMIT = (
    "--master local[2] --conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=2 "
    "--conf spark.driver.bindAddress=127.0.0.1 --conf spark.driver.host=127.0.0.1 "
    "--conf spark.sql.session.timeZone=UTC pyspark-shell"
)

needs_spark = [
    pytest.mark.spark,
    pytest.mark.skipif(
        not (importlib.util.find_spec("pyspark") and shutil.which("java")),
        reason="NO SPARK HERE: pip install pyspark==3.5.4 and a Java 17 to run the job scripts for real",
    ),
]


class Lake:
    """A moto account and the folder that stands for its S3: both hold the same objects."""

    def __init__(self, folder, monkeypatch):
        self.root, self.journal = folder / "s3", folder / "journal"
        self.server = ThreadedMotoServer("127.0.0.1", port=0)
        self.server.start()
        endpoint = "http://{}:{}".format(*self.server.get_host_and_port())
        urllib.request.urlopen(f"{endpoint}/moto-api/reset", data=b"")  # moto keeps its state in this process
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        self.glue, self.s3 = boto3.client("glue"), boto3.client("s3")
        self.glue.create_database(DatabaseInput={"Name": "orders"})

    def bucket(self, name):
        self.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})

    def put(self, bucket, key, content):
        self.s3.put_object(Bucket=bucket, Key=key, Body=content)
        path = self.root / bucket / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def put_tree(self, bucket, prefix, folder):
        for path in sorted(folder.rglob("*.*")):
            if path.is_file():
                self.put(bucket, prefix + path.relative_to(folder).as_posix(), path.read_bytes())

    def table(self, name, location, kind="json", keys=()):
        self.glue.create_table(
            DatabaseName="orders",
            TableInput={
                "Name": name,
                "TableType": "EXTERNAL_TABLE",
                "Parameters": {"classification": kind},
                "PartitionKeys": [{"Name": key, "Type": "string"} for key in keys],
                "StorageDescriptor": {"Location": location, "Columns": []},
            },
        )

    def run(self, script, *arguments, text=None):
        """Runs a script to its end. Returns what the stand-in for awsglue noted down; fails without a commit.

        The script is a file or a template; `text` is what runs in its place, if given.
        """
        done = self.attempt(script, *arguments, text=text)
        assert done.returncode == 0, done.stderr[-3000:]
        notes = [json.loads(line) for line in self.journal.read_text().splitlines()]
        assert [note["job"] for note in notes if "job" in note] == ["init", "commit"], "one commit, at the end"
        assert notes[-1].get("job") == "commit"
        return notes

    def attempt(self, script, *arguments, text=None):
        """Runs a script, which may fail. Returns the finished process."""
        file = self.root.parent / Path(script).name.removesuffix(".hbs")
        file.write_text(text or source(script), encoding="ascii")
        self.journal.unlink(missing_ok=True)
        where = {"PYTHONPATH": str(SHIM), "GLUE_SHIM_S3": str(self.root), "GLUE_SHIM_JOURNAL": str(self.journal)}
        spark = {"PYSPARK_SUBMIT_ARGS": SUBMIT, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
        command = [sys.executable, "-B", str(file), "--JOB_NAME", "job", *arguments]
        return subprocess.run(command, env=os.environ | where | spark, capture_output=True, text=True, timeout=300)

    def files(self, path):
        """The data files below s3://bucket/prefix/, relative to it."""
        folder = self.root / path.removeprefix("s3://")
        found = [file for file in folder.rglob("*") if file.is_file() and file.name[0] not in "._"]
        return sorted(file.relative_to(folder).as_posix() for file in found)
