"""Trigger kind schedule: one run per tick."""

from support.events import RECONCILE, crawl_event, tick_event
from support.world import HOUR

from . import scenario


@scenario("schedule")
def duplicates_of_a_tick_start_one_run(world):
    ticks = [tick_event(world.now), tick_event(world.now)]
    assert [world.outcome(tick) for tick in ticks] == ["started", "duplicate"]
    assert world.values("scheduled_at") == ["2026-11-01T12:00:00Z"]


@scenario("schedule")
def every_tick_is_a_run_of_its_own_also_while_one_waits(world):
    for _ in range(3):
        assert world.outcome(tick_event(world.now)) == "started"
        world.wait(HOUR)
    assert world.values("scheduled_at") == [f"2026-11-01T{hour}:00:00Z" for hour in (12, 13, 14)]


@scenario("schedule")
def a_late_duplicate_does_not_restart_a_failed_run(world):
    tick = tick_event(world.now)
    world.ring(tick)
    world.end_runs("FAILED")
    world.wait(2 * HOUR)
    assert world.outcome(tick) == "failed"


@scenario("schedule")
def anything_else_is_ignored(world):
    assert [world.outcome(event) for event in (RECONCILE, crawl_event(world.now), {})] == ["ignored"] * 3
