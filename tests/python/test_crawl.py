"""The function that starts crawls: scenarios, mutants that they catch, and random histories against the promise."""

import json
import random

import pytest
from support.crawl_world import CrawlWorld
from support.events import BUCKET, RECONCILE, UPSTREAM, crawl_event, envelope, job_event, object_event
from support.load import CRAWL, load, load_mutant
from support.world import HOUR, MINUTE, refused, timed_out

handler = load(CRAWL)
SCENARIOS = []


def scenario(*kinds):
    def register(run):
        SCENARIOS.extend((f"{kind}: {run.__name__.replace('_', ' ')}", kind, run) for kind in kinds)
        return run

    return register


def event(world, run="jr-0"):
    return job_event(world.now, run) if world.kind == "job" else object_event(world.now, "orders/a.json")


@scenario("s3", "job")
def an_event_starts_a_crawl_once(world):
    rung = event(world)
    world.wait(MINUTE)
    assert world.ring(rung) == "started" and world.queue == []
    assert world.ring(rung) == "served"
    world.end_crawl()
    assert world.ring(rung) == "served" and len(world.crawls) == 1


@scenario("s3", "job")
def a_burst_starts_one_crawl(world):
    events = [event(world) for _ in range(50)]
    world.wait(MINUTE)
    assert world.ring(*events) == "started"
    assert world.queue == [] and len(world.crawls) == 1


@scenario("s3", "job")
def an_event_during_a_crawl_waits_and_leads_to_another(world):
    world.begin_crawl()
    world.wait(MINUTE)
    first = event(world)
    world.wait(MINUTE)
    last = event(world)
    assert world.ring(last, first) == "waiting"
    assert [json.loads(message["body"]) for message in world.queue] == [last]
    assert world.poll() == "waiting"
    world.end_crawl()
    assert world.poll() == "started" and world.queue == [] and len(world.crawls) == 2


@scenario("s3", "job")
def the_newest_event_of_a_batch_decides(world):
    old = event(world)
    world.wait(MINUTE)
    world.begin_crawl()
    world.end_crawl()
    assert world.ring(event(world), old) == "started"


@scenario("s3", "job")
def a_crawl_that_began_in_the_same_second_serves_nothing(world):
    world.begin_crawl()
    assert world.ring(event(world)) == "waiting"


@scenario("s3", "job")
def a_late_duplicate_does_not_repeat_a_failed_or_stopped_crawl(world):
    for state, outcome in (("FAILED", "failed"), ("STOPPED", "stopped")):
        rung = event(world)
        world.wait(MINUTE)
        assert world.ring(rung) == "started"
        world.end_crawl(state)
        assert world.ring(rung) == outcome and world.queue == []


@scenario("s3", "job")
def a_new_event_after_a_failure_starts_afresh(world):
    world.ring(event(world))
    world.end_crawl("FAILED")
    assert world.ring(event(world)) == "started"


@scenario("s3")
def objects_of_others_and_folders_are_ignored(world):
    strange = [
        object_event(world.now, "other/a"), object_event(world.now, "orders/x/"),
        object_event(world.now, "orders/a", bucket=BUCKET + "2"), crawl_event(world.now), RECONCILE, {}, [], "not JSON",
        object_event(world.now, "orders/a") | {"detail-type": "Object Deleted"},
    ]  # fmt: skip
    assert world.ring(*strange) == "ignored"
    assert world.queue == [] and world.crawls == []


@scenario("job")
def runs_of_others_are_ignored(world):
    strange = [job_event(world.now, "jr", job=UPSTREAM + "2"), job_event(world.now, "jr", state="FAILED"), crawl_event(world.now)]
    assert world.ring(*strange, envelope("my.app", "Glue Job State Change", world.now, {})) == "ignored"


@scenario("job")
def reconcile_starts_what_a_lost_event_did_not(world):
    assert world.ring(RECONCILE) == "ignored"
    world.run("FAILED")
    assert world.ring(RECONCILE) == "ignored"
    world.run()
    world.wait(HOUR)
    assert [world.ring(RECONCILE), world.ring(RECONCILE)] == ["started", "served"]
    world.end_crawl()
    world.wait(25 * HOUR)
    assert world.ring(RECONCILE) == "ignored"


@scenario("job")
def reconcile_repeats_a_failed_crawl_with_backoff_three_times_at_most(world):
    world.run()
    world.wait(MINUTE)
    assert world.ring(RECONCILE) == "started"
    for minutes in (15, 30):
        world.end_crawl("FAILED", took=(minutes - 1) * MINUTE)
        assert world.ring(RECONCILE) == "backoff"
        world.wait(MINUTE)
        assert world.ring(RECONCILE) == "started"
    world.end_crawl("FAILED", took=12 * HOUR)
    assert world.ring(RECONCILE) == "exhausted"


@scenario("job")
def reconcile_during_a_crawl_waits_for_its_end(world):
    world.begin_crawl()
    world.wait(MINUTE)
    world.run()
    assert world.ring(RECONCILE) == "waiting" and len(world.queue) == 1
    world.end_crawl()
    assert world.poll() == "started" and world.queue == []


@scenario("s3", "job")
def a_transient_refusal_keeps_every_message(world):
    for operation in ("ListCrawls", "StartCrawler"):
        for fault in (refused("ThrottlingException", operation), timed_out()):
            world.faults[operation] = [fault]
            assert world.ring(event(world)) == "retry"
    assert len(world.queue) == 4 and world.given_up == []
    assert world.poll() == "started"


