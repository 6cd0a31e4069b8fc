"""builtin:parquet into tables of the Data Catalog, on a real Spark."""

import json

import pytest
from support.load import PARQUET, execute, mutant, source
from support.session import plain_rows, spark_session
from support.spark import Lake, needs_spark

pytestmark = needs_spark

TABLE = {
    "Name": "clean",
    "DatabaseName": "orders",
    "StorageDescriptor": {
        "Location": "s3://curated/clean",
        "Columns": [
            {"Name": "order_id", "Type": "string"},
            {"Name": "quantity", "Type": "int"},
            {"Name": "amount", "Type": "decimal(12,2)"},
            {"Name": "customer", "Type": "struct<id:bigint,name:string>"},
            {"Name": "note", "Type": "string"},
        ],
    },
    "PartitionKeys": [{"Name": "dt", "Type": "string"}],
}


@pytest.fixture(scope="module")
def spark():
    with spark_session() as spark:
        yield spark


@pytest.fixture(scope="module")
def parquet():
    return execute(PARQUET, source(PARQUET))


def frame(spark, *rows):
    return spark.read.json(spark.sparkContext.parallelize([json.dumps(row) for row in rows]))


def test_rows_get_the_columns_of_the_table(spark, parquet, capsys):
    customer = {"id": 4, "name": "d"}
    row = {"DT": "2026-11-01", "Order_Id": 7, "quantity": " 3 ", "amount": 12.345, "customer": customer, "extra": 1}
    rows = parquet.fit(frame(spark, row, {"DT": "2026-11-01", "quantity": ""}), TABLE, "orders.clean")
    wanted = [*TABLE["StorageDescriptor"]["Columns"], *TABLE["PartitionKeys"]]
    assert [(field.name, field.dataType.simpleString()) for field in rows.schema.fields[:-1]] == [
        (column["Name"], column["Type"]) for column in wanted
    ]
    first = next(row for row in plain_rows(rows) if row["order_id"])
    assert (first["order_id"], first["quantity"], str(first["amount"]), first["note"]) == ("7", 3, "12.35", None)
    assert first["customer"] == customer and first["lakegen_misfits"] == []
    assert capsys.readouterr().out.splitlines() == [
        "orders.clean: null, because the input lacks them: note",
        "orders.clean: left out, because the table has no such columns: extra",
    ]


def test_what_does_not_fit_is_no_value_and_said(spark, parquet, capsys):
    rows = parquet.fit(frame(spark, *({"order_id": n, "quantity": n} for n in ("1.5", "x", "2"))), TABLE, "orders.clean")
    assert [row["quantity"] for row in plain_rows(rows)] == [None, 2, None]
    parquet.report_misfits(rows, "orders.clean")
    assert capsys.readouterr().out.splitlines()[1:] == ["orders.clean: quantity: 2 values do not fit, such as '1.5'"]


def test_nested_columns_have_the_type_of_the_table(spark, parquet):
    for customer in ("text", {"id": "4", "name": "d"}, {"name": "d", "number": 4}):
        with pytest.raises(ValueError, match="column customer is .*, and struct<id:bigint,name:string> in the table"):
            parquet.fit(frame(spark, {"order_id": 1, "customer": customer}), TABLE, "orders.clean")


def test_a_table_of_other_rows_is_refused(spark, parquet):
    with pytest.raises(ValueError, match="orders.clean: none of the columns a, b is one of the table's"):
        parquet.fit(frame(spark, {"a": 1, "b": 2}), TABLE, "orders.clean")


MUTANTS = {
    "missing columns are not said": ("if name not in known]),", "if name in known]),"),
    "lost columns are not said": ("if name not in names]),", "if name in names]),"),
    "nested columns are cast": ("!= kind.lower()", "== kind.lower()"),
    "misfits are not said": ('misfits_of(texts))', 'misfits_of(["null"]))'),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_test_catches(spark, capsys, name):
    broken = execute(PARQUET, mutant(source(PARQUET), *MUTANTS[name]))
    with pytest.raises((Exception, pytest.fail.Exception)):  # noqa: B017 (a wrong result, or what it runs into)
        test_rows_get_the_columns_of_the_table(spark, broken, capsys)
        test_what_does_not_fit_is_no_value_and_said(spark, broken, capsys)
        test_nested_columns_have_the_type_of_the_table(spark, broken)


def test_the_script_fills_the_table_and_adds_its_partitions(tmp_path, monkeypatch, spark):
    lake = Lake(tmp_path, monkeypatch)
    for bucket in ("raw", "curated"):
        lake.bucket(bucket)
    try:
        table = {**TABLE, "TableType": "EXTERNAL_TABLE"}
        lake.glue.create_table(DatabaseName=table.pop("DatabaseName"), TableInput=table)
        arguments = ["--lakegen_reads", "s3://raw/orders/", "--lakegen_writes", "orders.clean"]
        arguments += ["--lakegen_required_columns", "orders.clean.order_id", "--lakegen_write_modes"]

        def run(mode):
            lake.run(PARQUET, *arguments, mode)
            rows = plain_rows(spark.read.parquet(str(lake.root / "curated/clean")))
            return sorted((row["order_id"], row["quantity"], str(row["dt"])) for row in rows)

        lake.put("raw", "orders/1.csv", b"order_id,quantity,dt\na,1,2026-11-01\nb,x,2026-11-02\n")
        once = [("a", 1, "2026-11-01"), ("b", None, "2026-11-02")]
        assert run("overwrite_partitions") == once and run("overwrite_partitions") == once
        found = lake.glue.get_partitions(DatabaseName="orders", TableName="clean")["Partitions"]
        assert {part["Values"][0]: part["StorageDescriptor"]["Location"] for part in found} == {
            day: f"s3://curated/clean/dt={day}/" for day in ("2026-11-01", "2026-11-02")
        }
        assert run("append") == sorted(once * 2, key=str)
        # A row without a required value: nothing is written.
        lake.put("raw", "orders/2.csv", b"order_id,quantity,dt\n,1,2026-11-03\nc,1,\n")
        failed = lake.attempt(PARQUET, *arguments, "overwrite")
        assert "orders.clean: rows without a required value, nothing is written: 1 in order_id, 1 in dt" in failed.stderr
        assert spark.read.parquet(str(lake.root / "curated/clean")).count() == 4
    finally:
        lake.server.stop()
