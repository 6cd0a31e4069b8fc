"""Jobs change their states, and other jobs follow."""

from . import samples
from .scenario import OTHER_ACCOUNT, now


def play(scenario, job):
    send, state, start = scenario.send, samples.job_state, scenario.now
    jobs = scenario.wanted.triggered_by("job", job)
    for outcome, alarm in (("FAILED", "job_failed"), ("TIMEOUT", "job_timeout"), ("STOPPED", None)):
        send(f"{job} {outcome}", state(job, outcome, start), tells=scenario.alarm(alarm))
    send(f"{job} Succeeded, in the wrong case", state(job, "Succeeded", start))
    send(f"{job} SUCCEEDED in another account", state(job, "SUCCEEDED", start, account=OTHER_ACCOUNT))
    send(f"{job} takes long", samples.job_status(job, start))
    send(f"{job} fails rules that are no gate", samples.data_quality(job, start))
    for gate in scenario.wanted.gates:
        told = job in gate.jobs and scenario.alarm("data_quality_failed")
        failed = samples.gate_evaluated(gate.key, job, start, gate.score - 0.01)
        send(f"{job} fails the gate {gate.key}", failed, tells=told)
    if not jobs:
        send(f"{job} SUCCEEDED", state(job, "SUCCEEDED", start), about=scenario.plain)
        return
    first = scenario.run(job)
    event = state(job, "SUCCEEDED", now(), first)
    about = {
        "--lakegen_upstream_job": job,
        "--lakegen_upstream_run_id": first,
        "--lakegen_trigger": "event",
        "--lakegen_event_id": event["id"],
    }
    send(f"{job} SUCCEEDED", event, starts=jobs, arguments=about)
    send(f"{job} SUCCEEDED, delivered again", event, wakes=jobs)
    scenario.reconcile(jobs, starts=(), label="everything was processed")
    second = scenario.run(job)
    late, event = event, state(job, "SUCCEEDED", now(), second)
    about = {"--lakegen_upstream_run_id": second}
    send(f"{job} SUCCEEDED, twice at once", event, jobs, jobs * 2, times=2, arguments=about)
    send(f"{job} SUCCEEDED, late by one run", late, wakes=jobs)
    lost = {"--lakegen_upstream_run_id": scenario.run(job), "--lakegen_trigger": "reconcile"}
    scenario.reconcile(jobs, starts=jobs, label=f"the event of {job} was lost", arguments=lost)
