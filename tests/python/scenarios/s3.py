"""Trigger kind s3: objects arrive, a run that waits takes them all."""

from support.events import JOB, RECONCILE, object_event
from support.world import MINUTE

from . import scenario


@scenario("s3")
def an_object_starts_one_run(world):
    event = object_event(world.now, "orders/dt=2026-11-01/a b+c.json")
    assert [world.outcome(event), world.outcome(event)] == ["started", "duplicate"]
    assert world.requests[0]["Arguments"] == {
        "--lakegen_object_key": "orders/dt=2026-11-01/a b+c.json", "--lakegen_object_version": "v1",
        "--lakegen_trigger": "event", "--lakegen_event_id": event["id"],
    }  # fmt: skip


@scenario("s3")
def a_new_version_or_another_key_is_new_work(world):
    events = [object_event(world.now, "orders/a"), object_event(world.now, "orders/a", version="v2")]
    events += [object_event(world.now, "orders/b")]
    for event in events:
        assert world.outcome(event) == "started"
        world.end_runs("SUCCEEDED")
    assert [world.outcome(event) for event in events] == ["duplicate"] * 3


@scenario("s3")
def without_versions_the_sequencer_tells_writes_apart(world):
    for version in (None, "null"):
        for sequencer in (f"01{version}", f"02{version}"):
            event = object_event(world.now, "orders/a", version, sequencer)
            assert [world.outcome(event), world.outcome(event)] == ["started", "duplicate"]
            assert world.values("object_version")[-1] == sequencer
            world.end_runs("SUCCEEDED")


@scenario("s3")
def a_burst_of_objects_is_one_running_and_one_waiting_run(world):
    outcomes = [world.outcome(object_event(world.now, f"orders/{n}")) for n in range(50)]
    assert outcomes == ["started", "started"] + ["coalesced"] * 48
    assert [run["JobRunState"] for run in world.runs[JOB]] == ["RUNNING", "WAITING"]


@scenario("s3")
def other_buckets_prefixes_folders_and_reconcile_are_ignored(world):
    strange = [
        object_event(world.now, "orders/a", bucket="another"), object_event(world.now, "returns/a"),
        object_event(world.now, "orders/dt=2026-11-01/"), RECONCILE,
        object_event(world.now, "orders/a") | {"detail-type": "Object Deleted"},
    ]  # fmt: skip
    assert [world.outcome(event) for event in strange] == ["ignored"] * len(strange)
    assert world.calls == []


@scenario("s3")
def a_late_duplicate_does_not_restart_a_failed_run(world):
    event = object_event(world.now, "orders/a")
    world.ring(event)
    world.end_runs("FAILED")
    world.wait(90 * MINUTE)
    assert world.outcome(event) == "failed"
