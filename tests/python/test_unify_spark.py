"""builtin:unify on a real Spark: hostile sources into one table, and the whole script once on files."""

import json

import pytest
from support.load import UNIFY, execute, mutant, source
from support.session import plain_rows, spark_session
from support.spark import Lake, needs_spark

pytestmark = needs_spark

SPEC = {
    "table": "c360.orders",
    "format": "parquet",
    "columns": [
        {"name": "order_id", "type": "string", "required": True, "unique": True},
        {"name": "customer_id", "type": "string", "required": True},
        {"name": "channel", "type": "string"},
        {"name": "amount", "type": "decimal(12,2)"},
        {"name": "quantity", "type": "int"},
        {"name": "ordered_at", "type": "timestamp"},
    ],
    "partition_keys": [{"name": "dt", "type": "string"}],
    "mappings": [
        {
            "name": "shop",
            "from": "raw.shop",
            "columns": [
                {"to": "order_id", "from": "ID"},
                {"to": "customer_id", "from": "customer.id"},
                {"to": "amount", "from": "total"},
                {"to": "quantity", "from": "n"},
                {"to": "ordered_at", "from": "Created_At"},
            ],
            "set": [{"to": "channel", "sql": "'shop'"}],
        },
        {
            "name": "store",
            "from": "raw.store",
            "columns": [
                {"to": "order_id", "from": "bon"},
                {"to": "customer_id", "from": "card"},
                {"to": "amount", "from": "betrag", "cast": "decimal(12,2)"},
                {"to": "dt", "from": "day"},
            ],
            "set": [{"to": "channel", "sql": "upper(concat('sto', 're'))"}, {"to": "quantity", "sql": "cast(n as int) * 2"}],
        },
    ],
}


@pytest.fixture(scope="module")
def spark():
    with spark_session() as spark:
        yield spark


@pytest.fixture(scope="module")
def unify(spark):
    return execute(UNIFY, source(UNIFY, unify=SPEC))


def frame(spark, *rows):
    return spark.read.json(spark.sparkContext.parallelize([json.dumps(row) for row in rows]))


def shop(spark, unify, *rows):
    return unify.mapped(SPEC, SPEC["mappings"][0], 0, frame(spark, *rows), "2026-11-01")


def store(spark, unify, *rows):
    table = {"StorageDescriptor": {"Columns": [{"Name": "n", "Type": "string"}, {"Name": "betrag", "Type": "double"}]}}
    table["PartitionKeys"] = [{"Name": "day", "Type": "string"}]
    rows = unify.complete(frame(spark, {"card": "c"}, *rows), table, SPEC["mappings"][1]).where("bon is not null")
    return unify.mapped(SPEC, SPEC["mappings"][1], 1, rows, "2026-11-01")


def test_columns_are_found_cast_and_ordered(spark, unify):
    row = {"id": 7, "Customer": {"Id": "c"}, "total": 12.345, "N": "3", "created_at": "2026-11-01T10:00:00Z", "x": 1}
    rows = shop(spark, unify, row)
    assert [(field.name, field.dataType.simpleString()) for field in rows.schema.fields[:-2]] == [
        *((column["name"], column["type"]) for column in SPEC["columns"]), ("dt", "string"),
    ]  # fmt: skip
    (row,) = plain_rows(rows)
    assert row.pop("ordered_at").isoformat() == "2026-11-01T10:00:00"
    assert {name: str(value) for name, value in row.items()} == {
        "order_id": "7", "customer_id": "c", "channel": "shop", "amount": "12.35", "quantity": "3", "dt": "2026-11-01",
        "lakegen_misfits": "[]", "lakegen_mapping": "0",
    }  # fmt: skip
    (row,) = plain_rows(store(spark, unify, {"bon": "b", "day": "2026-10-31", "n": 2}))
    assert (row["channel"], row["quantity"], row["dt"], row["customer_id"]) == ("STORE", 4, "2026-10-31", None)
    (row,) = plain_rows(store(spark, unify, {"bon": "b", "day": "2026-10-31"}))
    assert row["quantity"] is None, "an expression over a column that only the Data Catalog has"


