"""The register of mends: each brings moto nearer to what AWS documents, and none looks at what lakegen renders."""

import types
from collections.abc import Callable
from dataclasses import dataclass

MENDS = []
HERE = types.SimpleNamespace(port=None)  # where this server listens, known once its socket is bound


@dataclass(frozen=True)
class Mend:
    service: str
    text: str  # what AWS does, and in brackets what moto does
    apply: Callable[[], None]


def mend(service, text):
    """Registers a function that patches moto. It runs once, before the server starts."""

    def register(apply):
        MENDS.append(Mend(service, text, apply))
        return apply

    return register


def endpoint():
    return f"http://127.0.0.1:{HERE.port}"


def refusal(name, message):
    """A JSON error answer, as a response triple of moto."""
    import json

    body = json.dumps({"__type": name, "message": message})
    return 400, {"x-amzn-errortype": name, "content-type": "application/x-amz-json-1.1"}, body
