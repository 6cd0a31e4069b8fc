"""Reads pairs of a pattern and an event from stdin, and writes which of them match by moto's reckoning."""

import json
import sys

try:
    from moto.events.models import EventPattern
except ImportError:
    sys.exit(77)

pairs = json.load(sys.stdin)
json.dump([EventPattern.load(json.dumps(pattern)).matches_event(event) for pattern, event in pairs], sys.stdout)
