"""`builtin:redshift` on a real Spark: from files to statements, and what lies staged between the two."""

import datetime
import decimal
import sys
from unittest import mock

import pytest
from support.load import REDSHIFT, load
from support.spark import SHIM, needs_spark
from test_redshift import ORDERS, DataApi

pytestmark = needs_spark


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    conf = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2",
    }
    session = SparkSession.builder.master("local[1]").config(map=conf).getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def script(spark, tmp_path_factory):
    """The script with the stand-in for awsglue, whose S3 is a folder."""
    folder = tmp_path_factory.mktemp("s3")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SHIM))
        patch.setenv("GLUE_SHIM_S3", str(folder))
        module = load(REDSHIFT)
        module.folder = folder
        yield module
    for name in [name for name in sys.modules if name.partition(".")[0] == "awsglue"]:
        del sys.modules[name]


def staged(script, spark, rows, schema, tmp_path, mode="append", keys=()):
    target = script.Target("lake-sales", "analytics", "public", "orders", mode, list(keys))
    frame = script.plain(spark.createDataFrame(rows, schema), "orders")
    return script.stage([frame], target, str(tmp_path / "staged"))


def test_every_type_is_staged_as_what_redshift_takes(script, spark, tmp_path):
    schema = (
        "Id bigint, tiny tinyint, small smallint, amount decimal(12,2), day date, at timestamp, ok boolean, note string, "
        "items array<struct<sku:string>>, nothing void"
    )
    at = datetime.datetime(2026, 11, 1, 12, 30)
    row = (1, 2, 3, decimal.Decimal("9.90"), at.date(), at, True, "n", [("a",)], None)
    found = staged(script, spark, [row], schema, tmp_path)
    assert found.columns == [
        ("id", "BIGINT"),
        ("tiny", "INTEGER"),
        ("small", "INTEGER"),
        ("amount", "DECIMAL(12,2)"),
        ("day", "DATE"),
        ("at", "TIMESTAMP"),
        ("ok", "BOOLEAN"),
        ("note", "VARCHAR(65535)"),
        ("items", "SUPER"),
    ]
    back = spark.read.parquet(found.place)
    assert back.columns == [name for name, _ in found.columns]
    assert [kind for name, kind in back.dtypes if name in ("tiny", "small")] == ["int", "int"]
    assert back.first()["amount"] == decimal.Decimal("9.90") and back.first()["at"] == at


@pytest.mark.parametrize(
    ("rows", "schema", "message"),
    [
        ([(b"x",)], "raw binary", "cannot load a column of type binary"),
        ([(1, 2)], "id int, ID int", "differ only in case"),
    ],
)
def test_what_redshift_cannot_hold_fails(script, spark, tmp_path, rows, schema, message):
    spark.conf.set("spark.sql.caseSensitive", "true")
    try:
        with pytest.raises(ValueError, match=message):
            staged(script, spark, rows, schema, tmp_path)
    finally:
        spark.conf.set("spark.sql.caseSensitive", "false")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([(1, "a"), (1, "b")], "several rows for one key, such as .*'id': 1"),
        ([(None, "a")], "rows without a value in id"),
    ],
)
def test_an_upsert_takes_each_key_once(script, spark, tmp_path, rows, message):
    with pytest.raises(ValueError, match=message):
        staged(script, spark, rows, "id int, note string", tmp_path, "upsert", ["id"])
    with pytest.raises(ValueError, match="no column line"):
        staged(script, spark, [(1, "a")], "id int, note string", tmp_path, "upsert", ["id", "line"])


def test_nothing_is_staged_of_nothing(script, spark, tmp_path):
    assert staged(script, spark, [], "id int", tmp_path) is None


def run(script, data, tmp_path, *arguments):
    """Runs the script on s3://raw/orders/ and s3://raw/older/; what it stages is below tmp_path."""
    serverless, s3 = mock.Mock(), mock.Mock()
    serverless.get_namespace.return_value = {"namespace": {"adminPasswordSecretArn": "arn:secret"}}
    s3.list_objects_v2.side_effect = lambda Prefix, **_: {"Contents": [{"Key": f"{Prefix}a.json"}]}  # noqa: N803
    clients = {"redshift-data": data, "redshift-serverless": serverless, "s3": s3, "glue": mock.Mock()}
    argv = ["script", "--JOB_NAME", "load", "--JOB_RUN_ID", "jr_1", "--TempDir", str(tmp_path)]
    argv += ["--lakegen_reads", "s3://raw/orders/,s3://raw/older/", "--lakegen_writes", ORDERS, *arguments]
    with mock.patch.object(script.boto3, "client", clients.__getitem__):
        script.main(argv)


def test_a_run_stages_all_its_reads_and_loads_them_once(script, spark, tmp_path):
    for name, content in [("orders", '{"id": "1", "amount": "5"}\n'), ("older", '{"id": "2", "channel": "shop"}\n')]:
        (script.folder / "raw" / name).mkdir(parents=True, exist_ok=True)
        (script.folder / "raw" / name / "a.json").write_text(content)
    data = DataApi()
    schemas = "redshift://lake-sales/analytics/c360"
    run(script, data, tmp_path, "--lakegen_write_modes", "overwrite", "--lakegen_external_schemas", schemas)
    assert data.said[0].startswith('CREATE EXTERNAL SCHEMA IF NOT EXISTS "c360"')
    [transaction] = data.together
    assert [sql.split()[0] for sql in transaction] == ["INSERT", "CREATE", "COPY", "DELETE", "INSERT"]
    place = f"{tmp_path}/warehouse/jr_1/0/"
    assert f"FROM '{place}'" in transaction[2]
    rows = {row["id"]: row.asDict() for row in spark.read.parquet(place).collect()}
    assert rows == {
        "1": {"id": "1", "amount": "5", "channel": None},
        "2": {"id": "2", "amount": None, "channel": "shop"},
    }


def test_a_run_that_cannot_load_does_not_commit(script, spark, tmp_path):
    with mock.patch.object(script.Job, "commit") as commit:
        with pytest.raises(RuntimeError, match="no such thing"):
            run(script, DataApi(fails="COPY"), tmp_path, "--lakegen_write_modes", "append")
        commit.assert_not_called()
