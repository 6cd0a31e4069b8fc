"""Mended moto servers, one for each deployment: each is a process of its own, and ended by its own id."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from .aws import Account

ROOT = Path(__file__).resolve().parent.parent


class Servers:
    """The process that the servers are forked off. It ends with this one, and they with it."""

    def __init__(self):
        self._lock, self._process = threading.Lock(), None

    def start(self, log):
        """Starts a server. Returns its process id and its port."""
        with self._lock:
            if self._process is None:
                command = [sys.executable, "-B", "-m", "proof.simulator"]
                self._process = subprocess.Popen(
                    command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
                )
            print(Path(log).resolve(), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline().split()
        if len(answer) != 2:
            raise RuntimeError(f"the simulated account did not start: see {log}")
        return map(int, answer)


SERVERS = Servers()


@contextmanager
def serving(log):
    """A fresh simulated account. Its server's log goes to a file, where moto says what it does not know."""
    process, port = SERVERS.start(log)
    try:
        yield Account(f"http://127.0.0.1:{port}")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGTERM)


def reset(account):
    """Empties the account, as if its server had been started anew."""
    urllib.request.urlopen(f"{account.endpoint}/moto-api/reset", data=b"").close()
