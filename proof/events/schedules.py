"""The time comes. Reconcile rules are played where something was lost."""

from datetime import timedelta

from . import samples


def play(scenario, rule):
    triggers = [each for each in scenario.wanted.triggers if each.kind == "schedule" and each.via == "lambda"]
    for job in [each.starts for each in triggers if scenario.leads_to(rule, each.starts)]:
        event = samples.tick(rule.arn, scenario.now)
        about = {"--lakegen_scheduled_at": event["time"], "--lakegen_trigger": "event"}
        tick = scenario.tick
        tick(f"schedule of {job}, twice at once", rule, event, [job], [job, job], times=2, arguments=about)
        tick(f"schedule of {job}, delivered again", rule, event, wakes=[job])
        later = samples.tick(rule.arn, scenario.now + timedelta(days=1))
        about = {"--lakegen_scheduled_at": later["time"]}
        tick(f"next schedule of {job}", rule, later, [job], arguments=about)
