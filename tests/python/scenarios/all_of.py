"""Trigger kind all_of: one run when every upstream has succeeded since the last run, whatever the events do."""

from support.events import CRAWLER, CRAWLER_2, RECONCILE, UPSTREAM, crawl_event, job_event
from support.world import DAY, HOUR, MINUTE, refused

from . import scenario

ALL = 3


def succeed(world, *names):
    """Each of these upstreams succeeds. Returns their events."""
    events = []
    for name in names:
        if name == UPSTREAM:
            run = world.run(job=UPSTREAM, state="SUCCEEDED")
            events.append(job_event(world.now, run["Id"]))
        else:
            world.crawl(crawler=name)
            events.append(crawl_event(world.now, crawler=name))
        world.wait(MINUTE)
    return events


def everyone(world):
    return succeed(world, CRAWLER, CRAWLER_2, UPSTREAM)


@scenario("all_of")
def the_last_success_starts_one_run_that_knows_them_all(world):
    outcomes = [world.outcome(event) for name in (CRAWLER, CRAWLER_2, UPSTREAM) for event in succeed(world, name)]
    assert outcomes == ["nothing", "nothing", "started"]
    assert world.values("all_of") == [f"crawler/{CRAWLER}=crawl-0,crawler/{CRAWLER_2}=crawl-1,job/{UPSTREAM}=jr_{UPSTREAM}_0"]


@scenario("all_of")
def in_any_order_and_however_often(world):
    events = everyone(world)
    assert [world.outcome(event) for event in reversed(events * 2)] == ["started"] + ["duplicate"] * 5
    world.end_runs("SUCCEEDED")
    assert [world.outcome(event) for event in events] == ["duplicate"] * ALL
    assert len(world.values()) == 1


@scenario("all_of")
def one_upstream_alone_does_not_start_a_second_run(world):
    world.ring(everyone(world)[-1])
    world.end_runs("SUCCEEDED")
    for name in (CRAWLER, CRAWLER, UPSTREAM, CRAWLER, UPSTREAM):
        [event] = succeed(world, name)
        assert [world.outcome(event), world.outcome(RECONCILE)] == ["incomplete"] * 2
    [event] = succeed(world, CRAWLER_2)
    assert world.outcome(event) == "started"
    assert len(world.values()) == 2


@scenario("all_of")
def successes_during_a_run_are_for_the_next(world):
    world.ring(everyone(world)[-1])
    outcomes = [world.outcome(event) for event in everyone(world)]
    assert outcomes == ["started", "duplicate", "duplicate"]
    assert [run["JobRunState"] for run in world.runs["orders-clean-orders"]] == ["RUNNING", "WAITING"]


@scenario("all_of")
def upstreams_may_be_weeks_apart(world):
    succeed(world, UPSTREAM)
    world.wait(20 * DAY)
    succeed(world, CRAWLER)
    world.wait(5 * DAY)
    [event] = succeed(world, CRAWLER_2)
    assert world.outcome(event) == "started"
    world.wait(20 * DAY)
    [event] = succeed(world, CRAWLER)
    assert world.outcome(event) == "incomplete"
    world.wait(65 * DAY)
    assert world.outcome(RECONCILE) == "nothing"


@scenario("all_of")
def a_run_after_the_oldest_success_is_found(world):
    world.page_size = 2
    world.ring(everyone(world)[-1])
    world.end_runs("SUCCEEDED")
    for _ in range(12):
        world.run(state="SUCCEEDED")
        world.wait(HOUR)
    succeed(world, CRAWLER, CRAWLER_2)
    assert world.outcome(RECONCILE) == "incomplete"


@scenario("all_of")
def only_successes_count(world):
    succeed(world, CRAWLER, UPSTREAM)
    world.crawl("FAILED", crawler=CRAWLER_2)
    assert world.outcome(RECONCILE) == "nothing"
    assert world.outcome(crawl_event(world.now, crawler=CRAWLER_2, state="Failed")) == "ignored"
    assert world.outcome(job_event(world.now, "jr_x", state="FAILED")) == "ignored"
    assert world.outcome(job_event(world.now, "jr_x", job="another")) == "ignored"


@scenario("all_of")
def lost_events_are_found_within_the_hour(world):
    everyone(world)
    world.wait(HOUR)
    assert [world.outcome(RECONCILE), world.outcome(RECONCILE)] == ["started", "duplicate"]


@scenario("all_of")
def a_success_that_is_not_visible_yet_is_retried(world):
    succeed(world, CRAWLER, UPSTREAM)
    world.hidden.add(world.crawl(crawler=CRAWLER_2))
    event = crawl_event(world.now, crawler=CRAWLER_2)
    assert world.error(event) == "RetryLater"
    world.hidden.clear()
    assert world.outcome(event) == "started"


@scenario("all_of")
def the_event_of_a_run_is_evidence_for_that_run_only(world):
    succeed(world, CRAWLER, CRAWLER_2)
    event = job_event(world.now, "jr_not_listed_yet")
    assert world.outcome(event) == "started"
    assert world.values("all_of")[0].endswith(f"job/{UPSTREAM}=jr_not_listed_yet")


@scenario("all_of")
def a_failed_run_is_repeated_by_reconcile_also_after_a_newer_success(world):
    events = everyone(world)
    world.ring(events[-1])
    world.end_runs("FAILED")
    assert world.outcome(events[0]) == "failed"
    [event] = succeed(world, CRAWLER)
    assert world.outcome(event) == "failed"
    world.wait(HOUR)
    assert world.outcome(RECONCILE) == "started"
    assert world.values("all_of")[1].startswith(f"crawler/{CRAWLER}=crawl-2,")
    world.end_runs("FAILED")
    world.wait(HOUR)
    assert world.outcome(RECONCILE) == "started"
    world.end_runs("FAILED")
    world.wait(5 * HOUR)
    assert world.outcome(RECONCILE) == "exhausted"
    assert world.outcome(everyone(world)[-1]) == "started"


@scenario("all_of")
def a_stopped_run_is_never_restarted(world):
    world.ring(everyone(world)[-1])
    world.end_runs("STOPPED")
    [event] = succeed(world, CRAWLER)
    assert [world.outcome(event), world.outcome(RECONCILE)] == ["stopped"] * 2


@scenario("all_of")
def runs_that_people_start_use_up_nothing(world):
    everyone(world)
    world.run(state="SUCCEEDED")
    assert world.outcome(RECONCILE) == "started"


@scenario("all_of")
def a_waiting_run_stands_for_later_successes(world):
    everyone(world)
    world.run(state="WAITING")
    assert world.outcome(RECONCILE) == "coalesced"


@scenario("all_of")
def a_start_whose_answer_was_lost_is_found_by_the_retry(world):
    event = everyone(world)[-1]
    world.lost_answers = 1
    assert [world.error(event), world.outcome(event)] == ["RetryLater", "duplicate"]


@scenario("all_of")
def a_deleted_upstream_is_reported(world):
    everyone(world)
    world.faults["GetJobRuns"] = [refused("EntityNotFoundException", "GetJobRuns")]
    assert world.error(RECONCILE) == "Failed"
