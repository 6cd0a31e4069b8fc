"""Renders an example with the built binary, as a user would."""

import json
import os
import shutil
import sys
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


def found(names, files, scratch):
    """The folders of the specifications that are meant, each with a lakegen.yaml: all examples if none is named.

    A specification given as a file is copied into a folder of its own, with the files that it names.
    """
    every = {file.parent.name: file.parent for file in sorted(ROOT.glob("examples/*/lakegen.yaml"))}
    folders = [every.get(name) or placed(Path(name), files, scratch) for name in names or every]
    for name, folder in zip(names, folders, strict=False):
        if not (folder / "lakegen.yaml").is_file():
            sys.exit(f"no such specification: {name}; there are the examples {', '.join(every)}")
    if len({folder.name for folder in folders}) < len(folders):
        sys.exit("specifications that are proved together need folders or files of different names")
    return folders


def placed(path, files, scratch):
    """A folder with the specification at a path: the path itself if it is one."""
    if not path.is_file():
        return path.resolve()
    folder = scratch / "specifications" / path.stem
    shutil.copytree(files or path.parent, folder)
    shutil.copy(path, folder / "lakegen.yaml")
    return folder


def binary(scratch):
    """The lakegen to prove: $LAKEGEN, or the debug build of this checkout, which is brought up to date."""
    if os.environ.get("LAKEGEN"):
        return Path(os.environ["LAKEGEN"]).resolve()
    run(["cargo", "build", "--quiet", "--bin", "lakegen"], scratch / "cargo-build.log", cwd=ROOT, timeout=3600)
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "lakegen"


class JsonLoader(yaml.BaseLoader):
    """Plain scalars are what JSON says they are."""

    def construct_scalar(self, node):
        text = super().construct_scalar(node)
        try:
            return json.loads(text) if node.style is None else text
        except ValueError:
            return text


def read(text):
    """A specification as plain data, all scalars as text: 1.10 and no are not numbers or false.

    But for event patterns, which tell 1 and "1" apart.
    """
    spec, typed = yaml.load(text, yaml.BaseLoader), yaml.load(text, JsonLoader)
    for key, job in (spec.get("jobs") or {}).items():
        if "event_pattern" in ((job or {}).get("trigger") or {}):
            job["trigger"]["event_pattern"] = typed["jobs"][key]["trigger"]["event_pattern"]
    return spec


def render(lakegen, example, scratch):
    """Renders all targets of examples/<example>/lakegen.yaml below the scratch folder."""
    file = example / "lakegen.yaml"
    spec = read(file.read_text())
    output = scratch / "rendered"
    run([lakegen, "render", file, "--out", output], scratch / "render.log")
    return Rendered(example, spec, output / spec["name"])
