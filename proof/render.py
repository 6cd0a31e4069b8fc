"""Renders an example with the built binary, as a user would."""

import os
from dataclasses import dataclass
from pathlib import Path

import yaml

from .command import run
from .server import ROOT


@dataclass(frozen=True)
class Rendered:
    """An example: its folder, its spec as plain data, and the folder of rendered targets."""

    example: Path
    spec: dict
    output: Path

    @property
    def name(self):
        return self.spec["name"]

    def target(self, name):
        return self.output / name


def binary(scratch):
    """The lakegen to prove: $LAKEGEN, or the debug build of this checkout, which is brought up to date."""
    if os.environ.get("LAKEGEN"):
        return Path(os.environ["LAKEGEN"]).resolve()
    run(["cargo", "build", "--quiet", "--bin", "lakegen"], scratch / "cargo-build.log", cwd=ROOT, timeout=3600)
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "lakegen"


def render(lakegen, example, scratch):
    """Renders all targets of examples/<example>/lakegen.yaml below the scratch folder."""
    file = example / "lakegen.yaml"
    spec = yaml.load(file.read_text(), yaml.BaseLoader)  # all scalars as text: 1.10 and no are not numbers or false
    output = scratch / "rendered"
    run([lakegen, "render", file, "--out", output], scratch / "render.log")
    return Rendered(example, spec, output / spec["name"])
