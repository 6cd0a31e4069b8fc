"""Trigger kind event_pattern: one run per event, known by the event's id."""

import json

from support.events import JOB, RECONCILE, envelope
from support.world import HOUR

from . import scenario


def order_event(world, **detail):
    return envelope("acme.orders", "Order Export Finished", world.now, {"export": 7} | detail)


@scenario("event_pattern")
def an_event_starts_one_run_that_knows_it(world):
    event = order_event(world)
    assert [world.outcome(event), world.outcome(event)] == ["started", "duplicate"]
    assert world.requests[0]["Arguments"] == {
        "--lakegen_event_id": event["id"], "--lakegen_event_source": "acme.orders", "--lakegen_trigger": "event",
        "--lakegen_event_detail_type": "Order Export Finished", "--lakegen_event_detail": '{"export":7}',
    }  # fmt: skip


@scenario("event_pattern")
def every_event_is_a_run_of_its_own_also_while_one_waits(world):
    for _ in range(3):
        assert world.outcome(order_event(world)) == "started"
    assert len(set(world.values("event_id"))) == 3


@scenario("event_pattern")
def a_long_detail_is_left_out(world):
    world.ring(order_event(world, text="x" * 5_000))
    assert "--lakegen_event_detail" not in world.requests[0]["Arguments"]
    world.ring(order_event(world, text="x" * 4_000))
    assert len(json.loads(world.requests[1]["Arguments"]["--lakegen_event_detail"])["text"]) == 4_000


@scenario("event_pattern")
def a_late_duplicate_does_not_restart_a_failed_run(world):
    event = order_event(world)
    world.ring(event)
    world.end_runs("FAILED", JOB)
    world.wait(2 * HOUR)
    assert world.outcome(event) == "failed"


@scenario("event_pattern")
def what_is_no_event_is_ignored(world):
    assert [world.outcome(event) for event in (RECONCILE, {}, {"id": "1"})] == ["ignored"] * 3
