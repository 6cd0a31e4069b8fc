"""Trigger kind data_quality: one run per evaluation that has passed."""

from support.events import RECONCILE, UPSTREAM, UPSTREAM_2, crawl_event, quality_event
from support.world import HOUR, MINUTE

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
    strange = [quality_event(world.now, gate="another"), crawl_event(world.now), {}]
    strange += [quality_event(world.now) | {"detail-type": "Data Quality Evaluation Started"}]
    assert [world.outcome(event) for event in strange] == ["ignored"] * len(strange)
    assert world.calls == []


@scenario("data_quality")
def reconcile_starts_the_newest_evaluation_that_has_passed(world):
    assert world.outcome(RECONCILE) == "nothing"
    world.evaluate()
    newest = world.evaluate(score=0.9, job=UPSTREAM_2)
    world.evaluate(score=0.89)
    world.evaluate(gate="another")
    world.wait(HOUR)
    assert [world.outcome(RECONCILE), world.outcome(RECONCILE)] == ["started", "duplicate"]
    assert world.requests[0]["Arguments"] == {
        "--lakegen_data_quality_result_id": newest, "--lakegen_upstream_job": UPSTREAM_2,
        "--lakegen_upstream_run_id": "jr_1", "--lakegen_trigger": "reconcile",
    }  # fmt: skip


@scenario("data_quality")
def reconcile_finds_what_an_event_has_started_and_forgets_the_day_before(world):
    result = world.evaluate()
    assert world.outcome(quality_event(world.now, result=result)) == "started"
    world.wait(HOUR)
    assert world.outcome(RECONCILE) == "duplicate"
    world.wait(24 * HOUR)
    assert world.outcome(RECONCILE) == "nothing"


@scenario("data_quality")
def reconcile_reads_all_pages_and_looks_at_a_hundred_evaluations(world):
    world.page_size = 30
    world.evaluate()
    for _ in range(99):
        world.evaluate(gate="another")
    assert world.outcome(RECONCILE) == "started"
    world.evaluate(gate="another")
    assert world.outcome(RECONCILE) == "nothing"
    assert world.calls.count("GetDataQualityResult") == 200


@scenario("data_quality")
def reconcile_restarts_a_failed_run_with_backoff(world):
    event = quality_event(world.now, result=world.evaluate())
    world.ring(event)
    world.end_runs("FAILED")
    assert [world.outcome(event), world.outcome(RECONCILE)] == ["failed", "backoff"]
    world.wait(15 * MINUTE)
    assert world.outcome(RECONCILE) == "started"