@scenario("s3", "job")
def a_permanent_refusal_is_put_aside_at_once(world):
    for code in ("AccessDeniedException", "EntityNotFoundException", "InvalidInputException"):
        world.faults["StartCrawler"] = [refused(code, "StartCrawler")]
        assert world.ring(event(world)) == "refused"
    assert world.queue == [] and len(world.given_up) == 3


@scenario("job")
def a_refused_look_up_of_runs_keeps_the_message(world):
    world.faults["GetJobRuns"] = [refused("AccessDeniedException", "GetJobRuns")]
    assert world.ring(RECONCILE) == "refused" and len(world.queue) == 1


@scenario("s3", "job")
def a_start_whose_answer_was_lost_is_not_repeated(world):
    rung = event(world)
    world.wait(MINUTE)
    world.lost_answers = 1
    assert world.ring(rung) == "retry"
    assert world.poll() == "served" and len(world.crawls) == 1


MUTANTS = {
    "an event during a crawl is forgotten": ('outcome == "waiting":\n        stays = [newest(bells).message]', 'False:\n        stays = []'),
    "the oldest event stays": ("return max(bells, key=lambda bell", "return min(bells, key=lambda bell"),
    "the oldest event decides": ("since = max(bell.since", "since = min(bell.since"),
    "any crawl serves": (' + MARGIN\n', ' - timedelta(hours=9)\n'),
    "no margin": (' + MARGIN\n', '\n'),
    "running crawls do not serve": ('states - {"FAILED", "STOPPED"}', 'states - {"FAILED", "STOPPED", "RUNNING"}'),
    "failed crawls serve": ('states - {"FAILED", "STOPPED"}', "states"),
    "stopped crawls are repeated": ('if "STOPPED" in states', 'if "PAUSED" in states'),
    "late duplicates repeat": ('if crawls and ring != "reconcile"', 'if crawls and ring == "never"'),
    "no attempt limit": ("MAX_ATTEMPTS = 3", "MAX_ATTEMPTS = 300"),
    "no backoff": ("FIRST_BACKOFF = timedelta(minutes=15)", "FIRST_BACKOFF = timedelta(0)"),
    "backoff does not grow": ("FIRST_BACKOFF * 2 ** (len(crawls) - 1)", "FIRST_BACKOFF"),
    "any job rings": ('== (env["UPSTREAM_JOB_NAME"], "SUCCEEDED")', '== (detail.get("jobName"), "SUCCEEDED")'),
    "any detail-type rings": (
        '(event.get("source"), event.get("detail-type")) != EVENTS[kind]', 'event.get("source") != EVENTS[kind][0]',
    ),
    "a prefix is not checked": (' and key.startswith(env.get("KEY_PREFIX", ""))', ""),
    "folders start crawls": ('mine = mine and not key.endswith("/")', "mine = mine"),
    "reconcile is not heard": ('event.get("lakegen") == "reconcile"', 'event.get("lakegen") == "redrive"'),
    "failed runs count": ('if run["JobRunState"] == "SUCCEEDED"]', "]"),
    "history without end": ("HISTORY = timedelta(hours=24)", "HISTORY = timedelta(days=24)"),
    "transient errors drop messages": ('if outcome == "retry" or', "if"),
    "refused messages come again": ('elif outcome == "retry" or (outcome == "refused" and not bells)', 'elif outcome in ("retry", "refused")'),
    "refused messages vanish": ("give_up(newest(bells), env)", "pass"),
    "everything is permanent": ('"refused" if error.response', '"refused" if True or error.response'),
    "busy is an error": ('BUSY = {"CrawlerRunningException", ', "BUSY = {"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "run"), [pytest.param(kind, run, id=name) for name, kind, run in SCENARIOS])
def test_scenario(kind, run):
    run(CrawlWorld(handler, kind))


@pytest.mark.parametrize("name", MUTANTS)
def test_a_scenario_catches(name):
    mutant = load_mutant(CRAWL, *MUTANTS[name])
    for _, kind, run in SCENARIOS:
        try:
            run(CrawlWorld(mutant, kind))
        except Exception:  # an assertion, or whatever the mutant runs into
            return
    raise AssertionError(f"no scenario notices: {name}")


def test_the_template_is_plain_small_ascii():
    text = CRAWL.read_bytes()
    assert text.isascii() and b"{{" not in text and b"}}" not in text
    assert len(text) < 9_000 and text.startswith(b'"""Generated by lakegen')


@pytest.mark.parametrize("block", range(4))
def test_soak(block):
    """Whatever repeats, fails and comes late: at rest, a crawl began after the last object, and none was in vain."""
    for seed in range(block * 50, block * 50 + 50):
        chance = random.Random(seed)
        world = CrawlWorld(handler)
        last = None
        for _ in range(60):
            world.wait(chance.randrange(1, 90) * MINUTE / 10)
            step = chance.random()
            if step < 0.4:
                last = object_event(world.now, "orders/a")
                for _ in range(chance.choice([1, 1, 2, 3])):
                    world.send(last)
                last = world.now
            elif step < 0.8:
                chance.shuffle(world.queue)
                if chance.random() < 0.2:
                    operation = chance.choice(["ListCrawls", "StartCrawler"])
                    world.faults = {operation: [chance.choice([refused("ThrottlingException", operation), timed_out()])]}
                world.lost_answers = int(chance.random() < 0.1)
                before = len(world.crawls)
                world.poll()
                world.faults, world.lost_answers = {}, 0
                assert len(world.crawls) <= before + 1
            elif world.running():
                world.end_crawl(chance.choice(["COMPLETED"] * 4 + ["FAILED"]))
        for _ in range(2):
            if world.running():
                world.end_crawl()
            world.poll()
        assert world.queue == [] and world.given_up == []
        assert last is None or world.crawls[-1]["StartTime"] >= last, seed
