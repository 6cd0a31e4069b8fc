"""Data passes a gate in a job, and another job follows."""

from . import samples
from .scenario import now


def play(scenario, trigger):
    gate, job = trigger.source, trigger.starts
    upstream = gate.jobs[0]

    def send(label, event, **more):
        scenario.send(f"{job}, {label}", event, about=scenario.plain, **more)

    event = samples.gate_evaluated(gate.key, upstream, now(), gate.score)
    about = {
        "--lakegen_data_quality_result_id": event["detail"]["resultID"],
        "--lakegen_upstream_job": upstream,
        "--lakegen_upstream_run_id": event["detail"]["context"]["jobId"],
        "--lakegen_trigger": "event",
        "--lakegen_event_id": event["id"],
    }
    send(f"{gate.key} was passed", event, starts=[job], arguments=about)
    send(f"{gate.key} was passed, delivered again", event, wakes=[job])
    told = scenario.alarm("data_quality_failed")
    failed = samples.gate_evaluated(gate.key, upstream, now(), gate.score - 0.01)
    send(f"{gate.key} was not passed", failed, tells=told)
    send("another gate was passed", samples.gate_evaluated("someone-elses", upstream, now(), 1))
    send("another job passed the gate", samples.gate_evaluated(gate.key, "someone-elses-job", now(), 1))
