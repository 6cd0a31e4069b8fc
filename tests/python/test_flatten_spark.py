"""builtin:flatten on a real Spark: its functions on small hostile frames, and the whole script once on files."""

import json

import pytest
from support.load import FLATTEN, execute, mutant, source
from support.session import plain_rows, spark_session
from support.spark import Lake, needs_spark

pytestmark = needs_spark

ORDERS = [
    {
        "id": 1,
        "customer": {"id": "c1", "address": {"city": "Ulm", "geo": {"lat": 48.4}}},
        "items": [{"sku": "a", "tags": ["x", "y"]}, {"sku": "b", "tags": []}],
        "notes": ["n1", None],
        "dt": "2026-11-01",
    },
    {"id": 2, "customer": None, "items": [], "dt": "2026-11-01"},
    {"id": 3, "customer": {"id": "c3"}, "items": None, "notes": ["n1"], "dt": "2026-11-02"},
]


@pytest.fixture(scope="module")
def spark():
    with spark_session(**{"spark.sql.caseSensitive": "true"}) as spark:
        yield spark


@pytest.fixture(scope="module")
def flatten(spark):
    return script(source(FLATTEN))


def script(text):
    return execute(FLATTEN, text)


def frame(spark, rows):
    return spark.read.json(spark.sparkContext.parallelize([json.dumps(row) for row in rows]))


def flat(flatten, rows, arrays="child_table", depth=99, keys=(), separator="_", name="orders"):
    """All tables by name."""
    style = flatten.Style(separator, arrays, depth)
    return dict(flatten.tables(flatten.first_table(rows, keys, style), name, keys, style))


def test_structs_and_arrays_become_flat_tables(spark, flatten):
    found = flat(flatten, frame(spark, ORDERS), keys=["dt"])
    assert list(found) == ["orders", "orders_items", "orders_items_tags", "orders_notes"]
    assert found["orders"].columns == [
        "dt", "row_id", "customer_address_city", "customer_address_geo_lat", "customer_id", "id",
    ]  # fmt: skip
    orders = {row["id"]: row for row in plain_rows(found["orders"])}
    assert orders[1]["customer_address_geo_lat"] == 48.4 and orders[1]["customer_id"] == "c1"
    assert orders[2]["customer_id"] is None and orders[3]["customer_address_city"] is None
    items = {row["sku"]: row for row in plain_rows(found["orders_items"])}
    assert set(items) == {"a", "b"}, "empty arrays and nulls have no elements"
    assert items["a"]["row_id"] != items["b"]["row_id"]
    assert items["a"]["parent_id"] == orders[1]["row_id"] and (items["a"]["position"], items["b"]["position"]) == (0, 1)
    tags = plain_rows(found["orders_items_tags"])
    assert [(row["value"], row["position"], row["parent_id"]) for row in tags] == [
        ("x", 0, items["a"]["row_id"]), ("y", 1, items["a"]["row_id"]),
    ]  # fmt: skip
    notes = plain_rows(found["orders_notes"])
    assert sorted((str(row["value"]), row["dt"]) for row in notes) == [
        ("None", "2026-11-01"), ("n1", "2026-11-01"), ("n1", "2026-11-02"),
    ]  # fmt: skip
    assert {row["parent_id"] for row in notes} == {orders[1]["row_id"], orders[3]["row_id"]}


def test_ids_are_stable_and_never_shared(spark, flatten):
    twice = [*ORDERS, ORDERS[0]]
    first, second = (flat(flatten, frame(spark, rows)) for rows in (twice, twice[::-1]))
    ids = [sorted(row["row_id"] for row in plain_rows(found["orders"])) for found in (first, second)]
    assert ids[0] == ids[1] and len(set(ids[0])) == 4, "the same rows in any order; equal rows with an id each"
    parents = [row["parent_id"] for row in plain_rows(first["orders_items"])]
    assert sorted(map(parents.count, set(parents))) == [2, 2]
    alone = {row["row_id"] for row in plain_rows(flat(flatten, frame(spark, ORDERS))["orders"])}
    assert alone < set(ids[0]), "what else is delivered does not change a row's id"


