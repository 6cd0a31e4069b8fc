"""The scenarios can fail: each of these small changes to the handler breaks at least one of them."""

import contextlib
import io

import pytest
from scenarios import SCENARIOS
from support.load import HANDLER, load_mutant
from support.world import World

MUTANTS = {
    "any crawler rings": ('== (env["CRAWLER_NAME"], "Succeeded")', '== (detail.get("crawlerName"), "Succeeded")'),
    "any state rings": ('== (env["CRAWLER_NAME"], "Succeeded")', '== (env["CRAWLER_NAME"], detail.get("state"))'),
    "any job rings": ('== (env["UPSTREAM_JOB_NAME"], "SUCCEEDED")', '== (detail.get("jobName"), "SUCCEEDED")'),
    "any detail-type rings": (
        '(event.get("source"), event.get("detail-type")) != EVENTS[kind]', 'event.get("source") != EVENTS[kind][0]',
    ),
    "reconcile is not heard": ('event.get("lakegen") == "reconcile"', 'event.get("lakegen") == "redrive"'),
    "a prefix is not checked": (' and key.startswith(env.get("KEY_PREFIX", ""))', ""),
    "folders start runs": ('mine = mine and not key.endswith("/")', "mine = mine"),
    "running crawls count": ('crawl.get("State") == "COMPLETED" and ', ""),
    "the oldest crawl wins": ("return max(done, key=lambda crawl", "return min(done, key=lambda crawl"),
    "no stale-read check": ("crawl is None or is_stale(crawl, event[\"detail\"])", "crawl is None"),
    "no tolerance of clocks": ("completed - VISIBLE_WITHIN", "completed"),
    "an invisible crawl is no error": ('if ring == "event" and (crawl', 'if ring == "never" and (crawl'),
    "no look-up": ('states = {run["JobRunState"] for run in mine}', "mine, states = [], set()"),
    "any identity counts": ("work.identity.items() <= run", "set() <= run"),
    "one equal argument is enough": ("work.identity.items() <= run", "set(list(work.identity.items())[-1:]) <= run"),
    "success does not count": ('states - FAILED - {"STOPPED"}', 'states - FAILED - {"STOPPED", "SUCCEEDED"}'),
    "stopped runs restart": ('if "STOPPED" in states', 'if "PAUSED" in states'),
    "late duplicates restart": ('if mine and ring != "reconcile"', 'if mine and ring == "never"'),
    "no attempt limit": ("MAX_ATTEMPTS = 3", "MAX_ATTEMPTS = 300"),
    "one attempt only": ("MAX_ATTEMPTS = 3", "MAX_ATTEMPTS = 1"),
    "no backoff": ("FIRST_BACKOFF = timedelta(minutes=15)", "FIRST_BACKOFF = timedelta(0)"),
    "backoff does not grow": ("FIRST_BACKOFF * 2 ** (len(mine) - 1)", "FIRST_BACKOFF"),
    "no coalescing": ("if work.coalesce and any(", "if False and any("),
    "running runs coalesce": ('run["JobRunState"] == "WAITING"', 'run["JobRunState"] in ("WAITING", "RUNNING")'),
    "ticks coalesce": (", coalesce=False)", ")"),
    "only one page is read": ("MAX_PAGES = 10", "MAX_PAGES = 1"),
    "the whole history is read": ('lambda run: run.get("StartedOn", time) < time', "lambda run: False"),
    "history without end": ("HISTORY = timedelta(hours=24)", "HISTORY = timedelta(days=24)"),
    "no queuing": ("JobRunQueuingEnabled=True", "JobRunQueuingEnabled=False"),
    "errors are swallowed": ("raise (Failed if permanent else RetryLater)(str(error)) from error", "return {}"),
    "everything is permanent": ("Failed if permanent else RetryLater", "Failed"),
    "nothing is permanent": ("Failed if permanent else RetryLater", "RetryLater"),
    "timeouts are swallowed": ("raise RetryLater(str(error)) from error", 'return {"outcome": "ignored"}'),
    "the newest success is the oldest": ("max(((time, run)", "min(((time, run)"),
    "failed upstream runs count": ('if run["JobRunState"] == "SUCCEEDED"}', 'if "CompletedOn" in run}'),
    "the event is no evidence": ("if rang:", "if not rang and rang:"),
    "null is a version": ('if version == "null"', 'if version == ""'),
    "no version in the identity": (', "--lakegen_object_version": version}', "}"),
}  # fmt: skip


def breaks(handler):
    """The name of the first scenario that the handler does not pass, or None."""
    for name, kind, run in SCENARIOS:
        try:
            run(World(handler, kind))
        except Exception:  # an assertion, or whatever the mutant runs into
            return name
    return None


@pytest.mark.parametrize("name", MUTANTS)
def test_a_scenario_catches(name):
    with contextlib.redirect_stdout(io.StringIO()):
        assert breaks(load_mutant(HANDLER, *MUTANTS[name])), f"no scenario notices: {name}"


def test_the_handler_itself_breaks_nothing():
    with contextlib.redirect_stdout(io.StringIO()):
        assert breaks(load_mutant(HANDLER, "MAX_PAGES = 10", "MAX_PAGES = 10 ")) is None
