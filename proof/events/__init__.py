"""Proves the event path of a deployment, from what is deployed and what the spec asks for, and nothing else."""

from . import crawls, deployed, gates, gathering, machines, objects, patterns, runs, schedules, starters, wiring
from .driver import Driver
from .scenario import Scenario
from .wanted import wanted


def prove(account, spec, findings):
    """Checks the wiring of rules, functions and alarms, then plays every event that the spec knows."""
    lake, found = wanted(spec), deployed.read(account)
    wiring.check(found, lake, findings)
    play(Scenario(Driver(found, findings), lake, findings))


def play(scenario):
    """Plays everything in an order in which nothing spoils what comes later."""
    lake = scenario.wanted
    crawls.misses(scenario)
    for crawler in lake.crawlers:
        crawls.play(scenario, crawler)
    for job in lake.jobs:
        runs.play(scenario, job)
    for source in sorted({(each.source, each.prefix) for each in lake.triggers if each.kind == "s3"}):
        objects.play(scenario, *source)
    for rule in scenario.driver.deployed.rules:
        if rule.schedule:
            schedules.play(scenario, rule)
    for trigger in lake.triggers:
        if trigger.via == "step_functions":
            machines.play(scenario, trigger)
        elif trigger.kind == "data_quality":
            gates.play(scenario, trigger)
        elif trigger.kind == "event_pattern":
            patterns.play(scenario, trigger)
        elif trigger.kind == "all_of":
            gathering.play(scenario, trigger)
        elif trigger.what == "crawler":
            starters.play(scenario, trigger)
