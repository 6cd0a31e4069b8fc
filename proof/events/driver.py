"""Plays EventBridge: matches an event with every deployed rule, follows the targets, and watches what begins."""

from concurrent.futures import ThreadPoolExecutor

from .delivery import Carrier, Delivery


class Driver:
    def __init__(self, deployed, findings):
        self.deployed = deployed
        self._carrier = Carrier(deployed, findings)
        self._seen = None  # all runs and crawls, until something but an event begins one
        deployed.account.client("glue").meta.events.register("before-call.glue", self._forget)

    def _forget(self, model, **_):
        if not model.name.startswith(("Get", "List")):
            self._seen = None

    def send(self, event, times=1):
        """Delivers an event, as often as wanted at the same time, to every enabled rule that it matches."""
        rules = [rule for rule in self.deployed.rules if rule.enabled and rule.matches(event)]
        return self._deliver(rules, event, times)

    def tick(self, rule, event, times=1):
        """Delivers what a scheduled rule sends."""
        return self._deliver([rule] if rule.enabled else [], event, times)

    def _deliver(self, rules, event, times):
        """What comes of it. Where nothing is led anywhere nothing can come of it, so nobody looks."""
        delivery = Delivery()
        if not any(rule.targets for rule in rules):
            return delivery
        runs, crawls = self._seen or self._look()
        self._fan_out(rules, event, times, delivery)
        self._seen = now = self._look()
        delivery.started = [(key[0], run) for key, run in now[0].items() if key not in runs]
        delivery.crawled = [crawler for crawler, _ in now[1] - crawls]
        return delivery

    def _look(self):
        return self.deployed.job_runs(), self.deployed.crawls()

    def _fan_out(self, rules, event, times, delivery):
        every = [(rule, target) for rule in rules for target in rule.targets] * times
        with ThreadPoolExecutor(max(1, len(every))) as pool:
            for done in [pool.submit(self._carrier.carry, rule, target, event, delivery) for rule, target in every]:
                done.result()
