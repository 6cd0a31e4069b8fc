"""The CDK, with its own command line: it publishes the assets of the cloud assembly and deploys the stack."""

import os
import shutil
from pathlib import Path

from ..aws import ACCOUNT_ID
from ..command import run
from ..server import ROOT
from .stacks import check_stack, unseen

__all__ = ["again", "available", "deploy", "destroy", "unseen"]
INSTALLED = ROOT / "target/proof/node_modules/.bin/cdk"
MISSING = (
    f"no CDK command line: npm install --prefix {INSTALLED.parents[2].relative_to(ROOT)} aws-cdk@2, or set LAKEGEN_CDK"
)


def tool():
    candidates = (os.environ.get("LAKEGEN_CDK"), shutil.which("cdk"), INSTALLED)
    return next((Path(path) for path in candidates if path and Path(path).exists()), None)


def available():
    """Why this target cannot be deployed here, or None."""
    return None if tool() else MISSING


def bootstrap(account):
    """The part of `cdk bootstrap` that a deployment looks at: its version and its assets bucket."""
    account.client("ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")
    name, where = f"cdk-hnb659fds-assets-{ACCOUNT_ID}-{account.region}", {"LocationConstraint": account.region}
    account.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration=where)


def cdk(account, scratch, *words, log, wanted=(0,)):
    environment = {"CDK_DISABLE_CLI_TELEMETRY": "true", "CI": "true", "CDK_HOME": str(scratch)}
    command = [tool(), "--app", "cdk.out", "--no-notices", *words]
    return run(
        command, scratch / log, environment=account.environment() | environment, cwd=scratch / "cdk", wanted=wanted
    )


def deploy(account, rendered, scratch, findings):
    """Deploys the assembly as rendered, from a copy: the command line writes a lock file into it."""
    bootstrap(account)
    shutil.copytree(rendered.target("cdk"), scratch / "cdk")
    cdk(account, scratch, "deploy", "--require-approval", "never", log="deploy.log")
    check_stack(account, rendered.name, findings)


def again(account, rendered, scratch, findings):
    """`cdk diff` finds nothing to change."""
    status, said = cdk(account, scratch, "diff", "--fail", log="again.log", wanted=(0, 1))
    findings.check(status == 0, f"`cdk diff --fail` found changes: {said[-500:]}")


def destroy(account, rendered, scratch, findings):
    """Nothing: the stack is CloudFormation's, see cloudformation.destroy."""
