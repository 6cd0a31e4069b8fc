"""`builtin:redshift`: what it tells the warehouse, and what it stages."""

from unittest import mock

import pytest
from support.load import REDSHIFT, load
from support.stubs import glue_modules

with glue_modules():
    redshift = load(REDSHIFT)

ORDERS = "redshift://lake-sales/analytics/public.orders"
ARGUMENTS = ["script", "--JOB_NAME", "load", "--JOB_RUN_ID", "jr_1_attempt_2", "--TempDir", "s3://temp/load/"]
ARGUMENTS += ["--lakegen_reads", "c360.*", "--lakegen_writes", ORDERS, "--lakegen_write_modes", "append"]


class DataApi:
    """Records what it is told to run. `rows` are the answers to queries that hold their key."""

    def __init__(self, rows=None, fails=None):
        self.said, self.together, self.rows, self.fails = [], [], rows or {}, fails
        self.answers = {}

    def begin(self, text):
        self.answers[number := str(len(self.answers))] = text
        return {"Id": number}

    def execute_statement(self, Sql, WorkgroupName, Database, SecretArn):  # noqa: N803
        assert (WorkgroupName, Database, SecretArn) == ("lake-sales", "analytics", "arn:secret")
        self.said.append(Sql)
        return self.begin(Sql)

    def batch_execute_statement(self, Sqls, **_):  # noqa: N803
        self.together.append(Sqls)
        return self.begin("; ".join(Sqls))

    def describe_statement(self, Id):  # noqa: N803
        if self.fails and self.fails in self.answers[Id]:
            return {"Status": "FAILED", "Error": "no such thing"}
        return {"Status": "FINISHED"}

    def get_paginator(self, name):
        assert name == "get_statement_result"
        return self

    def paginate(self, Id):  # noqa: N803
        found = next((rows for part, rows in self.rows.items() if part in self.answers[Id]), [])
        return [{"Records": [[{"stringValue": row}]]} for row in found]


def warehouse(data):
    serverless = mock.Mock()
    serverless.get_namespace.return_value = {"namespace": {"adminPasswordSecretArn": "arn:secret"}}
    return redshift.Warehouse(redshift.Database("lake-sales", "analytics"), data, serverless, sleep=lambda _: None)


def staged(mode="append", keys=(), columns=(("id", "BIGINT"), ("note", "VARCHAR(65535)")), schema="public"):
    target = redshift.Target("lake-sales", "analytics", schema, "orders", mode, list(keys))
    return redshift.Staged(target, "s3://temp/load/warehouse/jr_1/0/", list(columns))


def test_the_template_is_plain_ascii():
    assert REDSHIFT.read_bytes().isascii()


def test_targets_are_read_from_the_arguments():
    returns = "redshift://lake-sales/analytics/staging.returns"
    args = {
        "lakegen_writes": f"{ORDERS},{returns}",
        "lakegen_write_modes": "append,upsert",
        "lakegen_upsert_keys": ",id+line",
    }
    known = redshift.targets(args)
    assert known[1] == ("lake-sales", "analytics", "staging", "returns", "upsert", ["id", "line"])
    assert redshift.route("returns", known) is known[1]
    assert redshift.route("anything", known[:1]) is known[0]
    with pytest.raises(ValueError, match="parcels: 0 of the job's writes"):
        redshift.route("parcels", known)


@pytest.mark.parametrize(
    ("write", "mode", "keys"),
    [
        ("s3://curated/", "append", ""),
        ("redshift://w/d/orders", "append", ""),
        (ORDERS, "overwrite_partitions", ""),
        (ORDERS, "upsert", ""),
        (ORDERS, "append", "id"),
    ],
)
def test_wrong_targets_are_refused(write, mode, keys):
    with pytest.raises(ValueError, match=write):
        redshift.targets({"lakegen_writes": write, "lakegen_write_modes": mode, "lakegen_upsert_keys": keys})


def test_all_tries_of_a_run_have_one_id():
    args = redshift.loading_options(ARGUMENTS)
    assert redshift.load_id(args) == "load/jr_1"
    without = [word for word in ARGUMENTS if word not in ("--JOB_RUN_ID", "jr_1_attempt_2")]
    with pytest.raises(ValueError, match="JOB_RUN_ID"):
        redshift.loading_options(without)


