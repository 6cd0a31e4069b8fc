"""The command line: see --help."""

import argparse
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import mutants, report, spark, state
from .deploy import TARGETS
from .prove import prove_target
from .render import binary, found, render

AT_ONCE = 6  # deployments; Terraform's wait half of the time
SLOWEST_FIRST = ("terraform", "cdk", "cloudformation")


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/prove", description="Deploys examples in simulation and proves them."
    )
    parser.add_argument(
        "examples", nargs="*", metavar="EXAMPLE",
        help="the name of a folder below examples/, or the path of any folder with a lakegen.yaml, or of a "
        "specification; all examples if none is named",
    )  # fmt: skip
    parser.add_argument(
        "--files", type=Path, metavar="DIR", help="where the files lie that specifications given by path name"
    )
    parser.add_argument(
        "--spark", action="store_true",
        help="also run the deployed job scripts on Spark, those of the first target: that the others deploy the same is proved",
    )  # fmt: skip
    parser.add_argument("--mutants", action="store_true", help="break deployments on purpose: each must be found out")
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="only this target; may be repeated")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep renderings and logs in this new folder")
    return parser.parse_args()


def prove_all(examples, targets, scratch, on_spark):
    """Proves every target of every example, some at once. Returns [(example name, its proofs, differences)]."""
    lakegen, renderings = binary(scratch), []
    for example in examples:
        (scratch / example.name).mkdir()
        renderings.append(render(lakegen, example, scratch / example.name))
    largest_first = sorted(renderings, key=lambda rendered: -(rendered.example / "lakegen.yaml").stat().st_size)
    order = [*(targets[:1] if on_spark else ()), *SLOWEST_FIRST]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {
            (rendered.example.name, target): pool.submit(
                prove_target, rendered, target, scratch / rendered.example.name / target,
                on_spark if target == targets[0] else None,
            )
            for target in dict.fromkeys(order) if target in targets
            for rendered in largest_first
        }  # fmt: skip
        results = []
        for example in examples:
            proofs = [running[example.name, target].result() for target in targets]
            states = {proof.target: proof.state for proof in proofs if proof.state}
            results.append((example.name, proofs, state.differences(states) if len(states) > 1 else None))
            report.progress(*results[-1])
        return results


def kill_mutants(examples, scratch):
    """Deploys every mutant of these examples. Returns [(example name, mutant, how it was found out)]."""
    lakegen, verdicts = binary(scratch), []
    for example in examples:
        if example.name not in mutants.EXAMPLES:
            continue
        (scratch / example.name).mkdir()
        rendered = render(lakegen, example, scratch / example.name)
        for mutant, found in mutants.run(rendered, scratch / example.name):
            verdicts.append((example.name, mutant, found))
            report.verdict(*verdicts[-1])
    return verdicts


def main():
    wanted, started = arguments(), time.monotonic()
    scratch = wanted.keep or Path(tempfile.mkdtemp(prefix="lakegen-proof-"))
    scratch.mkdir(exist_ok=not wanted.keep, parents=True)
    examples = found(wanted.examples, wanted.files, scratch)
    if wanted.mutants:
        verdicts = kill_mutants(examples, scratch)
        proved = report.mutants(verdicts, time.monotonic() - started)
    else:
        on_spark = spark.prove if wanted.spark and spark.announce() else None
        results = prove_all(examples, wanted.target or list(TARGETS), scratch, on_spark)
        proved = report.summary(results, time.monotonic() - started)
        proved = proved and (on_spark is not None or not wanted.spark)
    if proved and not wanted.keep:
        shutil.rmtree(scratch)
    else:
        print(f"Renderings, logs and Terraform states: {scratch}")
    return 0 if proved else 1


if __name__ == "__main__":
    sys.exit(main())
