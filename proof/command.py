"""Runs the tools that a user would run, and keeps what they say."""

import re
import subprocess
import time
from pathlib import Path

ERROR = re.compile(r"^\W*Error: |An error occurred|_FAILED|^Traceback")


class CommandFailed(Exception):
    """A tool ended with another status than the wanted one."""


def run(command, log, *, environment=None, cwd=None, wanted=(0,), timeout=600):
    """Runs a command to its end. Its output goes to the file `log` and is returned with the exit status.

    A last line of the log says status and duration.
    """
    started = time.monotonic()
    with open(log, "w") as output:
        done = subprocess.run(
            [str(word) for word in command], env=environment, cwd=cwd, stdout=output, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, timeout=timeout,
        )  # fmt: skip
        print(f"\n[exit status {done.returncode} after {time.monotonic() - started:.1f} s]", file=output)
    text = Path(log).read_text()
    if done.returncode not in wanted:
        raise CommandFailed(f"`{' '.join(str(word) for word in command)}`: {excerpt(text)}\n    (all of it: {log})")
    return done.returncode, text


def excerpt(text, lines=14):
    """The part of an output that says what went wrong: from the first error on, else the end."""
    every = text.strip().splitlines()
    at_end = max(0, len(every) - lines)
    first = next((at for at, line in enumerate(every) if ERROR.search(line)), at_end)
    return "\n      ".join(every[first : first + lines])
