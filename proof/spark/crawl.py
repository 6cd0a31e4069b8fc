"""Stands in for a crawl: makes the tables that a deployed crawler would make of the objects below its S3 targets."""

import fnmatch
import re

from ..aws import ACCOUNT_ID
from ..events.deployed import role_policies
from ..events.iam import role_may
from .classify import recognize

FOLDER = re.compile(r"(?P<key>[^=/]+)=(?P<value>[^/]*)")


def crawl(account, name, findings):
    """Runs one crawler. Its role must allow what is read and made; what it could not recognize is a failure."""
    glue = account.client("glue")
    crawler = glue.get_crawler(Name=name)["Crawler"]
    others = [kind for kind, targets in crawler["Targets"].items() if targets and kind != "S3Targets"]
    findings.check(not others, f"crawler {name}: only its S3 targets can be crawled here, not its {others}")
    classifiers = [glue.get_classifier(Name=each)["Classifier"] for each in crawler.get("Classifiers", [])]
    for target in crawler["Targets"].get("S3Targets", []):
        Target(account, crawler, target, findings).crawl(classifiers)


class Target:
    """One S3 target of a crawler. All that lies below it is taken for one table."""

    def __init__(self, account, crawler, target, findings):
        self.account, self.crawler, self.findings = account, crawler, findings
        self.path, self.exclusions = target["Path"], target.get("Exclusions", [])
        self.bucket, _, self.prefix = self.path.removeprefix("s3://").partition("/")
        self.policies = role_policies(account, crawler["Role"].rsplit("/", 1)[-1])

    def may(self, action, arn):
        name = self.crawler["Name"]
        self.findings.check(role_may(self.policies, action, arn), f"crawler {name}: its role may not {action} on {arn}")

    def objects(self):
        """The keys of the objects that count, relative to the target."""
        for item in self.account.pages("s3", "list_objects_v2", "Contents", Bucket=self.bucket, Prefix=self.prefix):
            key = item["Key"].removeprefix(self.prefix).removeprefix("/")
            hidden = any(part[0] in "._" for part in key.split("/") if part)
            excluded = any(fnmatch.fnmatchcase(key, pattern.replace("**", "*")) for pattern in self.exclusions)
            if item["Size"] and not hidden and not excluded:
                yield item["Key"], key

    def crawl(self, classifiers):
        self.may("s3:ListBucket", f"arn:aws:s3:::{self.bucket}")
        found, keys = [], set()
        for key, below in self.objects():
            self.may("s3:GetObject", f"arn:aws:s3:::{self.bucket}/{key}")
            content = self.account.client("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read()
            found.append(recognize(content, classifiers))
            self.findings.check(found[-1], f"crawler {self.crawler['Name']}: nothing recognizes {key}")
            keys.add(partition_keys(below))
        kinds = {each.classification for each in found if each}
        alike = len(kinds) < 2 and len(keys) < 2
        self.findings.check(alike, f"crawler {self.crawler['Name']}: {self.path} holds {kinds} in folders {keys}")
        if found and found[0] and alike:
            self.make_table(found[0], keys.pop())

    def make_table(self, recognized, keys):
        last = self.path.rstrip("/").rsplit("/", 1)[-1]
        name = re.sub("[^a-z0-9_]", "_", (self.crawler.get("TablePrefix", "") + last).lower())
        database = self.crawler["DatabaseName"]
        for thing in ("catalog", f"database/{database}", f"table/{database}/{name}"):
            self.may("glue:CreateTable", f"arn:aws:glue:{self.account.region}:{ACCOUNT_ID}:{thing}")
        table = {
            "Name": name,
            "TableType": "EXTERNAL_TABLE",
            "Parameters": {"classification": recognized.classification} | recognized.parameters,
            "PartitionKeys": [{"Name": key, "Type": "string"} for key in keys],
            "StorageDescriptor": {
                "Location": self.path,
                "Columns": [{"Name": column, "Type": kind} for column, kind in recognized.columns.items()],
                "SerdeInfo": {"SerializationLibrary": recognized.library, "Parameters": recognized.serde},
            },
        }
        glue = self.account.client("glue")
        tables = {each["Name"] for each in self.account.pages("glue", "get_tables", "TableList", DatabaseName=database)}
        (glue.update_table if name in tables else glue.create_table)(DatabaseName=database, TableInput=table)


def partition_keys(key):
    """What the folders of an object are called: dt=2026-11-01/ is dt, and without names partition_0, partition_1."""
    folders = key.split("/")[:-1]
    named = [FOLDER.fullmatch(folder) for folder in folders]
    if all(named):
        return tuple(each["key"].lower() for each in named)
    return tuple(f"partition_{n}" for n in range(len(folders)))
