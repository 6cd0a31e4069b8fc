"""Every kind of resource that moto does not know well, by CloudFormation and by Terraform: the states are equal."""

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from proof.command import run
from proof.deploy import terraform
from proof.server import serving
from proof.state import differences, read

KINDS = Path(__file__).parent / "kinds"


def with_script(account):
    """The account, with the one thing that the job needs beforehand."""
    s3 = account.client("s3")
    s3.create_bucket(Bucket="kinds-curated", CreateBucketConfiguration={"LocationConstraint": account.region})
    s3.put_object(Bucket="kinds-curated", Key="job.py", Body=b"print('hello')")
    return account


def by_cloudformation(account):
    account.client("cloudformation").create_stack(StackName="kinds", TemplateBody=(KINDS / "template.yaml").read_text())
    [stack] = account.client("cloudformation").describe_stacks(StackName="kinds")["Stacks"]
    return {output["OutputKey"].lower(): output["OutputValue"] for output in stack["Outputs"]}


def by_terraform(account, scratch):
    """Applies, plans again, and leaves it deployed."""
    (scratch / "terraform").mkdir()
    shutil.copy(KINDS / "main.tf", scratch / "terraform")
    with zipfile.ZipFile(scratch / "terraform/function.zip", "w") as archive:
        archive.writestr("index.py", "def handler(event, context):\n    return event\n")
    mirror = os.environ.get("TF_PLUGIN_MIRROR")
    terraform.terraform(account, scratch, "init", *([f"-plugin-dir={mirror}"] if mirror else []))
    terraform.terraform(account, scratch, "apply", "-auto-approve")
    terraform.terraform(account, scratch, "plan", "-detailed-exitcode")


@pytest.mark.skipif(terraform.available() is not None, reason="no terraform")
def test_both_tools_make_the_same_of_every_kind(tmp_path):
    states = {}
    with serving(tmp_path / "cloudformation.log") as account:
        by_cloudformation(with_script(account))
        states["cloudformation"] = read(account)
    with serving(tmp_path / "terraform.log") as account:
        by_terraform(with_script(account), tmp_path)
        states["terraform"] = read(account)
        terraform.terraform(account, tmp_path, "destroy", "-auto-approve")
        left = read(account)
    found = "\n".join(str(each) for each in differences(states))
    assert not found, found
    assert set(left) == {"bucket kinds-curated", "work group primary", "keys without an alias"}
