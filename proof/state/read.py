"""Reads a whole deployment: every thing that a lake may consist of, under its kind and name."""

from . import (
    analytics, by_design, catalog, compute, identity, messaging, observability, permissions, readers, storage, streams,
    workflows,
)  # fmt: skip
from .normal import clean, renamed

KINDS = (storage, identity, catalog, analytics, compute, messaging, observability, permissions, readers, streams, workflows)


def read(account, unseen=None):
    """What is deployed in an account, as plain data: {"bucket NAME": {...}, ...}. Reading changes nothing.

    `unseen` is what unseen.py found in the template or the plan.
    """
    state = {"what no API gives back": unseen} if unseen else {}
    for kind in KINDS:
        for name, found in kind.read(account):
            state[name] = clean(found)
    by_design.apply(account, state)
    return renamed(state, identity.key_names(account) | readers.names(account))
