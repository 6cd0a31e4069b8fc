"""Plays EventBridge: matches an event with every deployed rule, follows the targets, and watches what begins."""

from concurrent.futures import ThreadPoolExecutor

from .delivery import Carrier, Delivery


class Driver:
    def __init__(self, deployed, findings):
        self.deployed = deployed
        self._carrier = Carrier(deployed, findings)

    def send(self, event, times=1):
        """Delivers an event, as often as wanted at the same time, to every enabled rule that it matches."""
        rules = [rule for rule in self.deployed.rules if rule.enabled and rule.matches(event)]
        return self._observed(lambda delivery: self._fan_out(rules, event, times, delivery))

    def tick(self, rule, event, times=1):
        """Delivers what a scheduled rule sends."""
        rules = [rule] if rule.enabled else []
        return self._observed(lambda delivery: self._fan_out(rules, event, times, delivery))

    def _observed(self, act):
        delivery, runs, crawls = Delivery(), self.deployed.job_runs(), self.deployed.crawls()
        act(delivery)
        delivery.started = [(key[0], run) for key, run in self.deployed.job_runs().items() if key not in runs]
        delivery.crawled = [crawler for crawler, _ in self.deployed.crawls() - crawls]
        return delivery

    def _fan_out(self, rules, event, times, delivery):
        every = [(rule, target) for rule in rules for target in rule.targets] * times
        with ThreadPoolExecutor(max(1, len(every))) as pool:
            for done in [pool.submit(self._carrier.carry, rule, target, event, delivery) for rule, target in every]:
                done.result()
