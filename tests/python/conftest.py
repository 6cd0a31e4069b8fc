"""Makes the test support importable and keeps bytecode out of the templates folder."""

import sys
from pathlib import Path

import pytest

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))


def pytest_configure(config):
    config.addinivalue_line("markers", "spark: runs a job script on a real Spark; needs pyspark and Java")


@pytest.fixture(autouse=True)
def no_real_aws(monkeypatch):
    """No test may reach an account: a call that escapes its fake fails on these credentials."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_PROFILE", raising=False)
