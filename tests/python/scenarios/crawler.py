"""Trigger kind crawler: one run per crawl that matters, whatever the events do."""

from support.events import CRAWLER, RECONCILE, crawl_event, envelope
from support.world import HOUR, MINUTE

from . import scenario


@scenario("crawler")
def success_starts_one_run_that_knows_its_crawl(world):
    crawl = world.crawl()
    event = crawl_event(world.now)
    assert world.ring(event) == {
        "outcome": "started", "started": [world.runs["orders-clean-orders"][0]["Id"]],
        "work": {"--lakegen_crawl_id": crawl}, "duplicate": False,
    }  # fmt: skip
    assert world.requests[0]["JobRunQueuingEnabled"] is True
    assert world.requests[0]["Arguments"] == {
        "--lakegen_crawl_id": crawl, "--lakegen_crawler": CRAWLER, "--lakegen_trigger": "event",
        "--lakegen_crawl_started_at": "2026-11-01T12:00:00Z", "--lakegen_crawl_completed_at": "2026-11-01T12:05:00Z",
        "--lakegen_event_id": event["id"],
    }  # fmt: skip


@scenario("crawler")
def a_repeated_event_is_a_duplicate(world):
    crawl = world.crawl()
    event = crawl_event(world.now)
    world.ring(event)
    again = world.ring(event)
    assert (again["outcome"], again["duplicate"], again["started"]) == ("duplicate", True, [])
    world.end_runs("SUCCEEDED")
    assert world.outcome(event) == "duplicate"
    assert world.values() == [crawl]


@scenario("crawler")
def two_events_of_one_crawl_start_one_run(world):
    crawl = world.crawl()
    assert [world.outcome(crawl_event(world.now)) for _ in range(2)] == ["started", "duplicate"]
    assert world.values() == [crawl]


@scenario("crawler")
def events_out_of_order_start_the_newest_crawl_once(world):
    world.crawl()
    first = crawl_event(world.now)
    second_crawl = world.crawl()
    second = crawl_event(world.now)
    assert [world.outcome(second), world.outcome(first)] == ["started", "duplicate"]
    assert world.values() == [second_crawl]


@scenario("crawler")
def a_late_event_of_an_older_crawl_starts_the_newest(world):
    world.crawl()
    first = crawl_event(world.now)
    newest = world.crawl()
    assert world.outcome(first) == "started"
    assert world.values() == [newest]


@scenario("crawler")
def the_newest_crawl_is_the_one_that_ended_last(world):
    older, newest = world.crawl(), world.crawl()
    world.crawls.reverse()
    world.ring(crawl_event(world.now))
    assert world.values() == [newest] != [older]


@scenario("crawler")
def a_crawl_on_a_later_page_of_the_history_counts(world):
    world.page_size = 2
    ids = [world.crawl() for _ in range(5)]
    world.ring(crawl_event(world.now))
    assert world.values() == [ids[-1]]


@scenario("crawler")
def only_completed_crawls_count(world):
    good = world.crawl()
    event = crawl_event(world.now)
    world.crawl("FAILED")
    world.crawl("STOPPED")
    world.crawl("RUNNING")
    assert world.outcome(event) == "started"
    assert world.values() == [good]


@scenario("crawler")
def a_crawl_that_is_not_visible_yet_is_retried(world):
    world.hidden.add(world.crawl())
    event = crawl_event(world.now)
    assert world.error(event) == "RetryLater"
    world.hidden.clear()
    assert world.outcome(event) == "started"


@scenario("crawler")
def a_stale_history_does_not_start_the_older_crawl(world):
    older = world.crawl()
    world.ring(crawl_event(world.now))
    world.end_runs("SUCCEEDED")
    world.hidden.add(newer := world.crawl())
    event = crawl_event(world.now)
    assert world.error(event) == "RetryLater"
    world.hidden.clear()
    world.ring(event)
    assert world.values() == [older, newer]


@scenario("crawler")
def two_minutes_of_difference_are_not_stale(world):
    world.crawl()
    assert world.outcome(crawl_event(world.now + 2 * MINUTE)) == "started"


