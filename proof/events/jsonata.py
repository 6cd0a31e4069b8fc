"""JSONata as Step Functions has it: `{% %}` in values, $states, variables, and $hash."""

import hashlib

import jsonata

HASHES = {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}


class Undefined(Exception):
    """An expression gave nothing: States.QueryEvaluationError, as JSON has no word for it."""


def evaluate(expression, states, variables):
    parsed = jsonata.Jsonata(expression)
    parsed.register_lambda("hash", lambda text, kind: hashlib.new(HASHES[kind], text.encode()).hexdigest())
    frame = parsed.create_frame()
    for name, value in {"states": states, **variables}.items():
        frame.bind(name, value)
    found = parsed.evaluate(None, frame)
    if found is None:
        raise Undefined(expression)
    return found


def filled(value, states, variables):
    """A value with every expression in it replaced by what it gives."""
    if isinstance(value, dict):
        return {key: filled(each, states, variables) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, states, variables) for each in value]
    if isinstance(value, str) and value.startswith("{%") and value.endswith("%}"):
        return evaluate(value[2:-2].strip(), states, variables)
    return value
