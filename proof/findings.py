"""What was proved of one deployment, and what was not."""

from dataclasses import dataclass, field


class Disproved(Exception):
    """The first failure, where only one is wanted."""


@dataclass
class Findings:
    """A tally of checks. Every failure is a sentence that names the thing, what was wanted and what was found."""

    stop_at_first: bool = False
    passed: int = 0
    failures: list = field(default_factory=list)

    def check(self, holds, failure):
        """Counts a check. `failure` says what is wrong if it does not hold."""
        if holds:
            self.passed += 1
        else:
            self.failures.append(failure)
            if self.stop_at_first:
                raise Disproved(failure)
        return bool(holds)

    def add(self, other):
        self.passed += other.passed
        self.failures += other.failures
