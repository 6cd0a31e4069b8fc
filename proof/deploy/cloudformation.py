"""CloudFormation, with the AWS CLI: package and deploy, as the template's first lines say."""

import sys

from ..command import run
from .stacks import check_stack, unseen

__all__ = ["again", "available", "deploy", "destroy", "unseen"]
BUCKET = "lakegen-proof-packages"
AWS = (sys.executable, "-m", "awscli")


def available():
    return None


def deploy(account, rendered, scratch, findings):
    """Copies the files that jobs load, packages the template and deploys it into a stack."""
    where = {"LocationConstraint": account.region}
    account.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
    files = rendered.target("cloudformation") / "files"
    if files.is_dir():
        upload = ("s3", "cp", files, f"s3://{BUCKET}/{rendered.name}/files", "--recursive")
        run([*AWS, *upload], scratch / "files.log", environment=account.environment())
    package(account, rendered.target("cloudformation") / "template.yaml", scratch)
    run(command(rendered, scratch), scratch / "deploy.log", environment=account.environment())
    check_stack(account, rendered.name, findings)


def again(account, rendered, scratch, findings):
    """A second deployment finds nothing to change."""
    words = [*command(rendered, scratch), "--no-fail-on-empty-changeset"]
    _, said = run(words, scratch / "again.log", environment=account.environment())
    findings.check("No changes to deploy" in said, f"a second `aws cloudformation deploy` found changes: {said[-300:]}")


def package(account, template, scratch):
    """Uploads what the template names beside itself, and writes packaged.yaml."""
    words = ("cloudformation", "package", "--template-file", template, "--s3-bucket", BUCKET)
    output = ("--output-template-file", scratch / "packaged.yaml")
    run([*AWS, *words, *output], scratch / "package.log", environment=account.environment())


def command(rendered, scratch):
    return [
        *AWS, "cloudformation", "deploy", "--template-file", scratch / "packaged.yaml", "--stack-name", rendered.name,
        "--s3-bucket", BUCKET, "--capabilities", "CAPABILITY_NAMED_IAM",
        "--parameter-overrides", f"PackageBucket={BUCKET}",
    ]  # fmt: skip


def destroy(account, rendered, scratch, findings):
    """Nothing: what CloudFormation keeps is said in the template, and a stack's deletion is CloudFormation's own."""
