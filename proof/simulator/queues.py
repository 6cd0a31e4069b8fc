"""Mends of moto's Amazon SQS."""

import json

from moto.sqs.models import Queue

from .mend import mend


@mend("sqs", "a RedrivePolicy is given back as compact JSON (moto: with spaces, a change to Terraform)")
def _redrive_policy():
    plain = Queue.attributes.fget

    def attributes(self):
        found = plain(self)
        if found.get("RedrivePolicy"):
            found["RedrivePolicy"] = json.dumps(json.loads(found["RedrivePolicy"]), separators=(",", ":"))
        return found

    Queue.attributes = property(attributes)
