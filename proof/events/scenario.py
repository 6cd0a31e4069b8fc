"""The events that a deployment meets: hits, misses, duplicates, late ones, two at once and lost ones."""

from datetime import UTC, datetime, timedelta

from . import samples

OTHER_ACCOUNT = "999999999999"


def iso(time):
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Scenario:
    """Sends events through a driver and compares what came of them with what the spec wants."""

    def __init__(self, driver, wanted, findings):
        self.driver, self.wanted, self.findings = driver, wanted, findings
        self.account = driver.deployed.account
        self.glue = self.account.client("glue")
        self.now = datetime.now(UTC)

    def play(self):
        self.glue_misses()
        for crawler in self.wanted.crawlers:
            self.crawler(crawler)
        for job in self.wanted.jobs:
            self.job(job)
        for source in sorted({(each.source, each.prefix) for each in self.wanted.triggers if each.kind == "s3"}):
            self.bucket(*source)
        for rule in self.driver.deployed.rules:
            if rule.schedule:
                self.schedule(rule)

    # Comparing.

    def expect(self, label, delivery, starts=(), wakes=None, tells=False, arguments=None, fails=False):
        """`starts` names the jobs that get one run each, `wakes` those whose functions ring: `starts` by default."""
        check, wakes = self.findings.check, starts if wakes is None else wakes
        check(
            sorted(delivery.woken) == sorted(wakes),
            f"{label}: wakes the functions of {delivery.woken}, not {list(wakes)}",
        )
        found = sorted(job for job, _ in delivery.started)
        check(
            found == sorted(starts),
            f"{label}: starts runs of {found or 'nothing'}, not of {list(starts) or 'anything'}",
        )
        check(bool(delivery.told) == tells, f"{label}: the topic hears {'of it' if delivery.told else 'nothing'}")
        check(bool(delivery.errors) == fails, f"{label}: functions fail with {delivery.errors or 'nothing'}")
        for job, run in delivery.started:
            found = run.get("Arguments", {})
            wrong = {name: found.get(name) for name, value in (arguments or {}).items() if found.get(name) != value}
            check(not wrong, f"{label}: the run of {job} has the arguments {wrong}, wanted {arguments}")

    def alarm(self, kind):
        return kind in self.wanted.alarms

    # Crawlers.

    def crawl(self, crawler):
        """A crawl that has just succeeded: its entry of the crawl history."""
        self.glue.start_crawler(Name=crawler)
        crawls = self.account.client("glue").list_crawls(CrawlerName=crawler, MaxResults=1000)["Crawls"]
        return max(crawls, key=lambda crawl: crawl["StartTime"])

    def glue_misses(self):
        """Events of things that are not this lake's."""
        for label, event in (
            ("another crawler's Succeeded", samples.crawler_state("someone-elses-crawler", "Succeeded", self.now)),
            ("another crawler's Failed", samples.crawler_state("someone-elses-crawler", "Failed", self.now)),
            ("another job's SUCCEEDED", samples.job_state("someone-elses-job", "SUCCEEDED", self.now)),
            ("another job's FAILED", samples.job_state("someone-elses-job", "FAILED", self.now)),
        ):
            self.expect(label, self.driver.send(event))

    def crawler(self, crawler):
        send, state = self.driver.send, samples.crawler_state
        jobs = self.wanted.triggered_by("crawler", crawler)
        early = state(crawler, "Succeeded", self.now + timedelta(hours=1))
        self.expect(f"{crawler} Succeeded, no crawl visible yet", send(early), wakes=jobs, fails=bool(jobs))
        self.expect(f"{crawler} Started", send(state(crawler, "Started", self.now)))
        self.expect(f"{crawler} Failed", send(state(crawler, "Failed", self.now)), tells=self.alarm("crawler_failed"))
        late = samples.crawler_not_started(crawler, self.now)
        self.expect(f"{crawler} could not start", send(late), tells=self.alarm("crawler_failed"))
        shout = state(crawler, "Succeeded", self.now)
        shout["detail"]["state"] = "SUCCEEDED"
        self.expect(f"{crawler} SUCCEEDED, in the wrong case", send(shout))
        foreign = state(crawler, "Succeeded", self.now, account=OTHER_ACCOUNT)
        self.expect(f"{crawler} Succeeded in another account", send(foreign))
        if not jobs:
            return
        first = self.crawl(crawler)
        event = state(crawler, "Succeeded", first["EndTime"])
        about = {
            "--lakegen_crawl_id": first["CrawlId"],
            "--lakegen_crawler": crawler,
            "--lakegen_crawl_started_at": iso(first["StartTime"]),
            "--lakegen_crawl_completed_at": iso(first["EndTime"]),
            "--lakegen_trigger": "event",
            "--lakegen_event_id": event["id"],
        }
        self.expect(f"{crawler} Succeeded", send(event), starts=jobs, arguments=about)
        self.expect(f"{crawler} Succeeded, delivered again", send(event), wakes=jobs)
        again = state(crawler, "Succeeded", first["EndTime"])
        self.expect(f"{crawler} Succeeded, published again", send(again), wakes=jobs)
        newer = state(crawler, "Succeeded", first["EndTime"] + timedelta(hours=1))
        self.expect(f"{crawler} Succeeded, its crawl not yet visible", send(newer), wakes=jobs, fails=True)
        self.reconcile(jobs, starts=(), label="everything was processed")
        second = self.crawl(crawler)
        event = state(crawler, "Succeeded", second["EndTime"])
        about = {"--lakegen_crawl_id": second["CrawlId"]}
        self.expect(f"{crawler} Succeeded, twice at once", send(event, 2), starts=jobs, wakes=jobs * 2, arguments=about)
        late = state(crawler, "Succeeded", first["EndTime"])
        self.expect(f"{crawler} Succeeded, late by one crawl", send(late), wakes=jobs)
        lost = {"--lakegen_crawl_id": self.crawl(crawler)["CrawlId"], "--lakegen_trigger": "reconcile"}
        self.reconcile(jobs, starts=jobs, label=f"the event of {crawler} was lost", arguments=lost)

    def reconcile(self, jobs, starts, label, arguments=None):
        """The hourly rules of these jobs: those that lead to their functions with a constant input."""
        for job in jobs:
            rules = [rule for rule in self.driver.deployed.rules if rule.schedule and self.leads_to(rule, job)]
            if self.findings.check(len(rules) == 1, f"{job}: {len(rules)} reconcile rules"):
                delivery = self.driver.tick(rules[0], samples.tick(rules[0].arn, self.now))
                wanted = {job} & set(starts)
                self.expect(f"reconcile of {job}, {label}", delivery, starts=wanted, wakes=[job], arguments=arguments)

    def leads_to(self, rule, job):
        functions = [self.driver.deployed.functions.get(target["Arn"]) for target in rule.targets]
        return any(each and each.configuration["Environment"]["Variables"].get("JOB_NAME") == job for each in functions)

    # Jobs.

    def run(self, job):
        return self.glue.start_job_run(JobName=job)["JobRunId"]

    def job(self, job):
        send, state = self.driver.send, samples.job_state
        jobs = self.wanted.triggered_by("job", job)
        for outcome, alarm in (("FAILED", "job_failed"), ("TIMEOUT", "job_timeout"), ("STOPPED", None)):
            self.expect(f"{job} {outcome}", send(state(job, outcome, self.now)), tells=self.alarm(alarm))
        self.expect(f"{job} Succeeded, in the wrong case", send(state(job, "Succeeded", self.now)))
        foreign = state(job, "SUCCEEDED", self.now, account=OTHER_ACCOUNT)
        self.expect(f"{job} SUCCEEDED in another account", send(foreign))
        self.expect(f"{job} takes long", send(samples.job_status(job, self.now)))
        self.expect(f"{job} fails its data quality rules", send(samples.data_quality(job, self.now)))
        if not jobs:
            self.expect(f"{job} SUCCEEDED", send(state(job, "SUCCEEDED", self.now)))
            return
        first = self.run(job)
        event = state(job, "SUCCEEDED", datetime.now(UTC), first)
        about = {
            "--lakegen_upstream_job": job,
            "--lakegen_upstream_run_id": first,
            "--lakegen_trigger": "event",
            "--lakegen_event_id": event["id"],
        }
        self.expect(f"{job} SUCCEEDED", send(event), starts=jobs, arguments=about)
        self.expect(f"{job} SUCCEEDED, delivered again", send(event), wakes=jobs)
        self.reconcile(jobs, starts=(), label="everything was processed")
        second = self.run(job)
        late, event = event, state(job, "SUCCEEDED", datetime.now(UTC), second)
        about = {"--lakegen_upstream_run_id": second}
        self.expect(f"{job} SUCCEEDED, twice at once", send(event, 2), starts=jobs, wakes=jobs * 2, arguments=about)
        self.expect(f"{job} SUCCEEDED, late by one run", send(late), wakes=jobs)
        lost = {"--lakegen_upstream_run_id": self.run(job), "--lakegen_trigger": "reconcile"}
        self.reconcile(jobs, starts=jobs, label=f"the event of {job} was lost", arguments=lost)

    # Objects.

    def bucket(self, bucket, prefix):
        created, send = samples.object_created, self.driver.send
        key = f"{prefix}2026/a b.csv"
        jobs = tuple(each.job for each in self.wanted.triggers if each.source == bucket and key.startswith(each.prefix))
        event = created(bucket, key, self.now)
        about = {
            "--lakegen_object_key": key,
            "--lakegen_object_version": "v1",
            "--lakegen_trigger": "event",
            "--lakegen_event_id": event["id"],
        }
        self.expect(f"object below {prefix}", send(event), starts=jobs, arguments=about)
        self.expect(f"object below {prefix}, delivered again", send(event), wakes=jobs)
        newer = created(bucket, key, self.now, version="v2", sequencer="617f08299329d190")
        about = {"--lakegen_object_version": "v2"}
        self.expect(
            f"object below {prefix}, twice at once", send(newer, 2), starts=jobs, wakes=jobs * 2, arguments=about
        )
        if prefix:
            self.expect(f"object outside {prefix}", send(created(bucket, "elsewhere/a.csv", self.now)))
            beside = prefix.removesuffix("/") + "-beside/a.csv"
            self.expect(f"object beside {prefix}", send(created(bucket, beside, self.now)))
            self.expect(f"the folder {prefix} itself", send(created(bucket, prefix, self.now)), wakes=jobs)
        self.expect(f"object below {prefix} of another bucket", send(created("someone-elses-bucket", key, self.now)))
        self.expect(f"object below {prefix} deleted", send(samples.object_deleted(bucket, key, self.now)))
        self.expect(f"{bucket} of another account", send(created(bucket, key, self.now, account=OTHER_ACCOUNT)))

    # Schedules of jobs. Reconcile rules are played where something was lost.

    def schedule(self, rule):
        jobs = [each.job for each in self.wanted.triggers if each.kind == "schedule" and self.leads_to(rule, each.job)]
        for job in jobs:
            event = samples.tick(rule.arn, self.now)
            about = {"--lakegen_scheduled_at": event["time"], "--lakegen_trigger": "event"}
            tick = self.driver.tick
            self.expect(f"schedule of {job}, twice at once", tick(rule, event, 2), [job], [job, job], arguments=about)
            self.expect(f"schedule of {job}, delivered again", tick(rule, event), wakes=[job])
            later = samples.tick(rule.arn, self.now + timedelta(days=1))
            about = {"--lakegen_scheduled_at": later["time"]}
            self.expect(f"next schedule of {job}", tick(rule, later), [job], arguments=about)
