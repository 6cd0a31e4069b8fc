"""Deploys each mutant of an example's template and asks the part of the proof that must notice."""

import copy
import json
from concurrent.futures import ThreadPoolExecutor

from awscli.customizations.cloudformation.yamlhelper import yaml_parse

from .. import events, state
from ..deploy import cloudformation
from ..findings import Disproved, Findings
from ..server import reset, serving
from . import orders, s3_drop
from .mutant import EVENTS

EXAMPLES = {"orders": orders.MUTANTS, "s3_drop": s3_drop.MUTANTS}
AT_ONCE = 2


class Stand:
    """A simulated account into which one template after the other is deployed, without a tool in between."""

    def __init__(self, account, rendered, scratch):
        self.account, self.rendered = account, rendered
        s3, where = account.client("s3"), {"LocationConstraint": account.region}
        s3.create_bucket(Bucket=cloudformation.BUCKET, CreateBucketConfiguration=where)
        cloudformation.package(account, rendered.target("cloudformation") / "template.yaml", scratch)
        self.template = yaml_parse((scratch / "packaged.yaml").read_text())
        objects = account.pages("s3", "list_objects_v2", "Contents", Bucket=cloudformation.BUCKET)
        self.packages = {
            item["Key"]: s3.get_object(Bucket=cloudformation.BUCKET, Key=item["Key"])["Body"].read() for item in objects
        }

    def deploy(self, template):
        reset(self.account)
        s3, where = self.account.client("s3"), {"LocationConstraint": self.account.region}
        s3.create_bucket(Bucket=cloudformation.BUCKET, CreateBucketConfiguration=where)
        for key, body in self.packages.items():
            s3.put_object(Bucket=cloudformation.BUCKET, Key=key, Body=body)
        self.account.client("cloudformation").create_stack(
            StackName=self.rendered.name,
            TemplateBody=json.dumps(template),
            Capabilities=["CAPABILITY_NAMED_IAM"],
            Parameters=[{"ParameterKey": "PackageBucket", "ParameterValue": cloudformation.BUCKET}],
        )

    def judge_events(self, template):
        """The first failure of the event path, or None."""
        self.deploy(template)
        try:
            events.prove(self.account, self.rendered.spec, Findings(stop_at_first=True))
        except Disproved as failure:
            return str(failure)
        return None

    def judge_equality(self, template, unmutated):
        """The first difference from the deployment of the template as rendered, or None."""
        self.deploy(template)
        found = state.differences({"unmutated": unmutated, "mutant": state.read(self.account)})
        return str(found[0]) if found else None


def run(rendered, scratch):
    """Yields (mutant, how it was found out, or None) for every mutant of an example."""
    every = EXAMPLES.get(rendered.example.name, [])
    shares = [every[index::AT_ONCE] for index in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [
            pool.submit(judge, rendered, share, scratch / f"stand-{index}")
            for index, share in enumerate(shares)
            if share
        ]
        for done in running:
            yield from done.result()


def judge(rendered, mutants, scratch):
    scratch.mkdir(parents=True)
    verdicts = []
    with serving(scratch / "server.log") as account:
        stand = Stand(account, rendered, scratch)
        failure = stand.judge_events(stand.template)
        if failure:
            raise RuntimeError(f"the unmutated deployment fails already: {failure}")
        stand.deploy(stand.template)
        unmutated = state.read(account)
        for mutant in mutants:
            template = copy.deepcopy(stand.template)
            mutant.change(template)
            if mutant.seen_by == EVENTS:
                verdicts.append((mutant, stand.judge_events(template)))
            else:
                verdicts.append((mutant, stand.judge_equality(template, unmutated)))
    return verdicts
