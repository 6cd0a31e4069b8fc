"""What a run prints: progress, differences, and a table of what was proved."""

from .prove import STEPS
from .unplayed import met

TITLES = {
    "deploy": "deployed",
    "again": "idempotent",
    "events": "event path",
    "spark": "on Spark",
    "destroy": "destroyed",
}


def progress(example, proofs, differences):
    """Says of one example what failed and where its targets differ."""
    for proof in proofs:
        if proof.missing:
            print(f"{example}: {proof.target.upper()} NOT PROVED: {proof.missing}")
        for failure in proof.failures:
            print(f"{example}: {proof.target}: {failure}")
    for kind, number, reason in met(next((proof.state for proof in proofs if proof.state), {})):
        print(f"{example}: compared, but not played: {number} of the kind {kind}: {reason}")
    for difference in differences or ():
        print(f"{example}: the targets differ: {difference}")


def cell(found):
    """One step of one target: the number of checks that held, or how many did not."""
    if found is None:
        return "-"
    return f"{len(found.failures)} FAILED" if found.failures else f"{found.passed} ok" if found.passed else "-"


def sameness(proof, differences):
    if differences is None or not proof.state:
        return "-"
    return f"{len(differences)} DIFFER" if differences else f"{len(proof.state)} things"


def rows(results):
    for example, proofs, differences in results:
        for proof in proofs:
            cells = {step: "missing" if proof.missing else cell(proof.steps.get(step)) for step in STEPS}
            yield [example, proof.target, cells["deploy"], cells["again"], sameness(proof, differences),
                   cells["events"], cells["spark"], cells["destroy"]]  # fmt: skip


def table(lines):
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def holds(results):
    """Whether everything that was tried was proved. A missing tool leaves its target unproved, loudly, and fails."""
    return all(
        not differences and not any(proof.failures or proof.missing for proof in proofs)
        for _, proofs, differences in results
    )


def summary(results, seconds):
    """Prints the table and the verdict. Returns whether everything was proved."""
    titles = ["example", "target", TITLES["deploy"], TITLES["again"], "equal", TITLES["events"], TITLES["spark"],
              TITLES["destroy"]]  # fmt: skip
    print("\n" + table([titles, *rows(results)]) + "\n")
    proved = holds(results)
    print(f"{'Proved' if proved else 'NOT PROVED'}, in {seconds:.0f} s.")
    return proved


def verdict(example, mutant, found):
    """Says of one mutant how it was found out, or that it was not."""
    text = f"{mutant.seen_by}: {found.splitlines()[0]}" if found else f"NOT FOUND OUT by the {mutant.seen_by}"
    print(f"{example}: {mutant.name}\n    {text}", flush=True)


def mutants(verdicts, seconds):
    """Prints the count. Returns whether there were mutants and each was found out."""
    killed = sum(1 for _, _, found in verdicts if found)
    print(f"\n{killed} of {len(verdicts)} mutants were found out, in {seconds:.0f} s.")
    return bool(verdicts) and killed == len(verdicts)
