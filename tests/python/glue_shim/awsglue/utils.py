"""getResolvedOptions with Glue's own rules: each named option is required, the rest is ignored."""

import argparse


class GlueArgumentError(Exception):
    pass


class GlueArgumentParser(argparse.ArgumentParser):
    def error(self, message):
        raise GlueArgumentError(message)


RESERVED = (
    "job-bookmark-option",
    "continuation-option",
    "encryption-type",
    "JOB_ID",
    "JOB_RUN_ID",
    "SECURITY_CONFIGURATION",
)


def getResolvedOptions(args, options):  # noqa: N802  (Glue's name)
    for o in options:
        if o in RESERVED:
            raise RuntimeError("Using reserved arguments --" + o)
    parser = GlueArgumentParser(allow_abbrev=False)
    for o in RESERVED:
        parser.add_argument("--" + o, dest=o.replace("-", "_"), required=False)
    for o in ("TempDir", "RedshiftTempDir"):
        parser.add_argument("--" + o, required=False)
    for o in options:
        if o not in ("TempDir", "RedshiftTempDir"):
            parser.add_argument("--" + o, required=True)
    return {k: v for k, v in vars(parser.parse_known_args(args[1:])[0]).items() if v is not None}
