"""What no API of a simulated account gives back, read from the template or the state file instead. This is all of it.

Found by changing every property of the orders example's template, one at a time: these are those whose change left the
state as it was.

- the window in which a key's deletion can be cancelled: AWS shows it only once the key is being deleted;
- the qualifier of asynchronous invocation settings: moto ignores it;
- what is kept on delete: a matter of the deploying tool, no setting of any service;
- outputs: the tool's as well. Their values are compared, and their names but for spelling.
"""

import re

PROTECTED = re.compile(r'^resource "(\w+)" "(\w+)" \{\n(?:(?!^\}).*\n)*?    prevent_destroy = true', re.MULTILINE)
# What an account has once has no name.
ONCE = {
    "AWS::Glue::DataCatalogEncryptionSettings": "aws_glue_data_catalog_encryption_settings",
    "AWS::LakeFormation::DataLakeSettings": "aws_lakeformation_data_lake_settings",
}
# What names a resource in Terraform's state: its name, but for these.
KEEPING = {
    "aws_kms_key": "description",
    "aws_redshiftserverless_namespace": "namespace_name",
    "aws_redshiftserverless_workgroup": "workgroup_name",
    "aws_s3_bucket": "bucket",
}


def of_stack(template, physical_ids, outputs):
    """From a CloudFormation template (parsed), the physical id of each logical id, and the stack's outputs."""
    resources = template["Resources"]

    def settings(kind, name):
        return sorted(each["Properties"][name] for each in resources.values() if each["Type"] == kind)

    kept = [key for key, each in resources.items() if each.get("DeletionPolicy") == "Retain"]
    return {
        "deletion windows": settings("AWS::KMS::Key", "PendingWindowInDays"),
        "qualifiers": settings("AWS::Lambda::EventInvokeConfig", "Qualifier"),
        "kept on delete": sorted(
            resources[key]["Properties"]["Description"]
            if resources[key]["Type"] == "AWS::KMS::Key"
            else ONCE.get(resources[key]["Type"], physical_ids[key])
            for key in kept
        ),
        "outputs": {output["OutputKey"].lower(): output["OutputValue"] for output in outputs},
    }


def of_module(text, state):
    """From the text of a Terraform module and its state, as the state file has it."""
    applied = {
        (each["type"], each["name"]): each["instances"][0]["attributes"]
        for each in state["resources"] if each["mode"] == "managed" and each["instances"]
    }  # fmt: skip

    def settings(kind, name):
        return sorted(attributes[name] for (found, _), attributes in applied.items() if found == kind)

    def named(kind, name):
        return kind if kind in ONCE.values() else applied[kind, name][KEEPING.get(kind, "name")]

    kept = [named(kind, name) for kind, name in PROTECTED.findall(text)]
    return {
        "deletion windows": settings("aws_kms_key", "deletion_window_in_days"),
        "qualifiers": settings("aws_lambda_function_event_invoke_config", "qualifier"),
        "kept on delete": sorted(kept),
        "outputs": {name.replace("_", ""): output["value"] for name, output in state["outputs"].items()},
    }
