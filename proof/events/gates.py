"""Data passes a gate in a job, and another job follows."""

import time

from ..publish import publish_evaluation
from . import samples
from .scenario import now


def evaluation(scenario, gate, job, score):
    """An evaluation in a job as Glue keeps it: its id."""
    about = {"JobName": job, "JobRunId": "jr_1", "StartedOn": time.time()}
    return publish_evaluation(scenario.account, about | {"EvaluationContext": gate, "Score": score})


def play(scenario, trigger):
    gate, job = trigger.source, trigger.starts
    upstream = gate.jobs[0]

    def send(label, event, **more):
        scenario.send(f"{job}, {label}", event, about=scenario.plain, **more)

    def evaluate(score, key=gate.key):
        return evaluation(scenario, key, upstream, score)

    event = samples.gate_evaluated(gate.key, upstream, now(), gate.score, result=evaluate(gate.score))
    about = {
        "--lakegen_data_quality_result_id": event["detail"]["resultID"],
        "--lakegen_upstream_job": upstream,
        "--lakegen_upstream_run_id": event["detail"]["context"]["jobId"],
        "--lakegen_trigger": "event",
        "--lakegen_event_id": event["id"],
    }
    send(f"{gate.key} was passed", event, starts=[job], arguments=about)
    send(f"{gate.key} was passed, delivered again", event, wakes=[job])
    scenario.reconcile([job], (), label="everything was processed")
    evaluate(gate.score - 0.01)
    evaluate(1, "someone-elses")
    scenario.reconcile([job], (), label=f"what came after {gate.key} was passed failed")
    lost = {"--lakegen_data_quality_result_id": evaluate(gate.score), "--lakegen_trigger": "reconcile"}
    scenario.reconcile([job], [job], label=f"the event of {gate.key} was lost", arguments=lost)
    told = scenario.alarm("data_quality_failed")
    failed = samples.gate_evaluated(gate.key, upstream, now(), gate.score - 0.01)
    send(f"{gate.key} was not passed", failed, tells=told)
    send("another gate was passed", samples.gate_evaluated("someone-elses", upstream, now(), 1))
    send("another job passed the gate", samples.gate_evaluated(gate.key, "someone-elses-job", now(), 1))
