"""Takes one deployment through every step."""

import traceback
from dataclasses import dataclass, field

from . import events, state
from .command import CommandFailed
from .deploy import TARGETS
from .findings import Findings
from .server import serving

STEPS = ("deploy", "again", "events", "spark", "destroy")


@dataclass
class Proof:
    """What was found about one target of one example."""

    target: str
    missing: str | None = None  # why it could not be deployed here
    steps: dict = field(default_factory=dict)  # step -> Findings
    state: dict | None = None

    @property
    def failures(self):
        return [f"{step}: {failure}" for step, found in self.steps.items() for failure in found.failures]


def prove_target(rendered, target, scratch, on_spark=None):
    """Deploys one target into an account of its own and takes it through every step. Never raises for what it finds."""
    tool, proof = TARGETS[target], Proof(target)
    proof.missing = tool.available()
    if proof.missing:
        return proof
    scratch.mkdir()

    def step(name, act):
        found = proof.steps[name] = Findings()
        try:
            act(found)
        except CommandFailed as failure:
            found.check(False, str(failure))
        except Exception:  # a fault of the proof itself, or an answer that nobody expected: shown whole
            found.check(False, traceback.format_exc())
        return not found.failures

    def remember(found):
        tool.deploy(account, rendered, scratch, found)
        proof.state = state.read(account, tool.unseen(account, rendered, scratch))

    with serving(scratch / "server.log") as account:
        if step("deploy", remember):
            step("again", lambda found: tool.again(account, rendered, scratch, found))
            step("events", lambda found: events.prove(account, rendered.spec, found))
            if on_spark:
                step("spark", lambda found: on_spark(account, rendered, scratch, found))
            step("destroy", lambda found: tool.destroy(account, rendered, scratch, found))
    return proof
