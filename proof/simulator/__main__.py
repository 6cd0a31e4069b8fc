"""Starts the server: prints the port it listens on, then serves until its process is ended.

python -m proof.simulator            on a free port of the loopback interface
python -m proof.simulator --list     says what is mended, and exits
"""

import argparse
import importlib
import os
import sys

from .mend import HERE, MENDS

# Without it, AttachRolePolicy of an AWS-managed policy is a 404.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
MODULES = (
    "core", "s3", "glue", "glue_rest", "functions", "events", "iam", "analytics", "redshift", "streams",
    "queues", "workflows", "cloudformation",
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

    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from moto.server import MotoRequestHandler
    from werkzeug.serving import make_server

    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    HERE.port = server.port
    print(server.port, flush=True)
    sys.stdout = sys.stderr
    server.serve_forever()


if __name__ == "__main__":
    main()
