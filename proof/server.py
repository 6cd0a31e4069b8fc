"""One mended moto server for one deployment, ended through its own process handle."""

import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from .aws import Account

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def serving(log):
    """A fresh simulated account. Its server's log goes to a file, where moto says what it does not know."""
    command = [sys.executable, "-B", "-m", "proof.simulator"]
    with open(log, "w") as errors:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            port = process.stdout.readline().strip()
            if not port:
                raise RuntimeError(f"the simulated account did not start: see {log}")
            yield Account(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()


def reset(account):
    """Empties the account, as if its server had been started anew."""
    urllib.request.urlopen(f"{account.endpoint}/moto-api/reset", data=b"").close()
