"""Crawls and runs what an example's expected.json names, in its order, and looks at what was written."""

import json
import shutil
import sys
from pathlib import Path

from ..aws import ACCOUNT_ID, REGION
from ..command import run
from ..events.deployed import role_policies
from ..events.iam import role_may
from ..server import ROOT
from . import SHIM, iceberg
from .crawl import crawl
from .java import JAVA

READER, RUNNER = (Path(__file__).with_name(name) for name in ("rows.py", "job.py"))


class Bench:
    """A folder that stands for S3: what lies in the simulated buckets, and what the scripts write."""

    def __init__(self, account, rendered, scratch, findings):
        self.account, self.rendered, self.findings, self.scratch = account, rendered, findings, scratch
        self.s3, self.glue = account.client("s3"), account.client("glue")
        self.root, self.warehouse, self.runs = scratch / "s3", scratch / "iceberg", 0
        self.root.mkdir(parents=True)

    def physical(self, key):
        return f"{self.rendered.name}-{key}".replace("_", "-")

    def location(self, short):
        """bucket/prefix of the spec as physical bucket and prefix."""
        key, _, prefix = short.partition("/")
        return f"{self.physical(key)}-{ACCOUNT_ID}-{REGION}", prefix

    def prove(self, expected):
        for folder, short in expected["data"].items():
            self.upload(self.rendered.example / folder, *self.location(short))
        for name, table in expected.get("tables", {}).items():
            self.create_table(*name.split("."), table)
        for step in expected["runs"]:
            if isinstance(step, dict):
                crawl(self.account, self.physical(step["crawler"]), self.findings)
            else:
                self.run_job(self.physical(step))
        self.check_outputs(expected["outputs"])

    def upload(self, folder, bucket, prefix):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.s3.upload_file(str(path), bucket, prefix + path.relative_to(folder).as_posix())

    def create_table(self, database, name, table):
        """A table that no crawler makes here; `rows` are in the example's folder, where others have a database."""
        if "rows" in table:
            location = f"file://{self.rendered.example / table['rows']}"
        else:
            location = "s3://" + "/".join(self.location(table["location"]))
        self.glue.create_table(
            DatabaseName=database,
            TableInput={
                "Name": name,
                "TableType": "EXTERNAL_TABLE",
                "Parameters": {"classification": table["format"]},
                "PartitionKeys": [{"Name": key, "Type": "string"} for key in table.get("partition_keys", [])],
                "StorageDescriptor": {"Location": location, "Columns": []},
            },
        )

    def arguments(self, job):
        """Those of the newest run. The simulated Glue has put the job's own over and under what its trigger sent."""
        runs = self.glue.get_job_runs(JobName=job["Name"])["JobRuns"]
        own = job.get("DefaultArguments", {}) | job.get("NonOverridableArguments", {})
        return runs[0].get("Arguments", own) if runs else own

    def run_job(self, name):
        """Runs one job as Glue would: its deployed script, its arguments, and the rights of its role alone."""
        job = self.glue.get_job(JobName=name)["Job"]
        before = self.download()
        self.runs += 1
        place = self.scratch / f"run-{self.runs}-{name}"
        place.mkdir()
        arguments, journal = self.arguments(job), place / "journal"
        for path in filter(None, arguments.get("--extra-files", "").split(",")):
            shutil.copy(self.local(path), place)
        words = [word for pair in arguments.items() for word in pair]
        where = {"PYTHONPATH": self.libraries(arguments), "GLUE_SHIM_S3": str(self.root), "GLUE_SHIM_JOURNAL": str(journal)}
        settings = iceberg.settings(arguments.get("--conf", ""), self.warehouse)
        settings["spark.executorEnv.PYTHONPATH"] = where["PYTHONPATH"]
        (place / "settings.json").write_text(json.dumps(settings))
        script = self.local(job["Command"]["ScriptLocation"])
        self.on_spark([RUNNER, place / "settings.json", script, "--JOB_NAME", name, *words], place, where)
        notes = [json.loads(line) for line in journal.read_text().splitlines()]
        steps = [note["job"] for note in notes if "job" in note]
        self.findings.check(steps == ["init", "commit"], f"{name}: the script did {steps}, not init and one commit")
        self.check_rights(job, notes)
        self.put_back(before)

    def libraries(self, arguments):
        """Where Python looks for modules: the stand-in for awsglue, and what --extra-py-files names."""
        files = [Path(self.local(path)) for path in arguments.get("--extra-py-files", "").split(",") if path]
        every = (SHIM, *(file.parent if file.suffix == ".py" else file for file in files), ROOT)
        return ":".join(str(path) for path in every)

    def local(self, path):
        """Where an S3 path lies on this machine."""
        return f"{self.root}/{path.removeprefix('s3://')}"

    def on_spark(self, words, place, more=None):
        """Runs a Python program that uses Spark, in a folder."""
        with JAVA.alone(self.scratch / "java.log") as where:
            environment = self.account.environment() | where | (more or {})
            run([sys.executable, "-B", *words], place / "log", environment=environment, cwd=place)

    def check_rights(self, job, notes):
        """The job's role may read its script and all that the script read, write all that it wrote, and commit it."""
        policies = role_policies(self.account, job["Role"].rsplit("/", 1)[1])

        def may(action, path):
            arn = "arn:aws:s3:::" + path.removeprefix("s3://").removeprefix(f"{self.root}/")
            self.findings.check(role_may(policies, action, arn), f"{job['Name']}: its role may not {action} on {arn}")

        files = job["DefaultArguments"].get("--extra-py-files", "").split(",")
        for path in (job["Command"]["ScriptLocation"], *filter(None, files)):
            may("s3:GetObject", path)
        for note in notes:
            for path in note.get("read", []):
                if path.startswith("s3"):
                    may("s3:GetObject", path + "any")
            for path in filter(None, (note.get("write"), note.get("wrote"))):
                may("s3:PutObject", path.rstrip("/") + "/any")
            if "committed" in note:
                table = f"arn:aws:glue:{REGION}:{ACCOUNT_ID}:table/{note['committed']}"
                for action in ("glue:GetTable", "glue:UpdateTable"):
                    allowed = role_may(policies, action, table)
                    self.findings.check(allowed, f"{job['Name']}: its role may not {action} on {table}")

    def objects(self):
        for bucket in self.s3.list_buckets()["Buckets"]:
            for item in self.account.pages("s3", "list_objects_v2", "Contents", Bucket=bucket["Name"]):
                yield bucket["Name"], item["Key"]

    def download(self):
        """Makes the folder hold exactly what the buckets hold. Returns its files."""
        shutil.rmtree(self.root)
        for bucket, key in self.objects():
            path = self.root / bucket / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
        return {path for path in self.root.rglob("*") if path.is_file()}

    def put_back(self, before):
        """Uploads the files that a script has written, but not Spark's own notes."""
        for path in self.root.rglob("*"):
            if path.is_file() and path not in before and path.name[0] not in "._":
                bucket, *key = path.relative_to(self.root).parts
                self.s3.upload_file(str(path), bucket, "/".join(key))

    def check_outputs(self, outputs):
        """What lies below each prefix: in which folders, how many rows, and some of them in full."""
        self.download()
        found = {short: self.files(short, wanted) for short, wanted in outputs.items() if not is_table(wanted)}
        written = {short: outputs[short] for short in outputs if found.get(short, True)}
        for short, rows in self.rows(written).items():
            wanted = outputs[short]
            self.findings.check(len(rows) == wanted["rows"], f"{short}: {len(rows)} rows, wanted {wanted['rows']}: {rows}")
            for part in wanted.get("contains", []):
                match = [row for row in rows if part.items() <= row.items()]
                self.findings.check(
                    len(match) == 1, f"{short}: {len(match)} rows with {part}, wanted 1; there are {rows[:3]}"
                )

    def folder(self, short):
        return self.root.joinpath(*self.location(short))

    def files(self, short, wanted):
        """The files below a prefix, which lie in the wanted folders."""
        folder = self.folder(short)
        files = [path for path in sorted(folder.rglob("*.*")) if path.is_file()]
        if self.findings.check(files, f"{short}: nothing was written") and "folders" in wanted:
            found = sorted({path.parent.relative_to(folder).as_posix() for path in files})
            self.findings.check(
                found == wanted["folders"], f"{short}: written to the folders {found}, not {wanted['folders']}"
            )
        return files

    def rows(self, outputs):
        """The rows of each output, read in one Spark session."""
        place = self.scratch / "outputs"
        place.mkdir()
        asked, answered = place / "asked.json", place / "answered.json"
        asked.write_text(json.dumps({short: self.question(short, wanted) for short, wanted in outputs.items()}))
        self.on_spark([READER, asked, answered], place)
        return json.loads(answered.read_text())

    def question(self, short, wanted):
        """What to read, see rows.py."""
        place = self.warehouse.joinpath(*short.split(".")) if is_table(wanted) else self.folder(short)
        options = {"header": "true"} if wanted["format"] == "csv" else {}
        return {
            "format": wanted["format"], "folder": str(place), "partitions": "folders" in wanted,
            "options": options | wanted.get("options", {}),
        }  # fmt: skip


def is_table(wanted):
    """Whether an output is named by its table and not by a folder."""
    return wanted["format"] == "iceberg"
