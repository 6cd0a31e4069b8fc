"""GlueContext on a local SparkSession.  s3://bucket/key is the folder $GLUE_SHIM_S3/bucket/key."""

import json
import os
import pathlib

from pyspark.sql import DataFrameReader, DataFrameWriter, SparkSession

from awsglue.dynamicframe import DynamicFrame
from awsglue.tables import read_table

ROOT = pathlib.Path(os.environ.get("GLUE_SHIM_S3", "."))
FORMATS = {"csv", "json", "parquet", "orc", "avro", "glueparquet"}


def local(path):
    """The folder that stands for a path of S3; anything else as it is."""
    for scheme in ("s3://", "s3a://", "s3n://"):
        if isinstance(path, str) and path.startswith(scheme):
            return str(ROOT / path[len(scheme) :])
    return path


def say(**kw):
    path = os.environ.get("GLUE_SHIM_JOURNAL")
    if path:
        with open(path, "a") as f:
            f.write(json.dumps(kw) + "\n")


def _on_s3(method, note):
    """A reader's or writer's method that takes a path: Spark alone knows no s3://. What lies there is noted down."""

    def wrapped(self, path=None, *rest, **named):
        paths = path if isinstance(path, list) else [path]
        known = [each for each in paths if isinstance(each, str) and local(each) != each]
        done = method(self, [local(each) for each in path] if isinstance(path, list) else local(path), *rest, **named)
        for each in known:
            note(each)
        return done

    return wrapped


for _kind in ("csv", "json", "load", "orc", "parquet", "text"):
    setattr(DataFrameReader, _kind, _on_s3(getattr(DataFrameReader, _kind), lambda path: say(read=[path])))
for _kind in ("csv", "json", "orc", "parquet", "save", "text"):
    setattr(DataFrameWriter, _kind, _on_s3(getattr(DataFrameWriter, _kind), lambda path: say(wrote=path)))


class _Reader:
    def __init__(self, ctx):
        self.ctx = ctx

    def from_options(
        self,
        connection_type,
        connection_options=None,
        format=None,
        format_options=None,
        transformation_ctx="",
        push_down_predicate="",
        **kw,
    ):
        if connection_type != "s3":
            raise NotImplementedError("connection_type " + connection_type)
        opts, fo = connection_options or {}, format_options or {}
        paths = [local(p) for p in opts["paths"]]
        fmt = {"glueparquet": "parquet"}.get(format, format)
        r = self.ctx.spark_session.read.option("recursiveFileLookup", str(bool(opts.get("recurse"))).lower())
        if fmt == "csv":
            r = r.option("header", str(bool(fo.get("withHeader"))).lower()).option("sep", fo.get("separator", ","))
            if fo.get("quoteChar") not in (None, -1):
                r = r.option("quote", fo["quoteChar"])
        elif fmt == "json":
            r = r.option("multiLine", str(bool(fo.get("multiLine") or fo.get("multiline"))).lower())
        elif fmt not in FORMATS:
            raise NotImplementedError(f"format {format}")
        df = r.format(fmt).load(paths)
        say(read=opts["paths"], format=format, rows=df.count(), ctx=transformation_ctx)
        return DynamicFrame(df, self.ctx, transformation_ctx)

    def from_catalog(
        self,
        database=None,
        table_name=None,
        transformation_ctx="",
        additional_options=None,
        push_down_predicate="",
        name_space=None,
        **kw,
    ):
        import boto3

        t = boto3.client("glue").get_table(DatabaseName=database or name_space, Name=table_name)["Table"]
        location = t["StorageDescriptor"]["Location"]
        df = read_table(self.ctx.spark_session, t, local(location))
        say(read=[location], table=f"{database or name_space}.{table_name}", rows=df.count(), ctx=transformation_ctx)
        return DynamicFrame(df, self.ctx, transformation_ctx)


class _Writer:
    def __init__(self, ctx):
        self.ctx = ctx

    def from_options(
        self,
        frame,
        connection_type,
        connection_options=None,
        format="parquet",
        format_options=None,
        transformation_ctx="",
        **kw,
    ):
        if connection_type != "s3":
            raise NotImplementedError("connection_type " + connection_type)
        opts = connection_options or {}
        df, path = frame.toDF(), local(opts["path"])
        w = df.write.mode("append")
        if opts.get("partitionKeys"):
            w = w.partitionBy(*opts["partitionKeys"])
        fmt = {"glueparquet": "parquet"}.get(format, format)
        if fmt == "csv":
            w = w.option("header", "true")
        if (format_options or {}).get("compression"):
            w = w.option("compression", format_options["compression"])
        w.format(fmt).save(path)
        say(
            write=opts["path"],
            format=format,
            rows=df.count(),
            partitions=opts.get("partitionKeys", []),
            ctx=transformation_ctx,
        )
        return frame

    def from_catalog(self, *a, **kw):
        raise NotImplementedError("write_dynamic_frame.from_catalog")


class _Sink:
    def __init__(self, ctx, path, partition_keys, kw):
        self.ctx, self.path, self.keys, self.kw, self.fmt, self.info = ctx, path, partition_keys, kw, "parquet", {}

    def setFormat(self, fmt, **kw):  # noqa: N802
        self.fmt, self.options = fmt, kw

    def setCatalogInfo(self, catalogDatabase=None, catalogTableName=None, **kw):  # noqa: N802,N803
        self.info = {"database": catalogDatabase, "table": catalogTableName}

    def writeFrame(self, frame, info=""):  # noqa: N802
        self.ctx.write_dynamic_frame.from_options(
            frame=frame,
            connection_type="s3",
            connection_options={"path": self.path, "partitionKeys": self.keys},
            format=self.fmt,
        )
        if self.info:
            self._catalog(frame)
        return frame

    def _catalog(self, frame):
        import boto3

        cols = [{"Name": f.name, "Type": f.dataType.simpleString()} for f in frame.toDF().schema.fields]
        glue = boto3.client("glue")
        body = {
            "Name": self.info["table"],
            "TableType": "EXTERNAL_TABLE",
            "Parameters": {"classification": "parquet"},
            "PartitionKeys": [c for c in cols if c["Name"] in self.keys],
            "StorageDescriptor": {"Location": self.path, "Columns": [c for c in cols if c["Name"] not in self.keys]},
        }
        try:
            glue.create_table(DatabaseName=self.info["database"], TableInput=body)
        except glue.exceptions.AlreadyExistsException:
            glue.update_table(DatabaseName=self.info["database"], TableInput=body)
        say(catalog=self.info, columns=cols)


class GlueContext:
    def __init__(self, sc=None, **kw):
        self.spark_session = SparkSession.builder.getOrCreate()
        self.create_dynamic_frame = _Reader(self)
        self.write_dynamic_frame = _Writer(self)

    def get_logger(self):
        import logging

        return logging.getLogger("glue")

    def create_dynamic_frame_from_options(self, *a, **kw):
        return self.create_dynamic_frame.from_options(*a, **kw)

    def getSink(self, connection_type=None, path=None, partitionKeys=(), **kw):  # noqa: N802,N803
        if connection_type != "s3":
            raise NotImplementedError("sink " + str(connection_type))
        return _Sink(self, path, list(partitionKeys), kw)
