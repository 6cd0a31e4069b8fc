"""Starts servers: for each line read, which names a log, one server that is forked off this process.

python -m proof.simulator            prints the process id and the port of each, on a line; ends them when nothing more can come
python -m proof.simulator --list     says what is mended, and exits

Importing moto takes longer than a whole deployment keeps a server busy; a fork has it imported.
"""

import argparse
import contextlib
import importlib
import os
import signal
import sys

from .mend import HERE, MENDS

# Without it, AttachRolePolicy of an AWS-managed policy is a 404.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
MODULES = (
    "core", "s3", "glue", "glue_rest", "functions", "events", "iam", "analytics", "redshift", "streams",
    "queues", "workflows", "lakeformation", "cloudformation",
)  # fmt: skip


def main():
    arguments = argparse.ArgumentParser(prog="proof.simulator")
    arguments.add_argument("--list", action="store_true", help="print the mends and exit")
    wanted = arguments.parse_args()
    for module in MODULES:
        importlib.import_module(f"{__package__}.{module}")
    if wanted.list:
        for item in MENDS:
            print(f"{item.service}: {item.text}")
        return
    for item in MENDS:
        item.apply()

    fork_servers()


def fork_servers():
    from moto.moto_server import werkzeug_app  # noqa: F401 - so that each fork has it

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    servers = []
    for log in sys.stdin:
        servers.append(os.fork())
        if not servers[-1]:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            serve(log.strip())
    for process in servers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGTERM)


def serve(log):
    """One account on a free port of the loopback interface, until its process is ended."""
    from moto.moto_api._internal import mock_random
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from moto.server import MotoRequestHandler
    from werkzeug.serving import make_server

    mock_random.seed()  # or each server makes the same ids
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), sys.stderr.fileno())
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    HERE.port = server.port
    print(os.getpid(), server.port, flush=True)
    sys.stdout = sys.stderr
    server.serve_forever()


if __name__ == "__main__":
    main()
