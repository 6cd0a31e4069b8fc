"""The scenarios can fail: each of these small changes to the handler breaks at least one of them."""

import contextlib
import io

import pytest
from scenarios import SCENARIOS
from support.load import HANDLER, load_mutant
from support.world import World

MUTANTS = {
    "any crawler and any job rings": ("mine = success_of(event) in upstreams(env)", "mine = success_of(event) is not None"),
    "any crawler state rings": ('State Change", "Succeeded")', 'State Change", detail.get("state"))'),
    "any job state rings": ('State Change", "SUCCEEDED")', 'State Change", detail.get("state"))'),
    "any detail-type of crawlers rings": ('"Glue Crawler State Change"', 'event.get("detail-type")'),
    "any detail-type of s3 rings": ('what == ("aws.s3", "Object Created")', 'what[0] == "aws.s3"'),
    "any detail-type of the clock rings": ('mine = what == ("aws.events", "Scheduled Event")', "mine = True"),
    "reconcile is not heard": ('event.get("lakegen") == "reconcile"', 'event.get("lakegen") == "redrive"'),
    "a prefix is not checked": (' and key.startswith(env.get("KEY_PREFIX", ""))', ""),
    "folders start runs": ('return below and not key.endswith("/")', "return below"),
    "running crawls count": ('crawl.get("State") == "COMPLETED" and ', ""),
    "the oldest crawl wins": ("return max(done, key=lambda crawl", "return min(done, key=lambda crawl"),
    "no stale-read check": ("crawl is None or is_stale(crawl, rang)", "crawl is None"),
    "no tolerance of clocks": ("completed - VISIBLE_WITHIN", "completed"),
    "an invisible crawl is no error": ("if rang is not None and (crawl", "if False and (crawl"),
    "no look-up": ('states = {run["JobRunState"] for run in mine}', "mine, states = [], set()"),
    "any identity counts": ("self.identity.items() <= run", "set() <= run"),
    "one equal argument is enough": ("self.identity.items() <= run", "set(list(self.identity.items())[-1:]) <= run"),
    "ticks and events without an id ring": ('bool(event.get("id") and event.get("source"))', "True"),
    "one success is enough": ("        if found is None:\n            return None\n", "        if found is None:\n            continue\n"),
    "used successes are used again": ("return self.is_of(run) or any(", "return self.is_of(run) or False and any("),
    "a used success is any success": ("if success)", ")"),
    "only a day counts for all_of": ("(HISTORY, 8 * HISTORY, 64 * HISTORY)", "(HISTORY,)"),
    "the history of runs ends at the newest success": ('",".join(successes)}, min(ends))', '",".join(successes)}, max(ends))'),
    "any event is evidence for all": ("evidence = event if rang == (kind, name) else None", "evidence = event if rang else None"),
    "no event is evidence": ("evidence = event if rang == (kind, name) else None", "evidence = None"),
    "any gate rings": ('.get("evaluationContext") == env["GATE"]', '.get("evaluationContext") is not None'),
    "any gate is made good": ('result.get("EvaluationContext") == env["GATE"] and ', ""),
    "any score is made good": (' and result.get("Score", 0) >= float(env["MINIMUM_SCORE"])', ""),
    "one job evaluates": ('for job in json.loads(env["EVALUATED_BY"]):', 'for job in json.loads(env["EVALUATED_BY"])[:1]:'),
    "the oldest evaluation is made good": ('(result["StartedOn"], result["ResultId"]), reverse=True)', '(result["StartedOn"], result["ResultId"]))'),
    "every evaluation is looked up": ("in listed[:MAX_RESULTS])", "in listed)"),
    "lost evaluations are not looked for": ('(*AWAITS_SUCCESS, "data_quality")', "AWAITS_SUCCESS"),
    "any quality event rings": ('mine = what == ("aws.glue-dataquality", "Data Quality Evaluation Results Available")', "mine = what[0] == \"aws.glue-dataquality\""),
    "one spelling of results": ('detail.get("resultID") or detail["resultId"]', 'detail["resultID"]'),
    "pattern events coalesce": ("since, about, coalesce=False)", "since, about)"),
    "long details are passed": ("if len(detail) <= MAX_DETAIL:", "if True:"),
    "success does not count": ('states - FAILED - {"STOPPED"}', 'states - FAILED - {"STOPPED", "SUCCEEDED"}'),
    "stopped runs restart": ('if "STOPPED" in states', 'if "PAUSED" in states'),
    "late duplicates restart": ('if mine and ring != "reconcile"', 'if mine and ring == "never"'),
    "no attempt limit": ("MAX_ATTEMPTS = 3", "MAX_ATTEMPTS = 300"),
    "one attempt only": ("MAX_ATTEMPTS = 3", "MAX_ATTEMPTS = 1"),
    "no backoff": ("FIRST_BACKOFF = timedelta(minutes=15)", "FIRST_BACKOFF = timedelta(0)"),
    "backoff does not grow": ("FIRST_BACKOFF * 2 ** (len(mine) - 1)", "FIRST_BACKOFF"),
    "no coalescing": ("if work.coalesce and any(", "if False and any("),
    "running runs coalesce": ('run["JobRunState"] == "WAITING"', 'run["JobRunState"] in ("WAITING", "RUNNING")'),
    "ticks coalesce": (" or time, coalesce=False)", " or time)"),
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