def test_a_column_that_nobody_has_is_a_mistake(spark, unify):
    table = {"StorageDescriptor": {"Columns": [{"Name": "bon", "Type": "string"}]}}
    with pytest.raises(ValueError, match="mapping store: raw.store has no column betrag"):
        unify.complete(frame(spark, {"card": 1}), table, SPEC["mappings"][1])


@pytest.mark.parametrize(
    ("n", "value", "misfits"),
    [
        ("12", 12, []),
        (" 12 ", 12, []),
        (12.0, 12, []),
        ("", None, []),
        ("  ", None, []),
        (None, None, []),
        ("12.5", None, ["quantity=12.5"]),
        ("n/a", None, ["quantity=n/a"]),
        ("a=b", None, ["quantity=a=b"]),
        (3000000000, None, ["quantity=3000000000"]),
        ("99999999999999999999", None, ["quantity=99999999999999999999"]),
    ],
)
def test_what_does_not_fit_is_no_value_and_counted(spark, unify, capsys, n, value, misfits):
    rows = shop(spark, unify, {"id": 1, "n": n}, {"id": 2, "n": n})
    assert [(row["quantity"], row["lakegen_misfits"]) for row in plain_rows(rows)] == [(value, misfits)] * 2
    unify.report(SPEC, rows)
    said = [f"shop: quantity: 2 values are no int, such as {text.partition('=')[2]!r}" for text in misfits]
    assert capsys.readouterr().out.splitlines() == ["shop: 2 rows", *said]


def test_required_columns_and_keys_have_values(spark, unify):
    good = {"id": 1, "customer": {"id": "c"}}
    unify.check_required(SPEC, shop(spark, unify, good))
    rows = shop(spark, unify, good, {"id": 2, "customer": {"id": None}}, {"id": None, "customer": None})
    with pytest.raises(ValueError, match="c360.orders: .*nothing is written: 1 in order_id, 2 in customer_id"):
        unify.check_required(SPEC, rows)
    with pytest.raises(ValueError, match="1 in dt"):
        unify.check_required(SPEC, store(spark, unify, {"bon": 1, "card": 2, "day": None}))


def test_one_row_for_each_unique_value(spark, unify):
    web = shop(spark, unify, {"id": "1", "total": 5}, {"id": "1", "total": 7}, {"id": None}, {"id": None}, {"id": "2"})
    local = store(spark, unify, {"bon": "1", "betrag": 9}, {"bon": "3", "betrag": 1})
    for rows in (web.unionByName(local), local.unionByName(web)):
        found = plain_rows(unify.distinct(SPEC, rows))
        assert sorted((str(row["order_id"]), str(row["amount"]), row["channel"]) for row in found) == [
            ("1", "7.00", "shop"), ("2", "None", "shop"), ("3", "1.00", "STORE"),
            ("None", "None", "shop"), ("None", "None", "shop"),
        ]  # fmt: skip


def test_names_are_quoted(spark, unify):
    rows = frame(spark, {"a`b": {"c d": "it's"}})
    spec = {
        "columns": [{"name": "to", "type": "string"}], "partition_keys": [],
        "mappings": [{"name": "m", "columns": [{"to": "to", "from": "a`b.c d"}], "set": []}],
    }  # fmt: skip
    assert plain_rows(unify.mapped(spec, spec["mappings"][0], 0, rows, "it's \\"))[0]["to"] == "it's"
    spec["mappings"][0]["columns"][0]["from"] = "a`b"
    assert plain_rows(unify.mapped(spec, spec["mappings"][0], 0, rows, ""))[0]["to"] == '{"c d":"it\'s"}'


GATE = """
from awsglue.dynamicframe import DynamicFrame

def pass_gates(frame, table):
    rows = frame.toDF()
    assert table == "orders.unified" and rows.columns[0] == "order_id"
    return DynamicFrame.fromDF(rows.where("customer_id is not null"), frame.glue_ctx, "good")
"""
ARGUMENTS = [
    "--lakegen_reads", "orders.*", "--lakegen_writes", "orders.unified", "--lakegen_write_modes", "append",
]  # fmt: skip


