"""Terraform: init, plan, apply, an empty second plan, and destroy."""

import json
import os
import re
import shutil

from ..command import CommandFailed, run
from ..state.unseen import of_module

KEPT = re.compile(r"\n\n  lifecycle \{\n    prevent_destroy = true\n  \}")


def available():
    """Why this target cannot be deployed here, or None."""
    return None if shutil.which("terraform") else "no terraform on PATH"


def deploy(account, rendered, scratch, findings):
    """Applies the module as rendered, from a copy."""
    shutil.copytree(rendered.target("terraform"), scratch / "terraform")
    mirror = os.environ.get("TF_PLUGIN_MIRROR")
    terraform(account, scratch, "init", "-input=false", *([f"-plugin-dir={mirror}"] if mirror else []))
    terraform(account, scratch, "plan", "-out=../plan", "-input=false")
    terraform(account, scratch, "apply", "-input=false", "../plan")
    findings.check(state(scratch)["resources"], "nothing was applied")


def state(scratch):
    """The state file as it is: `terraform show -json` would start the provider for the same values."""
    return json.loads((scratch / "terraform/terraform.tfstate").read_text())


def unseen(account, rendered, scratch):
    """What only the module and its state know."""
    text = "".join(file.read_text() for file in sorted((scratch / "terraform").glob("*.tf")))
    return of_module(text, state(scratch))


def again(account, rendered, scratch, findings):
    """A second plan is empty."""
    status, said = terraform(
        account, scratch, "plan", "-detailed-exitcode", "-input=false", wanted=(0, 2), log="again.log"
    )
    findings.check(status == 0, f"a second `terraform plan` found changes: {said[-2000:]}")


def destroy(account, rendered, scratch, findings):
    """Destroys the deployment.

    Buckets and keys are kept by default: `prevent_destroy` makes Terraform refuse, which is checked. Then what an
    operator would do is done in the copy: the protection is taken out of the text, and the buckets are emptied
    (S3 refuses to delete a bucket that holds objects, and access logs and job scripts are objects).
    """
    protected = False
    for file in (scratch / "terraform").glob("*.tf"):
        text, count = KEPT.subn("", file.read_text())
        if count and not protected:
            protected = True
            status, said = terraform(
                account, scratch, "destroy", "-auto-approve", "-refresh=false", wanted=(0, 1), log="refused.log"
            )
            refused = status == 1 and "prevent_destroy" in said
            if not findings.check(refused, "`terraform destroy` did not refuse to destroy protected buckets"):
                return
        file.write_text(text)
    empty_buckets(account)
    try:
        terraform(account, scratch, "destroy", "-auto-approve", "-refresh=false")  # `again` has just looked
    except CommandFailed as failure:
        findings.check(False, str(failure))
        return
    left = [bucket["Name"] for bucket in account.client("s3").list_buckets()["Buckets"]]
    findings.check(not left, f"`terraform destroy` left buckets behind: {left}")


def empty_buckets(account):
    s3 = account.client("s3")
    buckets = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    for bucket in buckets:  # first, or the deletions are logged, as objects
        s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={})
    for bucket in buckets:
        for key in ("Versions", "DeleteMarkers"):
            for item in account.pages("s3", "list_object_versions", key, Bucket=bucket):
                s3.delete_object(Bucket=bucket, Key=item["Key"], VersionId=item["VersionId"])


def terraform(account, scratch, command, *arguments, wanted=(0,), log=None):
    environment = account.environment() | {
        "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1", "TF_INPUT": "0",
        # Most of what a command does is to load the provider's schema; collecting garbage less often is a quarter faster.
        "GOGC": "400",
    }  # fmt: skip
    words = ["terraform", command, "-no-color", *arguments]
    return run(
        words, scratch / (log or f"{command}.log"), environment=environment, cwd=scratch / "terraform", wanted=wanted
    )
