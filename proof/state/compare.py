"""Where deployments of one spec differ."""

import json
from dataclasses import dataclass

ABSENT = "(absent)"


@dataclass(frozen=True)
class Difference:
    """One value that is not the same everywhere."""

    path: str
    values: dict  # target -> value

    def __str__(self):
        lines = [f"      {target:14} {value!r}" for target, value in self.values.items()]
        return "\n".join([self.path, *lines])


def differences(states):
    """All differences between the states (target -> state) of two or more deployments."""
    return list(_differences("", states))


def _differences(path, values):
    first = next(iter(values.values()))
    if len({json.dumps(value, sort_keys=True) for value in values.values()}) == 1:  # true is not 1
        return
    if all(isinstance(value, dict) for value in values.values()):
        for key in sorted(set().union(*values.values())):
            inner = {target: value.get(key, ABSENT) for target, value in values.items()}
            yield from _differences(f"{path} > {key}" if path else key, inner)
    elif (
        all(isinstance(value, list) for value in values.values()) and len({len(each) for each in values.values()}) == 1
    ):
        for index in range(len(first)):
            yield from _differences(f"{path}[{index}]", {target: value[index] for target, value in values.items()})
    else:
        yield Difference(path, values)
