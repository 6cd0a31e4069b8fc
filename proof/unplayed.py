"""What is deployed, read back and compared, but does nothing in the simulation. This is all of it; a run says it."""

# The kind of thing, as state/ names it, and why it is not played.
UNPLAYED = {
    "workflow": "moto starts no run of a Glue workflow",
    "trigger": "moto fires no Glue trigger",
    "ruleset": "data quality is evaluated by Glue alone; its results and events are played",
    "stream": "no consumer reads it; a streaming job is deployed and its role is not asked",
    "delivery stream": "moto delivers without buffering, format or encryption, which says nothing of Firehose",
    "query": "moto has no Athena engine",
    "application": "there is no EMR to run on",
    "grant": "moto holds nobody to the grants of Lake Formation",
    "redshift workgroup": "there is no Redshift to load into",
}


def met(state):
    """The kinds of things in a deployment's state that were not played: (kind, number, reason)."""
    found = []
    for kind, reason in UNPLAYED.items():
        number = sum(1 for name in state if name.startswith(f"{kind} "))
        if number:
            found.append((kind, number, reason))
    return found
