"""Stand-ins for the modules that only AWS Glue has, so that a job script can be imported without Spark."""

import argparse
import sys
import types
from unittest import mock

NAMES = {
    "awsglue": [],
    "awsglue.context": ["GlueContext"],
    "awsglue.dynamicframe": ["DynamicFrame"],
    "awsglue.job": ["Job"],
    "awsglue.transforms": ["DropNullFields"],
    "awsglue.utils": [],
    "pyspark": [],
    "pyspark.context": ["SparkContext"],
    "pyspark.sql": ["functions", "types", "Window"],
}


def get_resolved_options(argv, names):
    """Glue's rule: each named option must be there, others are ignored, the bookmark option and the run come along."""
    parser = argparse.ArgumentParser(allow_abbrev=False, exit_on_error=False)
    for name in names:
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--job-bookmark-option")
    parser.add_argument("--JOB_RUN_ID")
    return {name: value for name, value in vars(parser.parse_known_args(argv[1:])[0]).items() if value is not None}


def glue_modules():
    """A context in which `import awsglue...` and `import pyspark...` succeed."""
    modules = {name: types.ModuleType(name) for name in NAMES}
    for name, members in NAMES.items():
        for member in members:
            setattr(modules[name], member, mock.MagicMock(name=member))
    modules["awsglue.utils"].getResolvedOptions = get_resolved_options
    return mock.patch.dict(sys.modules, modules)
