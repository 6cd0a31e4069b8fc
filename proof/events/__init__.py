"""Proves the event path of a deployment, from what is deployed and what the spec asks for, and nothing else."""

from . import deployed, wiring
from .driver import Driver
from .scenario import Scenario
from .wanted import wanted


def prove(account, spec, findings):
    """Checks the wiring of rules, functions and alarms, then plays every event that the spec knows."""
    lake, found = wanted(spec), deployed.read(account)
    wiring.check(found, lake, findings)
    Scenario(Driver(found, findings), lake, findings).play()