@scenario("crawler")
def an_unreadable_completion_date_is_not_an_error(world):
    world.crawl()
    event = crawl_event(world.now)
    event["detail"]["completionDate"] = "yesterday"
    assert world.outcome(event) == "started"
    event["detail"]["completionDate"] = "2026-11-01T12:05:00"  # no zone: UTC
    assert world.outcome(event) == "duplicate"


@scenario("crawler")
def events_of_others_are_not_errors_and_read_nothing(world):
    world.crawl()
    strange = [
        crawl_event(world.now, crawler=CRAWLER + "-2"), crawl_event(world.now, state="Started"),
        crawl_event(world.now, state="Failed"), envelope("aws.glue", "Glue Job State Change", world.now, {}),
        crawl_event(world.now) | {"source": "my.app"}, crawl_event(world.now) | {"detail-type": "Glue Crawler Report"},
        {"hello": "world"}, {},
    ]  # fmt: skip
    assert [world.outcome(event) for event in strange] == ["ignored"] * len(strange)
    assert world.calls == []


@scenario("crawler")
def a_waiting_run_stands_for_a_later_crawl(world):
    first, second = world.crawl(), world.crawl()
    world.run(state="RUNNING", crawl_id=first)
    world.run(state="WAITING", crawl_id=second)
    world.crawl()
    assert world.outcome(crawl_event(world.now)) == "coalesced"
    assert world.values() == [first, second]


@scenario("crawler")
def a_running_run_does_not_stand_for_a_later_crawl(world):
    first = world.crawl()
    world.ring(crawl_event(world.now))
    second = world.crawl()
    assert world.outcome(crawl_event(world.now)) == "started"
    assert world.values() == [first, second]
    assert [run["JobRunState"] for run in world.runs["orders-clean-orders"]] == ["RUNNING", "WAITING"]


@scenario("crawler")
def reconcile_starts_what_a_lost_event_did_not(world):
    crawl = world.crawl()
    world.wait(HOUR)
    assert world.outcome(RECONCILE) == "started"
    assert world.values() == [crawl] and world.values("trigger") == ["reconcile"] and world.values("event_id") == [None]
    assert world.outcome(RECONCILE) == "duplicate"


@scenario("crawler")
def a_plain_schedule_event_reconciles_too(world):
    world.crawl()
    assert world.outcome(envelope("aws.events", "Scheduled Event", world.now, {})) == "started"
    assert world.values("trigger") == ["reconcile"]


@scenario("crawler")
def reconcile_without_a_crawl_has_nothing_to_do(world):
    assert world.ring(RECONCILE) == {"outcome": "nothing", "started": [], "duplicate": False}
    world.crawl("FAILED")
    assert world.outcome(RECONCILE) == "nothing"


@scenario("crawler")
def reconcile_forgets_a_crawl_of_the_day_before(world):
    world.crawl()
    world.wait(25 * HOUR)
    assert world.outcome(RECONCILE) == "nothing"


@scenario("crawler")
def reconcile_follows_up_on_a_coalesced_crawl(world):
    first = world.crawl()
    world.run(state="WAITING", crawl_id=first)
    second = world.crawl()
    assert world.outcome(crawl_event(world.now)) == "coalesced"
    world.end_runs("SUCCEEDED")
    world.wait(HOUR)
    assert world.outcome(RECONCILE) == "started"
    assert world.values() == [first, second]


@scenario("crawler")
def a_run_far_down_the_job_history_is_found(world):
    world.page_size = 3
    crawl = world.crawl()
    world.ring(crawl_event(world.now))
    world.end_runs("SUCCEEDED")
    for _ in range(10):
        world.run(state="SUCCEEDED")
    assert world.outcome(RECONCILE) == "duplicate"
    assert world.values().count(crawl) == 1


@scenario("crawler")
def the_job_history_is_not_read_beyond_the_crawl(world):
    world.page_size = 3
    for _ in range(20):
        world.run(state="SUCCEEDED")
        world.wait(MINUTE)
    world.wait(HOUR)
    world.crawl()
    assert world.outcome(crawl_event(world.now)) == "started"
    assert world.calls.count("GetJobRuns") == 1