def test_append_loads_in_one_transaction_that_notes_the_run():
    data = DataApi({"svv_columns": ["id"]})
    assert warehouse(data).load("load/jr_1", [staged(schema="staging")]) == "loaded"
    assert [sql.split(" (")[0] for sql in data.said] == [
        'CREATE TABLE IF NOT EXISTS "public"."lakegen_loads"',
        "SELECT load_id FROM \"public\".\"lakegen_loads\" WHERE load_id = 'load/jr_1'",
        'CREATE SCHEMA IF NOT EXISTS "staging"',
        'CREATE TABLE IF NOT EXISTS "staging"."orders"',
        "SELECT column_name FROM svv_columns WHERE table_schema = 'staging' AND table_name = 'orders'",
        'ALTER TABLE "staging"."orders" ADD COLUMN "note" VARCHAR(65535)',
    ]
    assert data.together == [
        [
            "INSERT INTO \"public\".\"lakegen_loads\" (load_id) VALUES ('load/jr_1')",
            'CREATE TEMP TABLE "lakegen_stage_0" ("id" BIGINT, "note" VARCHAR(65535))',
            "COPY \"lakegen_stage_0\" FROM 's3://temp/load/warehouse/jr_1/0/' IAM_ROLE default FORMAT AS PARQUET",
            'INSERT INTO "staging"."orders" ("id", "note") SELECT "id", "note" FROM "lakegen_stage_0"',
        ]
    ]


def test_a_second_try_of_a_run_loads_nothing_more():
    data = DataApi({"lakegen_loads": ["load/jr_1"]})
    assert "already" in warehouse(data).load("load/jr_1", [staged()])
    assert data.together == []


def test_overwrite_deletes_in_the_same_transaction():
    data = DataApi()
    warehouse(data).load("load/jr_1", [staged("overwrite")])
    assert data.together[0][3:] == [
        'DELETE FROM "public"."orders"',
        'INSERT INTO "public"."orders" ("id", "note") SELECT "id", "note" FROM "lakegen_stage_0"',
    ]


def test_upsert_merges_by_its_keys():
    data = DataApi()
    columns = [("id", "BIGINT"), ("line", "INTEGER"), ("amount", "DECIMAL(12,2)"), ("items", "SUPER")]
    warehouse(data).load("load/jr_1", [staged("upsert", ["id", "line"], columns)])
    copy, merge = data.together[0][2:]
    assert copy.endswith("FORMAT AS PARQUET SERIALIZETOJSON")
    stage = '"lakegen_stage_0"'
    assert merge == (
        f'MERGE INTO "public"."orders" USING {stage} '
        f'ON "orders"."id" = {stage}."id" AND "orders"."line" = {stage}."line" '
        f'WHEN MATCHED THEN UPDATE SET "amount" = {stage}."amount", "items" = {stage}."items" '
        'WHEN NOT MATCHED THEN INSERT ("id", "line", "amount", "items") '
        f'VALUES ({stage}."id", {stage}."line", {stage}."amount", {stage}."items")'
    )


def test_a_statement_that_fails_fails_the_run():
    with pytest.raises(RuntimeError, match="FAILED: no such thing\n.*COPY"):
        warehouse(DataApi(fails="COPY")).load("load/jr_1", [staged()])


def test_what_does_not_fit_into_one_transaction_is_not_loaded():
    data = DataApi()
    with pytest.raises(ValueError, match="do not fit into one transaction"):
        warehouse(data).load("load/jr_1", [staged()] * 14)
    assert data.together == []


def test_databases_of_the_catalog_become_schemas():
    args = {"lakegen_external_schemas": "redshift://lake-sales/analytics/c360"}
    sql = "CREATE EXTERNAL SCHEMA IF NOT EXISTS \"c360\" FROM DATA CATALOG DATABASE 'c360' IAM_ROLE default"
    assert list(redshift.make_schemas(args)) == [(("lake-sales", "analytics"), sql)]


def test_names_and_texts_cannot_leave_their_quotes():
    assert redshift.quoted('a"; DROP TABLE x; --') == '"a""; DROP TABLE x; --"'
    assert redshift.text("it's \\") == "'it''s \\\\'"
