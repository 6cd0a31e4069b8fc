"""The Java process that the jobs' Spark contexts live in: gateway.py LOG. Prints its port and its secret; ends when stdin does."""

import subprocess
import sys

from pyspark.java_gateway import launch_gateway

with open(sys.argv[1], "w") as log:
    java = launch_gateway(popen_kwargs={"stdout": log, "stderr": subprocess.STDOUT})
print(java.gateway_parameters.port, java.gateway_parameters.auth_token, flush=True)
sys.stdin.read()