def test_the_script_writes_the_table_and_its_partitions(tmp_path, monkeypatch, spark):
    spec = {**SPEC, "table": "orders.unified"}
    spec["mappings"] = [{**mapping, "from": f"orders.{mapping['name']}"} for mapping in SPEC["mappings"]]
    text = source(UNIFY, unify=spec)
    lake = Lake(tmp_path, monkeypatch)
    for bucket in ("raw", "curated"):
        lake.bucket(bucket)
    try:
        lake.table("shop", "s3://raw/shop/")
        lake.table("store", "s3://raw/store/", keys=["day"])
        lake.table("unified", "s3://curated/unified/", "parquet", keys=["dt"])

        def partitions():
            found = lake.glue.get_partitions(DatabaseName="orders", TableName="unified")["Partitions"]
            return {part["Values"][0]: part["StorageDescriptor"]["Location"] for part in found}

        def run(*more):
            return lake.run(UNIFY, *ARGUMENTS, *more, text=text)

        # A run without any row.
        lake.put("raw", "shop/0.json", b"")
        lake.put("raw", "store/day=2026-10-31/0.json", b"")
        run()
        assert lake.files("s3://curated/") == [] and partitions() == {}
        # A required value is missing: no row is written.
        lake.put("raw", "shop/1.json", b'{"id": 1, "customer": {"id": "c"}, "total": 5, "n": 1}\n{"id": "bad", "total": "x"}\n')
        lake.put("raw", "store/day=2026-10-31/1.json", b'{"bon": 2, "card": "d", "n": "4"}\n{"bon": 1, "card": "e", "n": 0}\n')
        failed = lake.attempt(UNIFY, *ARGUMENTS, text=text)
        assert "rows without a required value, nothing is written: 1 in customer_id" in failed.stderr
        assert "shop: amount: 1 values are no decimal(12,2), such as 'x'" in failed.stdout
        assert lake.files("s3://curated/") == [] and partitions() == {}
        # A gate sets the row aside.
        (tmp_path / "lakegen_quality.py").write_text(GATE, encoding="ascii")
        run("--lakegen_data_quality", "{}")
        rows = plain_rows(spark.read.parquet(str(lake.root / "curated/unified")))
        assert sorted((row["order_id"], row["customer_id"], row["channel"], row["quantity"]) for row in rows) == [
            ("1", "c", "shop", 1), ("2", "d", "STORE", 8),
        ]  # fmt: skip
        (today,) = partitions().keys() - {"2026-10-31"}
        assert partitions() == {
            day: f"s3://curated/unified/dt={day}/" for day in ("2026-10-31", today)
        }
        # Again, over the same partitions.
        lake.run(UNIFY, *ARGUMENTS[:-1], "overwrite_partitions", "--lakegen_data_quality", "{}", text=text)
        assert spark.read.parquet(str(lake.root / "curated/unified")).count() == 2
    finally:
        lake.server.stop()


MUTANTS = {
    "casts as Spark likes": ("try_cast({cast} as {kind})", "cast({cast} as {kind})"),
    "case counts": ("field.name.lower() == part.lower()", "field.name == part"),
    "empty text is a value": ("= '', null, {sql})", "= '', {sql}, {sql})"),
    "misfits are not counted": ("and ({cast}) is null, {report}", "and ({cast}) is null, null"),
    "partition keys may be null": ('return columns + [key["name"]', 'return columns or [key["name"]'),
    "the last mapping wins": ("orderBy(F.col(MAPPING),", "orderBy(F.col(MAPPING).desc(),"),
    "the least text wins": ("content.desc()", "content"),
    "null is a unique value": ("F.col(quoted(name)).isNull() | (F", "F.lit(False) | (F"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_test_catches(spark, capsys, name):
    broken = execute(UNIFY, mutant(source(UNIFY, unify=SPEC), *MUTANTS[name]))
    tests = [
        test_columns_are_found_cast_and_ordered, test_required_columns_and_keys_have_values,
        test_one_row_for_each_unique_value,
    ]  # fmt: skip
    for test in tests:
        try:
            test(spark, broken)
        except (Exception, pytest.fail.Exception):
            return
    with pytest.raises(Exception):  # noqa: B017 (a wrong result, or whatever the mutant runs into)
        test_what_does_not_fit_is_no_value_and_counted(spark, broken, capsys, "12.5", None, ["quantity=12.5"])
        test_what_does_not_fit_is_no_value_and_counted(spark, broken, capsys, " ", None, [])