def test_names_that_meet_are_told_apart(spark, flatten):
    rows = [{"a_b": 1, "a": {"b": 2, "B": 3}, "A_B": 4, "row_id": "mine", "x y": 5, "x.y": 6, "`": 7, "Zahl-\u00e4": 8}]
    (row,) = plain_rows(flat(flatten, frame(spark, rows))["orders"])
    digest = row.pop("row_id")
    assert len(digest) == 64 and row == {
        "a_b": 4, "a_b_2": 1, "a_b_3": 3, "a_b_4": 2, "row_id_2": "mine", "x_y": 5, "x_y_2": 6, "_": 7, "zahl_\u00e4": 8,
    }  # fmt: skip
    wide = flat(flatten, frame(spark, rows), separator="__")["orders"]
    assert {"a__b", "a__b__2"} < set(wide.columns)


def test_explode_keeps_rows_without_elements(spark, flatten):
    rows = [{key: row.get(key) for key in ("id", "items")} for row in ORDERS]
    rows[0]["items"] = [{"sku": "a", "tags": ["x", "y"]}, {"sku": "b", "tags": []}]
    found = flat(flatten, frame(spark, rows), "explode")
    assert list(found) == ["orders"]
    assert [tuple(row.values()) for row in plain_rows(found["orders"])] == [
        (1, "a", "x"), (1, "a", "y"), (1, "b", None), (2, None, None), (3, None, None),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="items and notes lie side by side"):
        flat(flatten, frame(spark, ORDERS), "explode")


def test_arrays_can_be_kept_and_depth_ends_in_json(spark, flatten):
    kept = flat(flatten, frame(spark, ORDERS), "keep")["orders"]
    assert kept.schema["items"].dataType.simpleString() == "array<struct<sku:string,tags:array<string>>>"
    assert "row_id" not in kept.columns
    found = flat(flatten, frame(spark, ORDERS), depth=2)
    assert list(found) == ["orders", "orders_items", "orders_notes"]
    orders = {row["id"]: row for row in plain_rows(found["orders"])}
    assert json.loads(orders[1]["customer_address"]) == {"city": "Ulm", "geo": {"lat": 48.4}}
    assert [row["tags"] for row in plain_rows(found["orders_items"])] == ['["x","y"]', "[]"]


def test_maps_become_keys_and_values(spark, flatten):
    rows = spark.sql("select 1 id, map('de', named_struct('n', 2), 'fr', null) m, map() none, null nothing")
    found = flat(flatten, rows)
    assert list(found) == ["orders", "orders_m"] and found["orders"].columns == ["row_id", "id"]
    (parent,) = plain_rows(found["orders"])
    entries = {row["key"]: (row["n"], row["parent_id"]) for row in plain_rows(found["orders_m"])}
    assert entries == {"de": (2, parent["row_id"]), "fr": (None, parent["row_id"])}
    exploded = flat(flatten, rows, "explode")["orders"]
    assert exploded.columns == ["id", "m_key", "m_value_n"] and exploded.count() == 2


def test_what_has_no_values_is_left_out(spark, flatten):
    rows = spark.sql("select 1 id, null a, array() b, named_struct('c', null) d, array(named_struct('e', null, 'f', 1)) g")
    kept = flat(flatten, rows, "keep")["orders"]
    assert [(field.name, field.dataType.simpleString()) for field in kept.schema.fields] == [
        ("g", "array<struct<e:string,f:int>>"), ("id", "int"),
    ]  # fmt: skip
    assert flatten.first_table(spark.sql("select null a"), [], flatten.Style("_", "keep", 9)) is None


@pytest.mark.parametrize(
    ("now", "before", "name", "value"),
    [
        ("1", "bigint", "a", 1),
        ("bigint(1)", "int", "a_bigint", 1),
        ("1.5D", "bigint", "a_double", 1.5),
        ("bigint(1)", "double", "a_bigint", 1),
        ("'x'", "int", "a_string", "x"),
        ("12", "string", "a", "12"),
        ("true", "string", "a", "true"),
        ("7", "decimal(12,2)", "a", 7),
        ("bigint(7)", "decimal(12,2)", "a_bigint", 7),
        ("cast(7 as decimal(5,2))", "decimal(4,2)", "a_decimal_5_2", 7),
        ("array(1)", "array<string>", "a_array", [1]),
        ("array(1)", "array<int>", "a", [1]),
    ],
)
def test_types_of_earlier_runs_stay(spark, flatten, now, before, name, value):
    written = spark.sql(f"select cast(null as {before}) a").schema["a"].dataType
    rows = flatten.settle(spark.sql(f"select {now} a, 1 other"), {"a": written})
    assert [row.asDict() for row in rows.collect()] == [{name: value, "other": 1}]
    if name == "a":
        assert rows.schema["a"].dataType.simpleString() == before
    else:
        with pytest.raises(ValueError, match="column a was .* is taken"):
            flatten.settle(spark.sql(f"select {now} a, 1 {name}"), {"a": written})


