"""What a scenario is made of: events are sent, and what came of them is compared with what the spec wants."""

import json
from datetime import UTC, datetime

from moto.events.models import EventPattern

from . import samples

OTHER_ACCOUNT = "999999999999"


def iso(time):
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def now():
    return datetime.now(UTC)


class Scenario:
    """One deployment while events come. The modules named for what happens (crawls, runs, ...) say which."""

    def __init__(self, driver, wanted, findings):
        self.driver, self.wanted, self.findings = driver, wanted, findings
        self.account = driver.deployed.account
        self.glue = self.account.client("glue")
        self.now = now()
        # Whether these begin depends on more than one event, or on what ran before: each has a scenario of its own.
        own = {
            trigger.starts for trigger in wanted.triggers
            if trigger.kind == "all_of" or trigger.what == "crawler" or trigger.via == "step_functions"
        }  # fmt: skip
        self.plain = {*wanted.jobs, *wanted.crawlers} - own
        self.heard = set()  # (job, event id) of patterns of the user's: each event is one run

    def send(self, label, event, starts=(), wakes=None, times=1, **more):
        """Sends an event as often as wanted at the same time, and expects: see `expect`.

        A job whose own pattern, as the spec has it, matches the event is expected to run as well.
        """
        heard = [
            trigger.starts for trigger in self.wanted.listeners
            if EventPattern.load(json.dumps(trigger.source)).matches_event(event)
        ]  # fmt: skip
        new = [job for job in heard if (job, event["id"]) not in self.heard]
        self.heard |= {(job, event["id"]) for job in heard}
        wakes = [*(starts if wakes is None else wakes), *heard * times]
        delivery = self.driver.send(event, times)
        self.expect(label, delivery, [*starts, *new], wakes, **more)

    def tick(self, label, rule, event, starts=(), wakes=None, times=1, **more):
        """Lets a scheduled rule ring."""
        self.expect(label, self.driver.tick(rule, event, times), starts, starts if wakes is None else wakes, **more)

    def expect(self, label, delivery, starts, wakes, crawls=(), tells=False, arguments=None, fails=(), about=None):
        """`starts` names the jobs that get one run each, `crawls` the crawlers that begin, `wakes` what the functions
        that ring are there for, and `fails` those of them that raise. `about` names all that is looked at: everything,
        if nothing is wanted; else, what one event decides. `tells` is None where the topic may hear of it or not.
        """
        check = self.findings.check
        if about is None and (starts or wakes):
            about = self.plain

        def seen(names):
            return sorted(str(name) for name in names if about is None or name in about)

        for what, found, wanted in (
            ("wakes the functions of", seen(delivery.woken), seen(wakes)),
            ("starts runs of", seen(job for job, _ in delivery.started), seen(starts)),
            ("starts crawls of", seen(set(delivery.crawled)), seen(crawls)),
            ("functions fail:", sorted(set(seen(name for name, _ in delivery.errors))), seen(fails)),
        ):
            check(found == wanted, f"{label}: {what} {found or 'nothing'}, not {wanted or 'nothing'} {delivery.errors}")
        hears = bool(delivery.told)
        check(tells in (None, hears), f"{label}: the topic hears {'of it' if hears else 'nothing'}")
        for job, run in delivery.started:
            if job in starts:
                found = run.get("Arguments", {})
                wrong = {name: found.get(name) for name, value in (arguments or {}).items() if found.get(name) != value}
                check(not wrong, f"{label}: the run of {job} has the arguments {wrong}, wanted {arguments}")

    def alarm(self, kind):
        return kind in self.wanted.alarms

    # What happens in the lake, beside events.

    def crawl(self, crawler):
        """A crawl that has just succeeded: its entry of the crawl history."""
        self.glue.start_crawler(Name=crawler)
        return max(self.crawls(crawler), key=lambda crawl: crawl["StartTime"])

    def crawls(self, crawler):
        return self.glue.list_crawls(CrawlerName=crawler, MaxResults=1000)["Crawls"]

    def run(self, job):
        """A run that has just succeeded: its id."""
        return self.glue.start_job_run(JobName=job)["JobRunId"]

    def reconcile(self, names, starts, label, **more):
        """The hourly rules of these jobs or crawlers: those that lead to what starts them with a constant input."""
        for name in names:
            rules = [rule for rule in self.driver.deployed.rules if rule.schedule and self.leads_to(rule, name)]
            if self.findings.check(len(rules) == 1, f"{name}: {len(rules)} reconcile rules"):
                wanted = {name} & set(starts)
                event = samples.tick(rules[0].arn, self.now)
                self.tick(f"reconcile of {name}, {label}", rules[0], event, wanted, wakes=[name], **more)

    def leads_to(self, rule, name):
        """Whether a rule leads to the function, or the state machine, that is there for a job or crawler."""
        deployed, machines = self.driver.deployed, [each["Arn"] for each in rule.targets if ":states:" in each["Arn"]]
        starts = [function.starts for function in deployed.leading_to(rule)]
        return name in [*starts, *map(deployed.runs_job, machines)]
