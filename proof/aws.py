"""One simulated account: its services' clients, and what a child process needs to reach it."""

import functools
import os

import boto3
from botocore.config import Config

REGION = "eu-west-1"
ACCOUNT_ID = "123456789012"  # moto's
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "simulated", "AWS_SECRET_ACCESS_KEY": "simulated"}


class Account:
    """The services behind one endpoint. Clients are made once; a real account cannot be reached through it."""

    def __init__(self, endpoint, region=REGION):
        self.endpoint, self.region = endpoint, region
        self._session = boto3.Session(
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            region_name=region,
        )

    @functools.cache  # noqa: B019 - an account lives as long as its proof
    def client(self, service):
        config = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, max_pool_connections=20)
        return self._session.client(service, endpoint_url=self.endpoint, config=config)

    def pages(self, service, operation, key, **request):
        """Every item of a paged listing."""
        client = self.client(service)
        pages = (
            client.get_paginator(operation).paginate(**request)
            if client.can_paginate(operation)
            else [getattr(client, operation)(**request)]
        )
        return [item for page in pages for item in page.get(key, [])]

    def environment(self):
        """The environment of a child process: this account and no other, nothing of the user's own configuration."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
        return (
            inherited
            | CREDENTIALS
            | {
                "AWS_ENDPOINT_URL": self.endpoint,
                "AWS_REGION": self.region,
                "AWS_DEFAULT_REGION": self.region,
                "AWS_EC2_METADATA_DISABLED": "true",
                "AWS_CONFIG_FILE": os.devnull,
                "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
                "AWS_PAGER": "",
            }
        )