ARGUMENTS = [
    "--lakegen_reads", "orders.*,s3://raw/none/", "--lakegen_writes", "s3://curated/", "--lakegen_write_modes", "append",
]  # fmt: skip


def test_the_script_follows_drift_from_run_to_run(tmp_path, monkeypatch, spark):
    lake = Lake(tmp_path, monkeypatch)
    for bucket in ("raw", "curated"):
        lake.bucket(bucket)
    try:
        lake.table("raw_orders", "s3://raw/orders/", keys=["dt"])
        lake.put("raw", "orders/dt=a/1.json", b'{"id": 1, "items": [{"sku": "x", "n": 2}]}\n{"id": 2}\n')
        lake.run(FLATTEN, *ARGUMENTS)
        # A later delivery: a number that was whole is not, a value became text, a column is new, an array is gone.
        (lake.root / "raw/orders/dt=a/1.json").unlink()
        lake.put("raw", "orders/dt=b/2.json", b'{"id": 3, "items": [{"sku": 7, "n": 2.5, "new": {"a": true}}]}\n{"id": "4"}\n')
        notes = lake.run(FLATTEN, *ARGUMENTS, "--lakegen_flatten_max_depth", "3")
        assert [note["write"] for note in notes if "write" in note] == [
            "s3://curated/raw_orders/", "s3://curated/raw_orders_items/",
        ]  # fmt: skip
        read = spark.read.option("mergeSchema", "true")
        items = plain_rows(read.parquet(str(lake.root / "curated/raw_orders_items")).drop("row_id", "parent_id"))
        assert sorted(items, key=lambda row: row["dt"]) == [
            {"position": 0, "n": 2, "sku": "x", "n_double": None, "new_a": None, "dt": "a"},
            {"position": 0, "n": None, "sku": "7", "n_double": 2.5, "new_a": True, "dt": "b"},
        ]
        orders = read.parquet(str(lake.root / "curated/raw_orders")).collect()
        assert sorted((str(row.id), str(row.id_string), row.dt) for row in orders) == [
            ("1", "None", "a"), ("2", "None", "a"), ("None", "3", "b"), ("None", "4", "b"),
        ]  # fmt: skip
        # Nothing is written if two tables would share a folder.
        lake.table("raw_orders_items", "s3://raw/items/")
        lake.put("raw", "items/1.json", b'{"id": 1}\n')
        before = lake.files("s3://curated/")
        assert "would both be written to s3://curated/raw_orders_items/" in lake.attempt(FLATTEN, *ARGUMENTS).stderr
        assert lake.files("s3://curated/") == before
    finally:
        lake.server.stop()


MUTANTS = {
    "ids are not numbered": ("F.when(number > 1,", "F.when(number > 9,"),
    "ids of what lies around": ('F.struct("*")', "F.struct(F.rand())"),
    "ids without a position": ('F.concat_ws(":", "P", "N")', 'F.concat_ws(":", "P")'),
    "names as they come": ("sorted(paths, key=lambda path: (len(path), path))", "paths"),
    "explode drops rows": ("F.explode_outer(", "F.explode("),
    "no depth": ("isinstance(kind, T.StructType) and len(path) < style.depth", "isinstance(kind, T.StructType)"),
    "children start anew": ("style.depth - len(leaf.path)", "style.depth"),
    "keys stay behind": ('if column.startswith("K")', 'if column == "I"'),
    "doubles hold every bigint": ('("bigint", "float"), ("bigint", "double")', '("bigint", "float")'),
    "nothing is void": ("return T.StringType() if isinstance(kind, T.NullType) else kind", "return kind"),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_test_catches(spark, name):
    broken = script(mutant(source(FLATTEN), *MUTANTS[name]))
    tests = [
        test_structs_and_arrays_become_flat_tables, test_ids_are_stable_and_never_shared,
        test_names_that_meet_are_told_apart, test_explode_keeps_rows_without_elements,
        test_arrays_can_be_kept_and_depth_ends_in_json, test_what_has_no_values_is_left_out,
    ]  # fmt: skip
    for test in tests:
        try:
            test(spark, broken)
        except Exception:  # an assertion, or whatever the mutant runs into
            return
    with pytest.raises(AssertionError):
        test_types_of_earlier_runs_stay(spark, broken, "bigint(1)", "double", "a_bigint", 1)
