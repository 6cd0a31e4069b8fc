"""Deploys each target with the tool its users have. A tool that fails raises CommandFailed."""

from . import cdk, cloudformation, terraform

TARGETS = {"cloudformation": cloudformation, "terraform": terraform, "cdk": cdk}
