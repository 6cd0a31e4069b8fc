"""Gates on a real Spark: what passes, what goes to quarantine, and when a run fails."""

import json
import os
import subprocess
import sys

import pytest
from moto.glue.responses import GlueResponse
from support.load import PARQUET, QUALITY, source
from support.spark import SHIM, SUBMIT, Lake, needs_spark

pytestmark = needs_spark

RULESET = """Rules = [
    RowCount > 0,
    IsComplete "claim_id",
    IsUnique "claim_id" where "claim_id is not null",
    ColumnValues "status" in ["open","paid"],
    ColumnValues "amount" >= 0 where "amount is not null"
]
Analyzers = [
    Mean "amount"
]
"""
ROWS = [
    {"claim_id": "1", "status": "open", "amount": 10.0},
    {"claim_id": "2", "status": "lost", "amount": 20.0},
    {"claim_id": "3", "status": "paid", "amount": None},
    {"claim_id": None, "status": "paid", "amount": -1.0},
]
SCRIPT = """
import sys
from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from lakegen_quality import gate
from pyspark.context import SparkContext

context = GlueContext(SparkContext.getOrCreate())
job = Job(context)
job.init("job", getResolvedOptions(sys.argv, ["JOB_NAME"]))
frame = context.create_dynamic_frame.from_catalog(database="orders", table_name="claims")
frame = frame.toDF() if "--data_frame" in sys.argv else frame
good = gate(frame, "claims_gate")
assert type(good) is type(frame), type(good)
good = good if "--data_frame" in sys.argv else good.toDF()
print("GOOD", sorted((tuple(row) for row in good.select("claim_id", "status").collect()), key=str))
job.commit()
"""


@pytest.fixture
def lake(tmp_path, monkeypatch):
    lake = Lake(tmp_path, monkeypatch)
    for bucket in ("raw", "curated"):
        lake.bucket(bucket)
    lake.put("raw", "claims/a.json", "".join(json.dumps(row) + "\n" for row in ROWS).encode())
    lake.table("claims", "s3://raw/claims/")
    answer = {"Name": "lake-claims-gate", "Ruleset": RULESET}
    monkeypatch.setattr(GlueResponse, "get_data_quality_ruleset", lambda self: json.dumps(answer), raising=False)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/lakegen_quality.py").write_bytes(QUALITY.read_bytes())
    (tmp_path / "script.py").write_text(SCRIPT)
    # Tests write to a folder instead of S3.
    lake.bad, lake.results = tmp_path / "bad", tmp_path / "results"
    yield lake
    lake.server.stop()


def settings(lake, **changed):
    told = {
        "ruleset": "lake-claims-gate",
        "table": "orders.claims",
        "minimum_score": 0.4,
        "fail_job": True,
        "quarantine": f"file://{lake.bad}/",
        "results": f"file://{lake.results}/",
    }
    return json.dumps({"claims_gate": {name: value for name, value in (told | changed).items() if value is not None}})


def run(lake, told, *arguments, script=None):
    where = {
        "PYTHONPATH": f"{SHIM}:{lake.root.parent / 'lib'}",
        "GLUE_SHIM_S3": str(lake.root),
        "GLUE_SHIM_JOURNAL": str(lake.journal),
        "PYSPARK_SUBMIT_ARGS": SUBMIT,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    command = [sys.executable, "-B", str(script or lake.root.parent / "script.py"), "--JOB_NAME", "job"]
    command += ["--JOB_RUN_ID", "jr_1", "--lakegen_data_quality", told, *arguments]
    return subprocess.run(command, env=os.environ | where, capture_output=True, text=True, timeout=300)


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] not in "._")


def test_rows_that_fail_go_to_quarantine_and_the_others_on(lake):
    done = run(lake, settings(lake))
    assert done.returncode == 0, done.stderr[-3000:]
    assert "GOOD [('1', 'open'), ('3', 'paid')]" in done.stdout
    assert "gate claims_gate: score 0.400, 0.4 asked for" in done.stdout
    (bad,) = files(lake.bad)
    assert bad.parent == lake.bad / "gate=claims_gate/run=jr_1"
    assert bad.suffix == ".parquet"
    (results,) = files(lake.results)
    outcomes = [json.loads(line) for line in results.read_text().splitlines()]
    assert [outcome["Outcome"] for outcome in outcomes] == ["Passed", "Failed", "Passed", "Failed", "Failed"]
    assert {outcome["score"] for outcome in outcomes} == {0.4}
    assert outcomes[0] | {"Rule": "RowCount > 0", "table": "orders.claims", "gate": "claims_gate"} == outcomes[0]
    notes = [json.loads(line) for line in lake.journal.read_text().splitlines()]
    (evaluated,) = [note["evaluated"] for note in notes if "evaluated" in note]
    assert evaluated == {
        "dataQualityEvaluationContext": "claims_gate",
        "enableDataQualityCloudWatchMetrics": True,
        "enableDataQualityResultsPublishing": True,
    }


def test_a_data_frame_stays_one_and_without_quarantine_all_rows_go_on(lake):
    done = run(lake, settings(lake, quarantine=None, results=None, fail_job=False, minimum_score=1), "--data_frame")
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.count("'lost'") == 1
    assert not lake.bad.exists() and not lake.results.exists()


def test_a_run_below_the_score_fails_and_leaves_what_it_found(lake):
    done = run(lake, settings(lake, minimum_score=0.98))
    assert done.returncode != 0
    assert "QualityError: gate claims_gate: score 0.400 is below 0.98" in done.stderr
    assert "GOOD" not in done.stdout
    assert files(lake.bad) and files(lake.results)
    assert '"commit"' not in lake.journal.read_text(), "the bookmark must not move"


def test_a_gate_that_the_job_does_not_have_is_named(lake):
    done = run(lake, settings(lake).replace("claims_gate", "other_gate"))
    assert "the job has no gate 'claims_gate'; the spec names other_gate" in done.stderr


def test_the_built_in_script_passes_rows_through_the_gates_of_their_table(lake):
    lake.put("raw", "free/a.json", b'{"claim_id": null, "status": "lost"}\n')
    lake.table("free", "s3://raw/free/")
    arguments = ["--lakegen_reads", "orders.*", "--lakegen_writes", "s3://curated/", "--lakegen_write_modes", "append"]
    script = lake.root.parent / "parquet.py"
    script.write_text(source(PARQUET))
    done = run(lake, settings(lake), *arguments, script=script)
    assert done.returncode == 0, done.stderr[-3000:]
    notes = [json.loads(line) for line in lake.journal.read_text().splitlines()]
    written = {note["write"]: note["rows"] for note in notes if "write" in note}
    assert written == {"s3://curated/claims/": 2, "s3://curated/free/": 1}
    done = run(lake, settings(lake, minimum_score=1), *arguments, script=script)
    assert "QualityError" in done.stderr
