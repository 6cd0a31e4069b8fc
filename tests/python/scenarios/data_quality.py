"""Trigger kind data_quality: one run per evaluation that has passed."""

from support.events import RECONCILE, UPSTREAM, crawl_event, quality_event
from support.world import HOUR

from . import scenario


@scenario("data_quality")
def an_evaluation_starts_one_run_that_knows_it(world):
    event = quality_event(world.now)
    assert [world.outcome(event), world.outcome(event)] == ["started", "duplicate"]
    assert world.requests[0]["Arguments"] == {
        "--lakegen_data_quality_result_id": "dqresult-1", "--lakegen_upstream_job": UPSTREAM, "--lakegen_trigger": "event",
        "--lakegen_upstream_run_id": "jr_1", "--lakegen_event_id": event["id"],
    }  # fmt: skip


@scenario("data_quality")
def both_spellings_of_the_result_are_one(world):
    event = quality_event(world.now)
    world.ring(event)
    again = quality_event(world.now)
    again["detail"]["resultId"] = again["detail"].pop("resultID")
    assert world.outcome(again) == "duplicate"


@scenario("data_quality")
def another_evaluation_is_another_run_unless_one_waits(world):
    outcomes = [world.outcome(quality_event(world.now, result=f"dqresult-{n}")) for n in range(3)]
    assert outcomes == ["started", "started", "coalesced"]


@scenario("data_quality")
def a_late_duplicate_does_not_restart_a_failed_run(world):
    event = quality_event(world.now)
    world.ring(event)
    world.end_runs("FAILED")
    world.wait(2 * HOUR)
    assert world.outcome(event) == "failed"


@scenario("data_quality")
def other_gates_and_events_are_ignored(world):
    strange = [quality_event(world.now, gate="another"), crawl_event(world.now), RECONCILE, {}]
    strange += [quality_event(world.now) | {"detail-type": "Data Quality Evaluation Started"}]
    assert [world.outcome(event) for event in strange] == ["ignored"] * len(strange)
