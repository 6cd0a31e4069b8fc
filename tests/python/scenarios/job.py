"""Trigger kind job: a run after every success of the upstream job that matters."""

from support.events import RECONCILE, UPSTREAM, crawl_event, job_event
from support.world import HOUR, MINUTE

from . import scenario


def succeed(world):
    run = world.run(UPSTREAM, "SUCCEEDED")
    return run["Id"], job_event(world.now, run["Id"])


@scenario("job")
def success_starts_one_run_that_knows_its_upstream(world):
    run, event = succeed(world)
    assert [world.outcome(event), world.outcome(event)] == ["started", "duplicate"]
    assert world.requests[0]["Arguments"] == {
        "--lakegen_upstream_run_id": run, "--lakegen_upstream_job": UPSTREAM,
        "--lakegen_trigger": "event", "--lakegen_event_id": event["id"],
    }  # fmt: skip


@scenario("job")
def the_event_is_evidence_before_the_history_shows_it(world):
    stale = world.run(UPSTREAM, "RUNNING")
    event = job_event(world.now, stale["Id"])
    assert world.outcome(event) == "started"
    assert world.outcome(job_event(world.now, "jr_not_listed")) == "started"
    assert world.values("upstream_run_id") == [stale["Id"], "jr_not_listed"]


@scenario("job")
def events_out_of_order_start_the_newest_once(world):
    _, first = succeed(world)
    world.wait(MINUTE)
    newest, second = succeed(world)
    assert [world.outcome(second), world.outcome(first)] == ["started", "duplicate"]
    assert world.values("upstream_run_id") == [newest]


@scenario("job")
def other_jobs_and_other_states_are_ignored(world):
    run, _ = succeed(world)
    strange = [job_event(world.now, run, state=state) for state in ("FAILED", "TIMEOUT", "STOPPED", "Succeeded")]
    strange += [job_event(world.now, run, job=UPSTREAM + "-2"), crawl_event(world.now)]
    strange += [job_event(world.now, run) | {"detail-type": "Glue Job Run Status"}]
    assert [world.outcome(event) for event in strange] == ["ignored"] * len(strange)
    assert world.calls == []


@scenario("job")
def a_waiting_run_stands_for_a_later_success(world):
    world.run(state="WAITING")
    _, event = succeed(world)
    assert world.outcome(event) == "coalesced"


@scenario("job")
def reconcile_starts_the_newest_success_of_a_day(world):
    assert world.outcome(RECONCILE) == "nothing"
    succeed(world)
    world.wait(MINUTE)
    newest, _ = succeed(world)
    world.wait(MINUTE)
    world.run(UPSTREAM, "FAILED")
    world.run(UPSTREAM, "RUNNING")
    world.wait(HOUR)
    assert [world.outcome(RECONCILE), world.outcome(RECONCILE)] == ["started", "duplicate"]
    assert world.values("upstream_run_id") == [newest] and world.values("trigger") == ["reconcile"]


@scenario("job")
def reconcile_forgets_a_success_of_the_day_before(world):
    succeed(world)
    world.wait(25 * HOUR)
    assert world.outcome(RECONCILE) == "nothing"


@scenario("job")
def reconcile_restarts_a_failed_run_with_backoff(world):
    run, event = succeed(world)
    world.ring(event)
    world.end_runs("FAILED")
    assert [world.outcome(event), world.outcome(RECONCILE)] == ["failed", "backoff"]
    world.wait(15 * MINUTE)
    assert world.outcome(RECONCILE) == "started"
    assert world.values("upstream_run_id") == [run, run]
