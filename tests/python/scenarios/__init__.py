"""What must happen, as functions of the handler under test: run against the real one and against its mutants."""

SCENARIOS = []


def scenario(kind):
    """Registers a function that takes a fresh World of this trigger kind and asserts."""

    def register(run):
        SCENARIOS.append((f"{kind}: {run.__name__.replace('_', ' ')}", kind, run))
        return run

    return register


from . import all_of, crawler, data_quality, event_pattern, failures, job, s3, schedule  # noqa: E402, F401  (registers)
