"""Runs the handler of a deployed function in a process of its own, and tells which AWS calls it made."""

import io
import json
import multiprocessing
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from . import runtime

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([runtime.__name__])


@dataclass(frozen=True)
class Outcome:
    """What came of one invocation: the answer, or the last line of its error; and the AWS calls made."""

    answer: object = None
    error: str | None = None
    calls: list = field(default_factory=list)  # [service, operation, parameters]


def invoke(code, name, entry, variables, event, environment, timeout=60):
    """Runs `entry` of the zip file `code` on an event. `environment` leads to the simulated account."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, journal, answer, errors = (Path(scratch, each) for each in ("code", "journal", "answer", "errors"))
        zipfile.ZipFile(io.BytesIO(code)).extractall(folder)
        environment = environment | {"AWS_LAMBDA_FUNCTION_NAME": name} | variables
        process = PROCESSES.Process(target=runtime.serve, args=(str(folder), entry, name, event, environment))
        process.start()
        process.join(timeout + 60)
        if process.is_alive():
            process.kill()
            process.join()
        lines = journal.read_text().splitlines() if journal.exists() else []
        calls = [json.loads(line) for line in lines]
        if process.exitcode:
            said = errors.read_text().strip().splitlines() if errors.exists() else [f"ended with {process.exitcode}"]
            return Outcome(error=said[-1], calls=calls)
        return Outcome(answer=json.loads(answer.read_text()), calls=calls)
