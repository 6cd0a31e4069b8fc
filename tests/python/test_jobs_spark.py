"""The job scripts on a real Spark, with the sample data of the examples. About half a minute for each run."""

import pytest
from support.load import PARQUET, ROOT
from support.spark import Lake, needs_spark

pytestmark = needs_spark
EXAMPLES = ROOT / "examples"


@pytest.fixture
def lake(tmp_path, monkeypatch):
    lake = Lake(tmp_path, monkeypatch)
    for bucket in ("raw", "curated"):
        lake.bucket(bucket)
    yield lake
    lake.server.stop()


@pytest.fixture(scope="module")
def rows():
    """Reads Parquet or JSON files back, as a list of dictionaries."""
    from pyspark.sql import SparkSession

    conf = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.sql.session.timeZone": "UTC"}
    spark = SparkSession.builder.master("local[1]").config(map=conf).getOrCreate()

    def read(lake, path, kind="parquet"):
        files = spark.read.format(kind).load(str(lake.root / path.removeprefix("s3://")))
        return [row.asDict() for row in files.collect()]

    yield read
    spark.stop()


def test_parquet_copies_tables_and_prefixes(lake, rows):
    lake.put_tree("raw", "orders/", EXAMPLES / "orders/data/orders")
    lake.put("raw", "partners/list.csv", b"id,name\n1,acme\n2,globex\n")
    lake.put("raw", "empty/a.json", b"")
    lake.table("raw_orders", "s3://raw/orders/", keys=["dt"])
    lake.table("raw_empty", "s3://raw/empty/")
    lake.table("curated_orders", "s3://curated/raw_orders/", "parquet")  # an output of this job: not read again
    lake.table("other", "s3://raw/partners/", "csv")  # does not match the glob
    arguments = ["--lakegen_reads", "orders.*orders,orders.raw_empty,s3://raw/partners/,s3://raw/nothing/"]
    arguments += ["--lakegen_writes", "s3://curated/", "--lakegen_write_modes", "append", "--job-bookmark-option", "job-bookmark-enable"]
    notes = lake.run(PARQUET, *arguments, "--coalesce", "1", "--lakegen_crawl_id", "c-1")
    assert [note["write"] for note in notes if "write" in note] == [
        "s3://curated/raw_orders/",
        "s3://curated/partners/",
    ]
    assert [note["rows"] for note in notes if "write" in note] == [33, 2]
    files = lake.files("s3://curated/")
    assert [name.rsplit("/", 1)[0] for name in files] == [
        "partners",
        "raw_orders/dt=2026-11-01",
        "raw_orders/dt=2026-11-02",
    ]
    assert all(name.endswith(".snappy.parquet") for name in files)
    assert {row["name"] for row in rows(lake, "s3://curated/partners/")} == {"acme", "globex"}


def test_parquet_overwrites_partitions_and_merges_new_columns(lake, rows, tmp_path):
    lake.put("raw", "orders/dt=a/1.json", b'{"id": 1, "amount": 5}\n')
    lake.put("raw", "orders/dt=b/1.json", b'{"id": 2, "amount": 6}\n')
    lake.table("orders", "s3://raw/orders/", keys=["dt"])
    target = tmp_path / "s3/curated"  # a local path, because plain Spark has no s3:// file system
    arguments = ["--lakegen_reads", "orders.orders", "--lakegen_writes", str(target), "--lakegen_write_modes"]
    for _ in range(2):  # without bookmarks, and harmless to repeat
        lake.run(PARQUET, *arguments, "overwrite_partitions")
        assert sorted(row["id"] for row in rows(lake, "s3://curated/orders/")) == [1, 2]
    (lake.root / "raw/orders/dt=a/1.json").unlink()
    lake.put("raw", "orders/dt=b/1.json", b'{"id": 3, "amount": 7, "note": "new"}\n')
    lake.run(PARQUET, *arguments, "overwrite_partitions")
    assert sorted(row["id"] for row in rows(lake, "s3://curated/orders/")) == [1, 3]  # dt=a is kept
    lake.run(PARQUET, *arguments, "overwrite")
    assert sorted(row["id"] for row in rows(lake, "s3://curated/orders/")) == [3]


def test_orders_example(lake, rows):
    lake.put_tree("raw", "orders/", EXAMPLES / "orders/data/orders")
    lake.table("raw_orders", "s3://raw/orders/", keys=["dt"])
    jobs = EXAMPLES / "orders/jobs"
    writes = "s3://curated/orders/,s3://curated/rejected/"
    lake.run(jobs / "clean_orders.py", "--lakegen_reads", "orders.*", "--lakegen_writes", writes)
    orders = {row["order_id"]: row for row in rows(lake, "s3://curated/orders/")}
    assert len(orders) == len(rows(lake, "s3://curated/orders/")) == 28
    assert orders["o-1007"]["status"] == "cancelled" and orders["o-1009"]["status"] == "shipped"
    assert [(row["order_id"], row["amount"]) for row in rows(lake, "s3://curated/rejected/", "json")] == [
        ("o-1099", "n/a")
    ]

    revenue = ("--lakegen_reads", "s3://curated/orders/", "--lakegen_writes", "s3://curated/daily_revenue/")
    lake.run(jobs / "daily_revenue.py", *revenue)
    result = rows(lake, "s3://curated/daily_revenue/")
    assert sum(row["orders"] for row in result) == 27
    sold = sum(row["amount"] for row in orders.values() if row["status"] != "cancelled")
    assert sum(row["revenue"] for row in result) == sold


def test_s3_drop_example(lake, rows):
    lake.put_tree("raw", "incoming/", EXAMPLES / "s3_drop/data/incoming")
    jobs = EXAMPLES / "s3_drop/jobs"
    reads, writes = ("--lakegen_reads", "s3://raw/incoming/"), ("--lakegen_writes", "s3://curated/deliveries/")
    lake.run(jobs / "load_drop.py", *reads, *writes)
    loaded = rows(lake, "s3://curated/deliveries/")
    assert sorted((row["partner"], row["sku"], row["quantity"]) for row in loaded) == [
        ("acme", "a-1", 10), ("acme", "a-2", 3), ("globex", "a-1", 7),
    ]  # fmt: skip
    report = ("--lakegen_reads", "s3://curated/deliveries/", "--lakegen_writes", "s3://curated/reports/")
    lake.run(jobs / "morning_report.py", *report, "--lakegen_scheduled_at", "2026-11-02T06:00:00Z")
    assert rows(lake, "s3://curated/reports/2026-11-02/", "json") == [
        {"deliveries": 2, "quantity": 17, "sku": "a-1"}, {"deliveries": 1, "quantity": 3, "sku": "a-2"},
    ]  # fmt: skip
