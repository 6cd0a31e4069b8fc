"""Types of the Data Catalog that values have."""

import re

INTEGER, NUMBER = re.compile(r"[+-]?[0-9]+"), re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
WIDER = ("int", "bigint", "double")


def text_type(values):
    """The type of a column of texts; empty ones have none."""
    values = [value.strip() for value in values if value and value.strip()]
    for kind, pattern in (("bigint", INTEGER), ("double", NUMBER)):
        if values and all(pattern.fullmatch(value) for value in values):
            return kind
    return "string"


def type_of(value):
    """The type of a JSON value; None for null, and for an empty array's items."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "int" if abs(value) < 2**31 else "bigint"
    if isinstance(value, float):
        return "double"
    if isinstance(value, list):
        kind = None
        for item in value:
            kind = united(kind, type_of(item))
        return f"array<{kind or 'string'}>"
    if isinstance(value, dict):
        fields = (f"{name}:{type_of(item) or 'string'}" for name, item in value.items())
        return f"struct<{','.join(fields)}>"
    return "string"


def united(one, other):
    """The type that holds the values of both. What has no such type is text; a struct is the one with more in it."""
    if one == other or other is None:
        return one
    if one is None:
        return other
    if one in WIDER and other in WIDER:
        return max(one, other, key=WIDER.index)
    nested = [kind for kind in (one, other) if "<" in kind]
    return max(nested, key=len) if len(nested) == 2 else "string"
